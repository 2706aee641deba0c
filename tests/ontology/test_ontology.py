"""Checks of the ontology itself, after the pitfalls of OOPS! that a program can find.

Poveda-Villalon, Gomez-Perez & Suarez-Figueroa (2014), *OOPS! (OntOlogy Pitfall Scanner!)*, IJSWIS 10(2).
Each test names the pitfall that it looks for. That every term is used by a question is tested with
the questions.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from zonegraph import vocab
from zonegraph.rdf.reading import read_quads, read_workspace
from zonegraph.vocab import OWL, RDF, RDFS, SKOS, ZG
from zonegraph.workspace import bundled

WORKSPACE = bundled()
FILES = {path.name: list(read_quads(path)) for path in WORKSPACE.ontology_files()}
CORE = FILES["zonegraph.ttl"]
ALL = [quad for quads in FILES.values() for quad in quads]
DATA = list(read_workspace(WORKSPACE))


def values(quads: list[Quad], predicate: str) -> dict[str, list[NamedNode | BlankNode | Literal]]:
    """Return the objects of a predicate by subject."""
    found: dict[str, list[NamedNode | BlankNode | Literal]] = defaultdict(list)
    for quad in quads:
        if quad.predicate.value == predicate and isinstance(quad.subject, NamedNode):
            found[quad.subject.value].append(quad.object)  # type: ignore[arg-type]
    return found


def iris(quads: list[Quad], predicate: str) -> dict[str, set[str]]:
    return {
        subject: {item.value for item in items if isinstance(item, NamedNode)}
        for subject, items in values(quads, predicate).items()
    }


TYPES = iris(CORE, RDF("type"))
CLASSES = sorted(term for term, types in TYPES.items() if term in ZG and OWL("Class") in types)
OBJECT = sorted(
    term for term, types in TYPES.items() if OWL("ObjectProperty") in types and term in ZG
)
DATATYPE = sorted(
    term for term, types in TYPES.items() if OWL("DatatypeProperty") in types and term in ZG
)
PROPERTIES = [*OBJECT, *DATATYPE]
TERMS = sorted(term for term in TYPES if term in ZG)
CONCEPTS = sorted(
    subject for subject, types in iris(ALL, RDF("type")).items() if subject in vocab.ID and types
)


def texts(predicate: str) -> dict[str, Counter[str]]:
    """Count the languages of a predicate's literals by subject."""
    return {
        subject: Counter(
            vocab.canonical_language(item.language or "")
            for item in items
            if isinstance(item, Literal)
        )
        for subject, items in values(ALL, predicate).items()
    }


BOTH = Counter({vocab.CHINESE: 1, vocab.ENGLISH: 1})


def test_the_ontology_is_declared_with_licence_version_and_title() -> None:
    """P38 no ontology declared, P41 no licence; nothing is imported."""
    predicates = {
        vocab.shorten(quad.predicate.value)
        for quad in CORE
        if str(quad.subject) == "<https://w3id.org/zonegraph/ontology>"
    }
    assert {"dcterms:license", "dcterms:title", "owl:versionInfo", "owl:versionIRI"} <= predicates
    assert "owl:imports" not in {vocab.shorten(quad.predicate.value) for quad in ALL}


@pytest.mark.parametrize("term", [*TERMS, *CONCEPTS], ids=vocab.shorten)
def test_every_term_has_one_label_and_definition_in_each_language(term: str) -> None:
    """P08 missing annotations."""
    assert texts(RDFS("label")).get(term) == BOTH
    assert texts(SKOS("definition")).get(term) == BOTH


def test_every_term_says_who_defines_it() -> None:
    defined = iris(CORE, RDFS("isDefinedBy"))
    assert {
        term for term in TERMS if defined.get(term) != {"https://w3id.org/zonegraph/ontology"}
    } == set()


