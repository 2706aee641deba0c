from __future__ import annotations

import pytest

from zonegraph import vocab
from zonegraph.errors import UnknownNameError
from zonegraph.knowledge_graph import KnowledgeGraph
from zonegraph.queries.naming import nearest


@pytest.mark.parametrize(
    "name",
    [
        "qingyu-kites",
        "Qingyu-Kites",
        "id:qingyu-kites",
        "https://w3id.org/zonegraph/id/qingyu-kites",
        "<https://w3id.org/zonegraph/id/qingyu-kites>",
        "青屿风筝有限公司",
        "青屿风筝",
        "Qingyu Kites Ltd",
        "qingyu  KITES ltd",
        "Ｑｉｎｇｙｕ Kites Ltd",
    ],
)
def test_finds_an_entity_by_any_of_its_names(kg: KnowledgeGraph, name: str) -> None:
    assert kg.entity(name) == vocab.ID("qingyu-kites")


def test_finds_a_span_and_an_evidence_graph(kg: KnowledgeGraph) -> None:
    assert kg.entity("gazette/p1-s1") == vocab.SRC("gazette/p1-s1")
    assert kg.entity("ev:gazette/p1-s1") == vocab.EV("gazette/p1-s1")


def test_an_ambiguous_name_lists_who_bears_it(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownNameError, match="more than one") as caught:
        kg.entity("海鸥")
    assert caught.value.suggestions == ("id:qingyu-kites", "id:qingyu-string")


def test_the_data_come_before_the_ontology(kg: KnowledgeGraph) -> None:
    assert kg.entity("年产量") == vocab.ID("indicator-kites")
    assert kg.entity("enterprise") == vocab.ZG("Enterprise")


@pytest.mark.parametrize(
    ("name", "nearest_name"),
    [
        ("青屿风", "青屿风筝"),
        ("Qingyu Kite Ltd", "Qingyu Kites Ltd"),
        ("id:qingyu-kite", "qingyu-kites"),
        ("https://w3id.org/zonegraph/id/kite-parc", "kite-park"),
    ],
)
def test_an_unknown_name_suggests_the_nearest(
    kg: KnowledgeGraph, name: str, nearest_name: str
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        kg.entity(name)
    assert caught.value.suggestions[0] == nearest_name


@pytest.mark.parametrize("name", ["", "zg:a b", "<http://a b>", "\udcff", "\x00"])
def test_a_name_that_is_no_name_is_unknown(kg: KnowledgeGraph, name: str) -> None:
    with pytest.raises(UnknownNameError):
        kg.entity(name)


def test_a_kind_narrows_the_search(kg: KnowledgeGraph) -> None:
    assert kg.entity("风筝产业集群", "IndustryCluster") == vocab.ID("cluster-kites")
    with pytest.raises(UnknownNameError, match="no industry cluster named '青屿风筝'"):
        kg.entity("青屿风筝", "IndustryCluster")


def test_labels_in_both_languages(kg: KnowledgeGraph) -> None:
    label = kg.label(vocab.ID("qingyu-string"))
    assert (label.zh, label.en) == ("青屿线业", "Qingyu String Works")


def test_what_has_no_label_is_called_by_its_shortened_iri(kg: KnowledgeGraph) -> None:
    assert kg.label(vocab.SRC("gazette/p1-s1")).zh == "src:gazette/p1-s1"


def test_many_labels_are_read_in_batches(kg: KnowledgeGraph) -> None:
    unknown = [vocab.ID(f"nobody-{number}") for number in range(1200)]
    labels = kg.labels([*unknown, vocab.ID("kite-park")])
    assert len(labels) == 1201
    assert labels[vocab.ID("kite-park")].zh == "风筝园"


def test_suggestions_name_each_thing_once() -> None:
    named = {"红风筝": "kite", "大红风筝": "kite", "红风铃": "bell"}
    assert nearest("红风", named) == ["红风筝", "红风铃"]
