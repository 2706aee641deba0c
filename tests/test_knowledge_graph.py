from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import rdflib

import zonegraph
from zonegraph import vocab
from zonegraph.errors import DataError, QueryError, StoreError, UnknownNameError
from zonegraph.knowledge_graph import KnowledgeGraph
from zonegraph.model import Evidence, Fact, Status

KITES = vocab.ID("qingyu-kites")


def fact(kg: KnowledgeGraph, relation: str, entity: str = KITES) -> Fact:
    return next(each for each in kg.facts(entity) if each.relation == vocab.ZG(relation))


def test_the_public_surface() -> None:
    assert zonegraph.__all__ == [
        "Answer",
        "Evidence",
        "Fact",
        "KnowledgeGraph",
        "Label",
        "Status",
        "ZonegraphError",
        "open",
    ]
    assert all(getattr(zonegraph, name) for name in zonegraph.__all__)


def test_the_names_of_a_graph() -> None:
    assert {name for name in dir(KnowledgeGraph) if not name.startswith("_")} == {
        "anchors",
        "anchors_of",
        "audit",
        "bridges",
        "close",
        "clusters",
        "compare",
        "dataset",
        "days",
        "ecosystem",
        "entities",
        "entity",
        "explain",
        "explanations_of",
        "export",
        "facts",
        "gaps",
        "json_ld",
        "label",
        "labels",
        "lacks",
        "losses",
        "network",
        "overview",
        "page",
        "paths",
        "query",
        "questions",
        "sentences",
        "size",
        "sparql",
        "surroundings",
        "whatif",
        "write",
    }


def test_an_unknown_attribute_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'opne'"):
        _ = zonegraph.opne


def test_a_fact_names_its_evidence_best_first(kg: KnowledgeGraph) -> None:
    built = fact(kg, "builtFor")
    assert not built.outgoing
    assert (built.subject, built.object) == (vocab.ID("kite-park"), KITES)
    assert built.object_label.zh == "青屿风筝有限公司"
    assert built.evidence == (
        Evidence(vocab.EV("gazette/p1-s1"), Status.STATED, 1.0, ("gazette/p1-s1",)),
        Evidence(vocab.EV("gazette/p2-s1"), Status.STATED, 0.9, ("gazette/p2-s1",)),
    )


def test_an_inferred_fact_names_every_span_it_rests_on(kg: KnowledgeGraph) -> None:
    anchors = fact(kg, "anchors")
    assert anchors.outgoing
    assert anchors.object == vocab.ID("cluster-kites")
    assert {each.status for each in anchors.evidence} == {Status.INFERRED}
    assert {each.confidence for each in anchors.evidence} == {0.8}
    assert ("gazette/p1-s1", "gazette/p2-s1") in [each.locators for each in anchors.evidence]


def test_a_literal_is_its_own_label(kg: KnowledgeGraph) -> None:
    named = fact(kg, "nameAsStated")
    assert (named.object, named.object_label.en) == ("青屿风筝", "青屿风筝")


def test_what_nobody_speaks_of_has_no_facts(kg: KnowledgeGraph) -> None:
    assert kg.facts("铜铃产业集群") == []


def test_a_question_takes_names_terms_and_several_values(kg: KnowledgeGraph) -> None:
    several = kg.query("kinds-of", entity=["青屿风筝", "风筝园"])
    kinds = {record["kind"] for record in several.records()}
    assert kinds == {vocab.ZG("Enterprise"), vocab.ZG("IndustrialPark")}


@pytest.mark.parametrize(
    ("name", "parameters", "error", "what"),
    [
        ("kinds-of", {}, QueryError, "needs a value for 'entity'"),
        ("kinds-of", {"entty": "x"}, UnknownNameError, "nearest names: entity"),
        ("kinds-of", {"entity": "nobody at all"}, UnknownNameError, "no entity named"),
        ("kindsof", {}, UnknownNameError, "nearest names: kinds-of"),
    ],
)
def test_a_question_asked_wrongly(
    kg: KnowledgeGraph,
    name: str,
    parameters: dict[str, str],
    error: type[Exception],
    what: str,
) -> None:
    with pytest.raises(error, match=what):
        kg.query(name, **parameters)


