from __future__ import annotations

from pathlib import Path

import pytest

from zonegraph.errors import DataError, UnknownNameError
from zonegraph.queries.catalogue import catalogue, find_question, parse

HEADER = """\
# title@en: Kites of a cluster
# title@zh: 集群的风筝
# description@en: One row a kite.
# description@zh: 每只风筝一行。
# tags: kites, clusters
# vocabulary: zg:memberOfCluster rdfs:label
# parameter: cluster entity [id:cluster-kites] -- which cluster | 哪个集群
# parameter: most integer [] -- rows | 行数
# parameter: name string -- a name | 名称
"""
BODY = """\
SELECT ?kite {
  #VALUES cluster
  #VALUES most
  #VALUES name
  ?kite ?p ?cluster }
"""
PATH = Path("kites.rq")


def test_reads_a_header() -> None:
    query = parse(HEADER + BODY, PATH)
    assert query.name == "kites"
    assert (query.title.en, query.title.zh) == ("Kites of a cluster", "集群的风筝")
    assert query.tags == ("kites", "clusters")
    assert query.vocabulary == ("zg:memberOfCluster", "rdfs:label")


def test_tells_default_optional_and_required_parameters_apart() -> None:
    cluster, most, name = parse(HEADER + BODY, PATH).parameters
    assert (cluster.required, cluster.default) == (False, "id:cluster-kites")
    assert (most.required, most.default) == (False, None)
    assert (name.required, name.default, name.description.zh) == (True, None, "名称")


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("# tags:", "# tgas:", 5, "unknown header field"),
        ("cluster entity [id:cluster-kites] --", "cluster entity", 7, "malformed parameter"),
        ("most integer", "most whole", 8, "unknown kind"),
        ("# title@zh: 集群的风筝\n", "", 1, "lacks title@zh"),
        ("# title@zh:", "# title@en:", 2, "stands twice"),
        ("# parameter: name", "# parameter: most", 9, "stands twice"),
        ("  #VALUES most\n", "", 0, "no line '#VALUES most'"),
        ("#VALUES name\n", "#VALUES nmae\n", 13, "no parameter 'nmae'"),
    ],
)
def test_refuses_a_malformed_file_with_its_line(old: str, new: str, line: int, what: str) -> None:
    text = HEADER + BODY
    assert old in text
    with pytest.raises(DataError, match=r"kites\.rq") as caught:
        parse(text.replace(old, new, 1), PATH)
    assert what in str(caught.value)
    assert caught.value.line == line


def test_comments_below_the_header_are_no_header() -> None:
    assert parse(HEADER + BODY + "# tgas: below\n", PATH).name == "kites"


def test_every_question_is_well_formed_and_speaks_both_languages() -> None:
    for query in catalogue().values():
        assert query.title.zh != query.title.en
        assert query.description.zh != query.description.en


def test_an_unknown_question_suggests_the_nearest() -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_question("fact-of")
    assert caught.value.suggestions[0] == "facts-of"


def test_a_question_is_suggested_by_its_title() -> None:
    with pytest.raises(UnknownNameError) as caught:
        find_question("所有事物的名称")
    assert "names" in caught.value.suggestions
