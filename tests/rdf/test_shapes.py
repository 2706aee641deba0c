"""The shapes, on one offending node for each way in which a property can be misused."""

from __future__ import annotations

from collections import defaultdict

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from zonegraph import vocab
from zonegraph.rdf.reading import read_quads
from zonegraph.rdf.shapes import ShapeResult, check_shapes
from zonegraph.vocab import OWL, RDF, RDFS, ZG
from zonegraph.workspace import bundled

WORKSPACE = bundled()
ONTOLOGY = [quad for path in WORKSPACE.ontology_files() for quad in read_quads(path)]
TYPE = NamedNode(RDF("type"))
WITHOUT_DOMAIN = {ZG("confidence"): ZG("EvidenceGraph")}


def objects(predicate: str) -> dict[str, str]:
    return {
        quad.subject.value: quad.object.value
        for quad in ONTOLOGY
        if quad.predicate.value == predicate
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode)
        and quad.subject.value in ZG
    }


DOMAIN = {**objects(RDFS("domain")), **WITHOUT_DOMAIN}
IS_OBJECT = {
    quad.subject.value
    for quad in ONTOLOGY
    if quad.predicate == TYPE
    and quad.object == NamedNode(OWL("ObjectProperty"))
    and isinstance(quad.subject, NamedNode)
}
ABOUT_ANYTHING = {ZG("Entity")}


def node(prefix: str, term: str) -> NamedNode:
    return NamedNode(vocab.ID(f"{prefix}-{vocab.local_name(term).lower()}"))


@pytest.fixture(scope="module")
def results() -> dict[str, list[ShapeResult]]:
    """What the shapes say of all offending nodes, judged at once."""
    quads = list(ONTOLOGY)
    for term, domain in DOMAIN.items():
        wrong = Literal("wrong") if term in IS_OBJECT else node("some", term)
        quads += [
            Quad(node("misvalued", term), TYPE, NamedNode(domain)),
            Quad(node("misvalued", term), NamedNode(term), wrong),
            Quad(node("misplaced", term), TYPE, NamedNode(ZG("Standard"))),
            Quad(node("misplaced", term), NamedNode(term), wrong),
        ]
    found: dict[str, list[ShapeResult]] = defaultdict(list)
    for result in check_shapes(quads, WORKSPACE.shapes_file()):
        found[result.node].append(result)
    return found


@pytest.mark.parametrize("term", sorted(DOMAIN), ids=vocab.shorten)
def test_a_value_of_the_wrong_kind_is_refused(
    results: dict[str, list[ShapeResult]], term: str
) -> None:
    said = [each for each in results[node("misvalued", term).value] if not each.is_warning]
    assert any(each.shape.startswith(f"{vocab.shorten(term)} ") for each in said)


@pytest.mark.parametrize(
    "term",
    sorted(
        set(DOMAIN) - set(WITHOUT_DOMAIN) - {t for t, d in DOMAIN.items() if d in ABOUT_ANYTHING}
    ),
    ids=vocab.shorten,
)
def test_a_property_of_the_wrong_subject_is_refused(
    results: dict[str, list[ShapeResult]], term: str
) -> None:
    said = results[node("misplaced", term).value]
    assert any(each.shape == "Class" and not each.is_warning for each in said)


def test_an_entity_without_labels_is_refused_in_either_language() -> None:
    bare = [*ONTOLOGY, Quad(node("bare", "x"), TYPE, NamedNode(ZG("Fund")))]
    for language, words in (
        ("en", "one label in Chinese and one in English"),
        ("zh", "中文和英文标签各一个"),
    ):
        said = [
            each.message
            for each in check_shapes(bare, WORKSPACE.shapes_file(), language)
            if each.node == node("bare", "x").value
        ]
        assert any(words in message for message in said)


def test_what_only_warns_is_told_apart() -> None:
    lonely = [*ONTOLOGY, Quad(node("lonely", "x"), TYPE, NamedNode(ZG("Person")))]
    found = check_shapes(lonely, WORKSPACE.shapes_file())
    (warning,) = [each for each in found if each.is_warning]
    assert (warning.shape, warning.message) == (
        "^org:member MinCount",
        "A person should hold a post.",
    )
