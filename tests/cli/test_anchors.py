"""`zonegraph anchors`, on the made-up zone and on the bundled one."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from zonegraph.cli.main import main

from .conftest import Run


def test_stated_roles_stand_beside_what_is_computed(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("anchors", "Kite cluster", "--format", "csv").out)))
    (row,) = rows
    assert row["enterprise"] == "Qingyu Kites Ltd"
    # The park is built for it (stated), but that the park supports the cluster is a reading: 0.8.
    assert (
        row["stated roles"]
        == "Kite <b>Park</b> built for it [stated 0.8: gazette/p1-s1, gazette/p2-s1]"
    )
    # A park that is built for it is a role; without roles nothing but its name is known.
    assert row["stated beside computed"] == "cannot be computed"
    assert (row["network score"], row["place"]) == ("", "")


def test_json_has_every_piece_of_evidence(run: Run) -> None:
    (anchor,) = json.loads(run("anchors", "--format", "json").out)
    assert anchor["enterprise_label"] == {"zh": "青屿风筝有限公司", "en": "Qingyu Kites Ltd"}
    (role,) = anchor["roles"]
    assert [each["confidence"] for each in role["evidence"]] == [1.0, 0.9]
    assert [each["status"] for each in role["support"]] == ["Interpreted"]
    assert (anchor["role_strength"], anchor["measures"], anchor["reasons"]) == (0.8, None, [])


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            "en",
            "- no more is known of it than its name and its cluster: unknown, which is not weak",
        ),
        ("zh", "- 网络中只知其名称与所属集群；未知不等于弱"),
    ],
)
def test_reasons_in_both_languages(run: Run, language: str, line: str) -> None:
    done = run("--lang", language, "anchors", "--explain", "青屿风筝")
    assert done.code == 0
    assert line in done.out.splitlines()


def test_reasons_on_the_bundled_graph(capsys: pytest.CaptureFixture[str]) -> None:
    # One of three other members: its project. Two enterprises in the same position: each above half.
    with pytest.raises(SystemExit):
        main(["--lang", "en", "anchors", "--explain", "成都奥泰集团"])
    assert (
        "- within two hops it reaches 33% of the cluster's 3 other members, above 50% of the others: "
        "Chengdu Alltech high-end medical imaging project [changzhi-2021/p17-s1]"
    ) in capsys.readouterr().out


def test_an_enterprise_of_no_cluster_is_said_to_be_of_none(run: Run) -> None:
    ended = run("anchors", "--explain", "Qingyu String Works")
    assert ended.code == 1
    assert "no source makes it a member of a cluster" in ended.err


@pytest.mark.parametrize(
    ("weight", "complaint"),
    [
        ("coverage", "'coverage' is no weight; write it as coverage=2"),
        ("size=1", "no measure named 'size'; nearest names: coverage"),
        ("coverage=-1", "coverage: a weight cannot be -1.0; give 0 or more"),
        ("coverage=nan", "coverage: a weight cannot be nan; give 0 or more"),
    ],
)
def test_a_wrong_weight_gets_one_clear_line(run: Run, weight: str, complaint: str) -> None:
    ended = run("anchors", "--weight", weight)
    assert ended.code in (1, 2)
    assert complaint in ended.err


def test_a_jackknife_tells_what_the_network_rests_on(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--lang", "en", "anchors", "--jackknife"])
    shown = capsys.readouterr().out
    assert (
        "High-end equipment manufacturing cluster: sentences that its network rests on: 1; sources: 1"
        in shown
    )
    assert "place holds" in shown


def test_only_facts_that_were_asked_for_count(run: Run) -> None:
    assert "built for it" in run("anchors", "--min-confidence", "0.8").out
    assert "built for it" not in run("anchors", "--min-confidence", "0.85").out
    assert "built for it" not in run("anchors", "--as-of", "2020-01-01").out
    assert run("anchors", "--as-of", "soon").code == 2


def test_only_clusters_have_anchors(run: Run) -> None:
    ended = run("anchors", "风筝园")
    assert ended.code == 1
    assert "no industry cluster named '风筝园'" in ended.err


def test_on_the_bundled_graph_unknown_is_said_to_be_unknown(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["--lang", "zh", "anchors", "--format", "csv"])
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))[1:]
    assert [(row[0], row[1], row[2].split("；")[0][:8], row[4]) for row in rows] == [
        ("高端装备制造业集群", "成都奥泰集团", "来源未提及", "0.5"),
        ("高端装备制造业集群", "深圳中世控股", "来源未提及", "0.5"),
        ("半导体光电产业集群", "中科潞安紫外光电科技有限公司", "第三代半导体紫外", ""),
        ("半导体光电产业集群", "潞安太阳能", "第三代半导体紫外", ""),
    ]


def test_sentences_follow_where_a_copy_is_attached(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["anchors", "--article", str(article)])
    last = capsys.readouterr().out.rstrip().splitlines()[-1]
    assert last.startswith("changzhi-2021/p16-s2  ")
    assert "量身打造" in last
