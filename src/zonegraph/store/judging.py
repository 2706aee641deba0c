"""The part of the door that needs everything at once, on what a store holds before the rules run.

The default graph holds the union of all graphs, sorted by subject: one pass over it judges one node
after the other in bounded memory. Where only some nodes can be affected, only those are looked up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from zonegraph.model import Violation
from zonegraph.rdf.evidence_rules import DESCRIPTIVE, complaints, is_ours
from zonegraph.rdf.shape_rules import ShapeRules, Term, properties_of, text_of
from zonegraph.store.loading import Progress, silent
from zonegraph.vocab import ENTITIES, EV, ID, ONTOLOGY, PROVENANCE, RDF, RDFS, ZG

_OFTEN = 10_000
_DEFAULT = DefaultGraph()
_TYPE, _WIDER = NamedNode(RDF("type")), NamedNode(RDFS("subClassOf"))
_ENTITIES, _PROVENANCE, _ONTOLOGY = map(NamedNode, (ENTITIES, PROVENANCE, ONTOLOGY))
_UNSAID = frozenset({_DEFAULT, _ENTITIES, _ONTOLOGY})


class Judge:
    """Judges nodes of a store by the shapes and by the rules of registry and evidence.

    Parameters
    ----------
    engine : pyoxigraph.Store
        Everything that was read, with every distinct triple in the default graph; no rule has run.
    shapes : Path
        The SHACL shapes.
    language : str, optional
        Language of their messages.
    warnings : bool, optional
        Whether to judge by shapes that only warn as well.
    """

    def __init__(
        self,
        engine: pyoxigraph.Store,
        shapes: Path,
        language: str = "en",
        *,
        warnings: bool = False,
    ) -> None:
        self._engine = engine
        self._home = shapes
        self._rules = ShapeRules(shapes, language, warnings=warnings)
        self._wider = self._superclasses()
        self._kinds: dict[frozenset[str], frozenset[str]] = {}
        self._types: dict[str, frozenset[str]] = _LookedUp(engine)

    def judge_all(
        self, suspects: Iterable[str] = (), progress: Progress = silent
    ) -> Iterator[Violation]:
        """Yield what is wrong with any node.

        Parameters
        ----------
        suspects : iterable of str
            Evidence graphs to look at more closely, because something is said of them elsewhere.
        progress : callable, optional
            Told how far it is.
        """
        self._types = _all_types(self._engine)
        registered = {
            text_of(quad.subject)
            for quad in self._engine.quads_for_pattern(None, _TYPE, None, _ENTITIES)
        }
        shared = {
            text_of(quad.subject)
            for quad in self._engine.quads_for_pattern(None, None, None, _ONTOLOGY)
        }
        graphs = {
            graph.value
            for graph in self._engine.named_graphs()
            if graph.value in EV and not self._is_evidence(graph.value)
        }
        suspects = {*suspects, *graphs}
        unused = {name for name in registered if name in ID}
        pattern = self._engine.quads_for_pattern(None, None, None, _DEFAULT)
        for number, (node, quads) in enumerate(groupby(pattern, key=_subject)):
            if number % _OFTEN == 0:
                progress("door", number, max(number, len(self._types)))
            properties = properties_of(quads)
            yield from self._by_shapes(node, properties)
            name = text_of(node)
            if name in EV:
                if name not in suspects and any(self._complaints(name, properties)):
                    suspects.add(name)
            elif self._is_evidence(name):
                suspects.add(name)
            if name in shared:
                suspects.update(_mentioned(properties))
            elif isinstance(node, NamedNode) and name not in EV:
                for used in _used(name, properties):
                    if used not in registered:
                        suspects.add(used)
                    unused.discard(used)
                if len(properties.get(RDF("type"), ())) > 1:
                    suspects.add(name)
        for name in sorted(suspects | unused):
            yield from self._by_lookup(name)

    def judge(self, names: Iterable[str]) -> Iterator[Violation]:
        """Yield what is wrong with some nodes, each looked up by itself."""
        for name in sorted(names):
            node = NamedNode(name)
            found = self._engine.quads_for_pattern(node, None, None, _DEFAULT)
            yield from self._by_shapes(node, properties_of(found))
            yield from self._by_lookup(name)

    def classes(self, term: Term) -> frozenset[str]:
        """Return the classes of a node, wider ones included."""
        if isinstance(term, Literal):
            return frozenset()
        types = self._types[text_of(term)]
        if types not in self._kinds:
            self._kinds[types] = types.union(*(self._wider.get(each, types) for each in types))
        return self._kinds[types]

    def subjects(self, predicate: str, term: Term) -> int:
        """Count the nodes that have a term as value of a predicate."""
        found = self._engine.quads_for_pattern(None, NamedNode(predicate), term, _DEFAULT)
        return sum(1 for _ in found)

    def _superclasses(self) -> dict[str, frozenset[str]]:
        above: dict[str, set[str]] = {}
        for quad in self._engine.quads_for_pattern(None, _WIDER, None, _DEFAULT):
            above.setdefault(text_of(quad.subject), set()).add(text_of(quad.object))
        return {name: frozenset(_closure(name, above)) for name in above}

    def _by_shapes(self, node: Term, properties: dict[str, list[Term]]) -> Iterator[Violation]:
        for result in self._rules.judge(node, properties, self):
            value = f" (found {result.value})" if result.value else ""
            remedy = "supply what is missing, or correct the value"
            message = result.message + value
            severity = "warning" if result.is_warning else "violation"
            yield Violation(self._home, 0, result.node, result.shape, message, remedy, severity)

    def _by_lookup(self, name: str) -> Iterator[Violation]:
        if name not in EV:
            for what, remedy in self._of_registry(name):
                yield Violation(self._home, 0, name, "registry", what, remedy)
        if name in EV or self._is_evidence(name):
            for what, remedy in self._of_evidence(name):
                yield Violation(self._home, 0, name, "evidence", what, remedy)

    def _is_evidence(self, name: str) -> bool:
        return ZG("EvidenceGraph") in self._types[name]

    def _of_registry(self, name: str) -> Iterator[tuple[str, str]]:
        node = NamedNode(name)
        types = list(self._engine.quads_for_pattern(node, _TYPE, None, _ENTITIES))
        if sum(map(is_ours, types)) > 1:
            yield "has more than one type", "keep the most specific"
        shared = any(True for _ in self._engine.quads_for_pattern(node, None, None, _ONTOLOGY))
        if name not in ID:
            return
        used = any(
            quad.graph_name not in _UNSAID
            for pattern in ((node, None, None), (None, None, node))
            for quad in self._engine.quads_for_pattern(*pattern)
        )
        if used and not types and not shared:
            yield "is not registered", "give it type and labels in entities.ttl"
        if types and not used:
            yield "is in no evidence", "add what a source says of it, or drop it"

    def _of_evidence(self, name: str) -> Iterator[tuple[str, str]]:
        node = NamedNode(name)
        facts = properties_of(self._engine.quads_for_pattern(node, None, None, _PROVENANCE))
        held = any(True for _ in self._engine.quads_for_pattern(None, None, None, node))
        if NamedNode(ZG("EvidenceGraph")) in facts.get(_TYPE.value, ()):
            yield from self._complaints(name, facts)
        elif held:
            yield (
                "its facts have no evidence: the graph is not described",
                "describe it in graph:provenance with span, status and confidence",
            )

    def _complaints(
        self, graph: str, properties: dict[str, list[Term]]
    ) -> Iterator[tuple[str, str]]:
        if NamedNode(ZG("EvidenceGraph")) in properties.get(_TYPE.value, ()):
            facts = {name: list(map(text_of, values)) for name, values in properties.items()}
            yield from complaints(graph, facts, _Spans(self._engine))
            if not self._engine.contains_named_graph(NamedNode(graph)):
                yield "holds no fact", "drop the description"


class _Spans:
    """The spans that are described, looked up."""

    def __init__(self, engine: pyoxigraph.Store) -> None:
        self._engine = engine

    def __contains__(self, name: object) -> bool:
        kind = NamedNode(ZG("EvidenceSpan"))
        return Quad(NamedNode(str(name)), _TYPE, kind, _PROVENANCE) in self._engine


class _LookedUp(dict[str, frozenset[str]]):
    """The types of nodes, looked up when first asked for."""

    def __init__(self, engine: pyoxigraph.Store) -> None:
        super().__init__()
        self._engine = engine

    def __missing__(self, name: str) -> frozenset[str]:
        node = BlankNode(name) if ":" not in name else NamedNode(name)
        found = self._engine.quads_for_pattern(node, _TYPE, None, _DEFAULT)
        self[name] = frozenset(text_of(quad.object) for quad in found)
        return self[name]


class _Known(dict[str, frozenset[str]]):
    """The types of all nodes: one that is missing has none."""

    def __missing__(self, name: str) -> frozenset[str]:
        return frozenset()


def _all_types(engine: pyoxigraph.Store) -> _Known:
    types, same = _Known(), dict[frozenset[str], frozenset[str]]()
    for quad in engine.quads_for_pattern(None, _TYPE, None, _DEFAULT):
        name = text_of(quad.subject)
        found = types[name] | {text_of(quad.object)}
        types[name] = same.setdefault(found, found)
    return types


def _closure(name: str, above: dict[str, set[str]]) -> set[str]:
    found, waiting = {name}, [name]
    while waiting:
        new = above.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def _subject(quad: Quad) -> Term:
    return quad.subject


def _used(name: str, properties: dict[str, list[Term]]) -> Iterator[str]:
    """Yield the entities that facts about a node mention, the node itself included."""
    for predicate, values in properties.items():
        if predicate not in DESCRIPTIVE:
            if name in ID:
                yield name
            for value in values:
                if isinstance(value, NamedNode) and value.value in ID:
                    yield value.value


def _mentioned(properties: dict[str, list[Term]]) -> Iterator[str]:
    for values in properties.values():
        for value in values:
            if isinstance(value, NamedNode) and value.value in ID:
                yield value.value
