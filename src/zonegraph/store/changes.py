"""Changing a copy of a store by what changed in a few files, to what a build of all files would give."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Triple

from zonegraph.model import Violation
from zonegraph.rdf.line_rules import LineRules
from zonegraph.rdf.reading import read_data, read_text
from zonegraph.store.parts import Part, State, kept_source
from zonegraph.vocab import EV, RDF
from zonegraph.workspace import data_suffix

_DEFAULT = DefaultGraph()
_TYPE = NamedNode(RDF("type"))
_LARGEST_SHARE = 10


@dataclass
class Change:
    """What is to be done to a store.

    Attributes
    ----------
    removed, added : set of Quad
        What no file says any longer, and what none said before.
    """

    removed: set[Quad] = field(default_factory=set)
    added: set[Quad] = field(default_factory=set)

    def names(self) -> set[str]:
        """Return every node that the change mentions."""
        terms = (
            term
            for quad in self.removed | self.added
            for term in (quad.subject, quad.object, quad.graph_name)
        )
        return {term.value for term in terms if isinstance(term, NamedNode)}


def find_change(snapshot: Path, state: State, parts: dict[Part, Path]) -> Change | None:
    """Return how a snapshot must change to hold other files, or None where building anew is better.

    Parameters
    ----------
    snapshot : Path
        A snapshot, with copies of its small files.
    state : State
        What it holds.
    parts : dict of Part to Path
        The files that it shall hold.

    Raises
    ------
    DataError
        If a file cannot be read.
    """
    gone, new = state.parts - parts.keys(), parts.keys() - state.parts
    total = sum(part.size for part in parts)
    if sum(part.size for part in (*gone, *new)) * _LARGEST_SHARE > total:
        return None
    kept = [kept_source(snapshot, part) for part in gone]
    before = [quad for path in kept if path is not None for quad in read_data(path)]
    after = [quad for part in new for quad in read_data(parts[part])]
    if None in kept or any(map(_has_blank, (*before, *after))):
        return None
    change = Change(set(before) - set(after), set(after) - set(before))
    unchanged = [path for part, path in parts.items() if part in state.parts]
    said = _said_by(unchanged, change.removed)
    # Compared as the engine stores them: to it, 1.0 and 1.00 are one.
    said.extend(change.added)
    change.removed = {quad for quad in change.removed if quad not in said}
    return change


def apply(store: pyoxigraph.Store, change: Change) -> tuple[set[str], int]:
    """Change a store, and return the nodes that may be affected and how many facts it gained.

    Parameters
    ----------
    store : pyoxigraph.Store
        What the files said; no rule has run.
    change : Change
        What to do.

    Raises
    ------
    OSError
        If the disk is full.
    """
    triples = {quad.triple for quad in change.removed | change.added}
    retyped = _retyped(change)
    affected = change.names() | set(_subjects_of(store, retyped))
    facts = _facts(store, triples)
    for quad in change.removed:
        store.remove(quad)
        triple = Quad(quad.subject, quad.predicate, quad.object)
        if not _graphs(store, quad.triple) - {_DEFAULT}:
            store.remove(triple)
        _forget_if_empty(store, quad)
    store.extend(
        each
        for quad in change.added
        for each in (quad, Quad(quad.subject, quad.predicate, quad.object))
    )
    affected |= set(_subjects_of(store, retyped))
    return affected, _facts(store, triples) - facts


def check_added(rules: LineRules, paths: Iterable[Path]) -> Iterator[Violation]:
    """Yield what the rules of single quads object to in new files."""
    for path in paths:
        for checked in rules.check_file(path):
            yield from checked.found


def _retyped(change: Change) -> set[NamedNode]:
    return {
        quad.subject
        for quad in change.removed | change.added
        if quad.predicate == _TYPE and isinstance(quad.subject, NamedNode)
    }


def _subjects_of(store: pyoxigraph.Store, nodes: Iterable[NamedNode]) -> Iterator[str]:
    for node in nodes:
        for quad in store.quads_for_pattern(None, None, node, _DEFAULT):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject.value


def _said_by(paths: Iterable[Path], quads: set[Quad]) -> pyoxigraph.Store:
    """Return what files say of the subjects of some quads."""
    said = pyoxigraph.Store()
    subjects = {quad.subject for quad in quads}
    ends = {re.escape(str(each).strip("<>").rpartition("/")[2]) for each in subjects}
    mentions = re.compile("|".join([*sorted(ends), r"\\u"]), re.IGNORECASE)
    for path in paths if quads else ():
        if data_suffix(path) == ".nq" or mentions.search(read_text(path)):
            said.extend(quad for quad in read_data(path) if quad.subject in subjects)
    return said


def _facts(store: pyoxigraph.Store, triples: Iterable[Triple]) -> int:
    """Count the triples that some evidence graph holds."""
    return sum(
        any(isinstance(graph, NamedNode) and graph.value in EV for graph in _graphs(store, triple))
        for triple in triples
    )


def _graphs(store: pyoxigraph.Store, triple: Triple) -> set[NamedNode | BlankNode | DefaultGraph]:
    found = store.quads_for_pattern(triple.subject, triple.predicate, triple.object)
    return {quad.graph_name for quad in found}


def _forget_if_empty(store: pyoxigraph.Store, quad: Quad) -> None:
    graph = quad.graph_name
    if next(store.quads_for_pattern(None, None, None, graph), None) is None:
        store.remove_graph(graph)


def _has_blank(quad: Quad) -> bool:
    return any(isinstance(term, BlankNode) for term in quad)