def test_definitions_say_more_than_labels_and_none_stands_twice() -> None:
    """P20 misused annotations, P24 recursive definitions."""
    label, definition = values(ALL, RDFS("label")), values(ALL, SKOS("definition"))
    said: Counter[str] = Counter()
    for term in [*TERMS, *CONCEPTS]:
        assert not set(map(str, label[term])) & set(map(str, definition[term]))
        said.update(str(item) for item in definition[term])
    assert [text for text, times in said.items() if times > 1] == []


@pytest.mark.parametrize("kind", [CLASSES, PROPERTIES], ids=["classes", "properties"])
def test_no_two_terms_of_a_kind_share_a_label(kind: list[str]) -> None:
    """P32 several classes with the same label, P02 synonyms as classes."""
    label = values(CORE, RDFS("label"))
    count = Counter(str(item).lower() for term in kind for item in label[term])
    assert [text for text, times in count.items() if times > 1] == []


@pytest.mark.parametrize(
    ("terms", "pattern"),
    [(CLASSES, r"(?:[A-Z][a-z]+)+"), (PROPERTIES, r"[a-z]+(?:[A-Z][a-z]+)*")],
    ids=["classes", "properties"],
)
def test_names_follow_one_convention(terms: list[str], pattern: str) -> None:
    """P22 different naming conventions, P07 merged concepts, P21 a class for the rest, P36."""
    names = [vocab.local_name(term) for term in terms]
    assert [name for name in names if not re.fullmatch(pattern, name)] == []
    assert [name for name in names if re.search(r"And[A-Z]|Or[A-Z]|Other|Misc", name)] == []
    assert not vocab.ZG.base.rstrip("#").endswith((".owl", ".rdf", ".ttl"))


def test_every_property_has_a_domain_and_a_range_or_says_why_not() -> None:
    """P11 missing domain or range, P19 several domains or ranges."""
    domain, range_ = iris(CORE, RDFS("domain")), iris(CORE, RDFS("range"))
    note = values(CORE, SKOS("scopeNote"))
    for term in PROPERTIES:
        assert len(domain.get(term, ())) == 1 or note.get(term), term
        assert len(range_.get(term, ())) == 1, term


def test_object_and_datatype_properties_are_told_apart_in_definition_and_use() -> None:
    """P34 untyped terms, and punning, which OWL 2 DL forbids for properties."""
    assert not set(OBJECT) & set(DATATYPE)
    range_ = iris(CORE, RDFS("range"))
    literal = {term for term in PROPERTIES if next(iter(range_[term])) in vocab.XSD}
    assert literal | {ZG("nameAsStated")} == set(DATATYPE)
    wrong = {
        vocab.shorten(quad.predicate.value)
        for quad in DATA
        if (quad.predicate.value in OBJECT and isinstance(quad.object, Literal))
        or (quad.predicate.value in DATATYPE and not isinstance(quad.object, Literal))
    }
    assert wrong == set()


def test_classes_individuals_and_properties_do_not_overlap() -> None:
    kinds = [
        set(CLASSES),
        set(PROPERTIES),
        {t for t in TERMS if OWL("NamedIndividual") in TYPES[t]},
    ]
    assert all(not a & b for a, b in combinations(kinds, 2))
    assert set().union(*kinds) == set(TERMS)


def test_hierarchies_have_no_cycle() -> None:
    """P06 cycles in a class hierarchy."""
    for predicate in (RDFS("subClassOf"), SKOS("broader"), RDFS("subPropertyOf")):
        edges = [(child, parent) for child, up in iris(ALL, predicate).items() for parent in up]
        assert edges
        assert list(nx.simple_cycles(nx.DiGraph(edges))) == []


def test_no_property_is_an_inverse_nor_has_a_wrong_characteristic() -> None:
    """P05, P25-P29 wrong inverse, transitive, symmetric and equivalent relations: there are none."""
    forbidden = {
        OWL(name)
        for name in ("inverseOf", "SymmetricProperty", "TransitiveProperty", "equivalentProperty")
    }
    used = {term.value for quad in ALL for term in quad if isinstance(term, NamedNode)}
    assert not forbidden & used


def test_nothing_deprecated_is_there() -> None:
    assert OWL("deprecated") not in {quad.predicate.value for quad in ALL}


