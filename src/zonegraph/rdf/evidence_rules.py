"""Rules about evidence: every fact stands in a graph that one span, status and confidence vouch for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from zonegraph.model import Status, Violation
from zonegraph.vocab import (
    ENTITIES,
    EV,
    ID,
    ORG,
    PROV,
    PROVENANCE,
    RDF,
    RDFS,
    SKOS,
    SRC,
    ZG,
    shorten,
)

Files = Mapping[Path, list[Quad]]

DESCRIPTIVE = frozenset(
    {
        RDF("type"),
        RDFS("label"),
        RDFS("seeAlso"),
        SKOS("altLabel"),
        SKOS("definition"),
        SKOS("note"),
    }
)
OF_PROVENANCE = frozenset(
    map(
        ZG,
        ("paragraph", "sentence", "clause", "textDigest", "status", "confidence", "statedBy"),
    )
)


def check_registry(ontology: Files, data: Files) -> Iterator[Violation]:
    """Find entities that are registered twice or not at all, or that no evidence mentions."""
    registered: Counter[str] = Counter()
    homes: dict[str, Path] = {}
    for path, quads in data.items():
        for quad in quads:
            if _graph(quad) == ENTITIES and quad.predicate.value == RDF("type"):
                registered[_name(quad)] += is_ours(quad)
                homes.setdefault(_name(quad), path)
    for entity, types in sorted(registered.items()):
        if types > 1:
            yield Violation(
                homes[entity],
                0,
                entity,
                "registry",
                "has more than one type",
                "keep the most specific",
            )
    shared = {_name(quad) for quads in ontology.values() for quad in quads}
    used = dict(_used_entities(data))
    for entity, path in sorted(used.items()):
        if entity not in registered and entity not in shared:
            yield Violation(
                path,
                0,
                entity,
                "registry",
                "is not registered",
                "give it type and labels in entities.ttl",
            )
    for entity, path in sorted(homes.items()):
        if entity not in used and entity in ID:
            yield Violation(
                path,
                0,
                entity,
                "registry",
                "is in no evidence",
                "add what a source says of it, or drop it",
            )


def check_evidence(data: Files) -> Iterator[Violation]:
    """Find facts without evidence and evidence graphs that are not fully described."""
    described: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    homes: dict[str, Path] = {}
    held: dict[str, Path] = {}
    for path, quads in data.items():
        for quad in quads:
            graph = _graph(quad)
            if graph == PROVENANCE:
                described[_name(quad)][quad.predicate.value].append(_text(quad))
                homes.setdefault(_name(quad), path)
            elif graph in EV:
                held.setdefault(graph, path)
            yield from check_place(path, quad)
    graphs = {
        name for name, facts in described.items() if ZG("EvidenceGraph") in facts[RDF("type")]
    }
    spans = {name for name, facts in described.items() if ZG("EvidenceSpan") in facts[RDF("type")]}
    for graph in sorted(set(held) - graphs):
        yield Violation(
            held[graph],
            0,
            graph,
            "evidence",
            "its facts have no evidence: the graph is not described",
            "describe it in graph:provenance with span, status and confidence",
        )
    for graph in sorted(graphs):
        if graph not in held:
            yield Violation(
                homes[graph], 0, graph, "evidence", "holds no fact", "drop the description"
            )
        for what, remedy in complaints(graph, described[graph], spans):
            yield Violation(homes[graph], 0, graph, "evidence", what, remedy)


def complaints(
    graph: str, facts: Mapping[str, list[str]], spans: Container[str]
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the description of one evidence graph, and how to mend it."""
    for name in ("status", "confidence"):
        count = len(facts.get(ZG(name), []))
        if count != 1:
            yield f"has {count} values of zg:{name}", "give exactly one"
    sources = facts.get(PROV("wasDerivedFrom"), [])
    if len(sources) != 1:
        yield f"rests on {len(sources)} spans", "name exactly one with prov:wasDerivedFrom"
    for source in sources:
        if source not in spans:
            yield f"rests on {shorten(source)}, which is no span", "describe the span in source.ttl"
        is_read = facts.get(ZG("status")) == [ZG(Status.INTERPRETED)]
        expected = EV(source.removeprefix(SRC.base)) + ("-i" if is_read else "")
        if graph != expected:
            yield "is not named after its span and status", f"name it {shorten(expected)}"
    if facts.get(ZG("status")) == [ZG(Status.STATED)] and not facts.get(ZG("statedBy")):
        yield "states something, but nobody says it", "name who does with zg:statedBy"
    if ZG(Status.INFERRED) in facts.get(ZG("status"), []):
        yield "is inferred, which only rules do", "give it another status"


def check_place(path: Path, quad: Quad) -> Iterator[Violation]:
    """Find a statement that stands in a graph where its kind does not belong."""
    graph, predicate = _graph(quad), quad.predicate.value
    name = _name(quad)
    out_of_place = graph == ENTITIES and predicate not in DESCRIPTIVE
    if out_of_place or (graph == PROVENANCE and predicate in ZG and predicate not in OF_PROVENANCE):
        remedy = "move it into the evidence graph of the span that says it"
        yield Violation(path, 0, name, "evidence", f"{shorten(predicate)} has no evidence", remedy)
    elif graph in EV and predicate in (RDF("type"), RDFS("label"), SKOS("altLabel")):
        remedy = "move it into entities.ttl"
        yield Violation(
            path, 0, name, "registry", f"{shorten(predicate)} stands in evidence", remedy
        )
    elif graph not in EV and graph not in (ENTITIES, PROVENANCE):
        remedy = "use graph:provenance or an evidence graph"
        yield Violation(path, 0, graph, "evidence", "is no graph that data may write", remedy)


def _used_entities(data: Files) -> Iterator[tuple[str, Path]]:
    for path, quads in data.items():
        for quad in quads:
            if _graph(quad) == ENTITIES:
                continue
            for term in (quad.subject, quad.object):
                if isinstance(term, NamedNode) and term.value in ID:
                    yield term.value, path


def _graph(quad: Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""


def _name(quad: Quad) -> str:
    return quad.subject.value if isinstance(quad.subject, NamedNode) else str(quad.subject)


def _text(quad: Quad) -> str:
    value = quad.object
    return value.value if isinstance(value, NamedNode | Literal) else str(value)


def is_ours(quad: Quad) -> bool:
    """Tell whether a type is of our ontology or of the one for organisations."""
    return isinstance(quad.object, NamedNode) and (
        quad.object.value in ZG or quad.object.value in ORG
    )