def test_an_injection_finds_nobody(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownNameError):
        kg.query("names", entity="id:x> } SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } #")
    assert kg.query("names", name='x" } DROP ALL #').rows == []


def test_sparql_knows_the_prefixes(kg: KnowledgeGraph) -> None:
    answer = kg.sparql("SELECT ?firm { ?firm zg:anchors id:cluster-kites }")
    assert answer.records() == [{"firm": KITES}]


def test_sparql_may_not_leave_the_graph(kg: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="SERVICE would ask another server"):
        kg.sparql("SELECT * { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }")


def test_what_only_the_engine_refuses_is_a_query_error(kg: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="variable that is unbound"):
        kg.sparql("SELECT ?a (COUNT(*) AS ?n) { ?a ?b ?c } GROUP BY ?b")


def test_questions_by_tag(kg: KnowledgeGraph) -> None:
    assert {query.name for query in kg.questions("names")} >= {"names", "kinds-of"}
    assert "facts-of" not in {query.name for query in kg.questions("names")}


def test_the_dataset_is_a_copy(kg: KnowledgeGraph) -> None:
    firm, note = rdflib.URIRef(KITES), rdflib.URIRef("urn:note")
    assert (firm, rdflib.URIRef(vocab.ZG("anchors")), None) in kg.dataset
    kg.dataset.add((firm, note, rdflib.Literal("new")))
    assert (firm, note, None) in kg.dataset
    assert not kg.sparql("ASK { ?a <urn:note> ?b }")


def test_the_network_keeps_what_is_asked_for(kg: KnowledgeGraph) -> None:
    network = kg.network(relations=["builtFor", "supportsCluster"], statuses=["Stated"])
    assert [edge for *edge, _ in network.edges(keys=True)] == [[vocab.ID("kite-park"), KITES]]


def test_anchors_of_one_cluster(kg: KnowledgeGraph) -> None:
    assert [anchor.enterprise for anchor in kg.anchors("Kite cluster")] == [KITES]
    assert kg.anchors("铜铃产业集群") == []


def test_anchors_of_what_is_no_cluster(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownNameError, match="no industry cluster named '风筝园'"):
        kg.anchors("风筝园")


def test_a_page_escapes_labels(kg: KnowledgeGraph) -> None:
    page = kg.page(language="en")
    assert "Kite \\u003cb\\u003ePark" in page
    assert "<b>Park" not in page


def test_an_export_appears_whole(kg: KnowledgeGraph, tmp_path: Path) -> None:
    kg.export(tmp_path / "graph.nq")
    assert f"<{KITES}>" in (tmp_path / "graph.nq").read_text(encoding="utf-8")


def test_a_closed_graph_says_so(kg: KnowledgeGraph) -> None:
    kg.close()
    kg.close()
    with pytest.raises(StoreError, match="closed"):
        kg.sparql("ASK {}")


def test_a_missing_article_is_a_data_error(kg: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such file"):
        kg.sentences(tmp_path / "none.txt")


def test_sentences_are_those_whose_digests_are_known(kg: KnowledgeGraph, gazette: Path) -> None:
    assert kg.sentences(gazette) == {"gazette/p1-s1": "青屿的风筝园为青屿风筝而建。"}


def test_the_article_has_a_sentence_for_every_span(article: Path) -> None:
    with zonegraph.open() as kg:
        sentences = kg.sentences(article)
        digests = kg.sparql("SELECT ?span ?digest { ?span zg:textDigest ?digest }").records()
    assert digests
    for record in digests:
        locator = str(record["span"]).removeprefix(vocab.SRC.base)
        assert hashlib.sha256(sentences[locator].encode()).hexdigest() == record["digest"]