def test_siblings_are_declared_disjoint() -> None:
    """P10 missing disjointness: every two classes under one direct parent, roots included."""
    lists = {quad.subject: quad.object for quad in CORE if quad.predicate.value == RDF("rest")}
    first = {quad.subject: quad.object for quad in CORE if quad.predicate.value == RDF("first")}
    groups = []
    for quad in CORE:
        if quad.predicate.value == OWL("members"):
            members, node = set(), quad.object
            while node in first:
                members.add(str(first[node]).strip("<>"))  # type: ignore[index]
                node = lists[node]  # type: ignore[index]
            groups.append(members)
    parents = iris(CORE, RDFS("subClassOf"))
    siblings: dict[str, list[str]] = defaultdict(list)
    for each in CLASSES:
        for parent in {up for up in parents.get(each, set()) if up in ZG} or {"root"}:
            siblings[parent].append(each)
    apart = {frozenset(pair) for group in groups for pair in combinations(group, 2)}
    missing = {
        f"{vocab.shorten(a)} {vocab.shorten(b)}"
        for group in siblings.values()
        for a, b in combinations(group, 2)
        if frozenset((a, b)) not in apart and ZG("Entity") not in (a, b)
    }
    assert missing == set()


def test_every_class_is_connected_and_used() -> None:
    """P04 unconnected elements; no class without instances, subclasses or a shape."""
    connected = {
        term
        for predicate in (RDFS("subClassOf"), RDFS("domain"), RDFS("range"))
        for subject, targets in iris(ALL, predicate).items()
        for term in {subject, *targets}
    }
    assert [term for term in CLASSES if term not in connected] == []
    instances = {item for types in iris(DATA, RDF("type")).values() for item in types}
    parents = {up for ups in iris(CORE, RDFS("subClassOf")).values() for up in ups}
    derived = {ZG("Inference")}  # rules make these
    assert [term for term in CLASSES if term not in instances | parents | derived] == []


def test_every_property_is_used_in_data() -> None:
    used = {quad.predicate.value for quad in DATA}
    derived = {ZG("anchors"), ZG("memberOfCluster")}  # rules make these
    awaited = {ZG("tenantOf")}  # asked for by questions; this source names no tenant
    assert {term for term in PROPERTIES if term not in used | derived | awaited} == set()


def test_no_foreign_namespace_is_defined_here() -> None:
    """P40 namespace hijacking: foreign terms are named and labelled, never given meaning."""
    meaning = {RDFS("subClassOf"), RDFS("subPropertyOf"), RDFS("domain"), RDFS("range")}
    hijacked = {
        vocab.shorten(quad.subject.value)
        for quad in ALL
        if isinstance(quad.subject, NamedNode)
        and quad.predicate.value in meaning
        and quad.subject.value not in ZG
    }
    assert hijacked == set()


@pytest.mark.parametrize("shape", CLASSES, ids=vocab.shorten)
def test_every_class_has_a_shape_with_messages_in_both_languages(shape: str) -> None:
    shapes = list(read_quads(WORKSPACE.shapes_file()))
    targets = {
        str(q.subject): q.object for q in shapes if q.predicate.value == vocab.SH("targetClass")
    }
    assert NamedNode(shape) in targets.values()
    spoken: dict[str, Counter[str]] = defaultdict(Counter)
    judged = set()
    for quad in shapes:
        if quad.predicate.value == vocab.SH("message") and isinstance(quad.object, Literal):
            spoken[str(quad.subject)][vocab.canonical_language(quad.object.language or "")] += 1
        if quad.predicate.value == vocab.SH("severity"):
            judged.add(str(quad.subject))
    assert judged
    assert {name for name in judged if spoken[name] != BOTH} == set()


def test_the_page_that_documents_it_is_up_to_date(tmp_path: Path) -> None:
    import runpy

    docs = Path(__file__).resolve().parents[2] / "docs"
    page = runpy.run_path(str(docs / "make_ontology_page.py"))["render"]()
    assert page == (docs / "ontology.html").read_text(encoding="utf-8")
