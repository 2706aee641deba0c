"""Filling an empty store: the files, the default graph, and what the rules derive."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, cast

import pyoxigraph
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryTriples,
    RdfFormat,
    Triple,
    parse,
)

from zonegraph.errors import DataError
from zonegraph.model import Status
from zonegraph.rdf.reading import read_workspace
from zonegraph.vocab import EV, INFERRED, PROV, PROVENANCE, RDF, XSD, ZG
from zonegraph.workspace import Workspace

_POSITION = re.compile(r"error at (\d+):(\d+): ")
_IN_MEMORY, _BATCH = 1 << 24, 1 << 20
_END = re.compile(rb" \.$", re.MULTILINE)
_INFERENCE = re.compile(
    f"^(<[^<>]*>) <{RDF('type')}> <{ZG('Inference')}> \\.$".encode(), re.MULTILINE
)
_DERIVED = re.compile(
    f"^<[^<>]*> ((?:<{PROV('wasDerivedFrom')}>|<{ZG('confidence')}>) .*)$".encode(), re.MULTILINE
)

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


def silent(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a store was made of.

    Attributes
    ----------
    files : int
        Files of the ontology and the data.
    quads : int
        Quads in all graphs, the default graph included.
    facts : int
        Distinct triples that evidence graphs hold.
    inferred : tuple of (str, int)
        Each rule with the number of its conclusions, in the order in which the rules ran.
    """

    files: int
    quads: int
    facts: int
    inferred: tuple[tuple[str, int], ...]


def load(store: pyoxigraph.Store, workspace: Workspace) -> Counts:
    """Fill an empty store from files and run the rules.

    Each distinct triple also enters the default graph, because engines disagree on whether the
    default graph is the union of the others, and a union counts what two sources state twice.

    Parameters
    ----------
    store : pyoxigraph.Store
        An empty store, in memory or on disk.
    workspace : Workspace
        The ontology with its rules, and the data.

    Returns
    -------
    Counts
        What the store now holds.

    Raises
    ------
    DataError
        If a file or a rule cannot be read.

    Examples
    --------
    >>> from zonegraph.workspace import bundled
    >>> counts = load(pyoxigraph.Store(), bundled())
    >>> counts.quads > counts.facts > 0
    True
    """
    facts: set[Triple] = set()
    store.bulk_extend(with_default_graph(_noting_facts(read_workspace(workspace), facts)))
    inferred = run_rules(store, workspace)
    files = len(workspace.ontology_files()) + len(workspace.data_files())
    return Counts(files, len(store), len(facts), inferred)


def with_default_graph(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield each quad, and its triple in the default graph."""
    for quad in quads:
        yield quad
        yield Quad(quad.subject, quad.predicate, quad.object)


def _noting_facts(quads: Iterable[Quad], facts: set[Triple]) -> Iterator[Quad]:
    for quad in quads:
        if isinstance(quad.graph_name, NamedNode) and quad.graph_name.value in EV:
            facts.add(quad.triple)
        yield quad


def run_rules(
    store: pyoxigraph.Store, workspace: Workspace, progress: Progress = silent
) -> tuple[tuple[str, int], ...]:
    """Run the rules in the order of their names, each once, and count what each concludes.

    What a rule constructs goes through a file, as text, so that no number of conclusions is too many.

    Parameters
    ----------
    store : pyoxigraph.Store
        What the files say.
    workspace : Workspace
        Where the rules are.
    progress : callable, optional
        Told how far it is.

    Raises
    ------
    DataError
        If a rule cannot be read.
    """
    inferred = []
    rules = workspace.rule_files()
    for number, rule in enumerate(rules):
        progress("rules", number, len(rules))
        inferred.append((rule.stem, _run_rule(store, rule)))
    return tuple(inferred)


def insert(store: pyoxigraph.Store, pieces: Iterable[bytes], blank: Iterable[Quad] = ()) -> None:
    """Load N-Quads without blank nodes, and quads that have some: the engine would rename them."""
    store.bulk_load(cast("IO[bytes]", _Stream(pieces)), format=RdfFormat.N_QUADS, lenient=True)
    store.extend(blank)


def _run_rule(store: pyoxigraph.Store, rule: Path) -> int:
    """Add what one rule derives, and return the number of its conclusions."""
    graph = NamedNode(INFERRED(rule.stem))
    with SpooledTemporaryFile(_IN_MEMORY) as file:
        _construct(store, rule).serialize(file, format=RdfFormat.N_TRIPLES)
        inferences = {found for lines in _batches(file) for found in _INFERENCE.findall(lines)}
        derived: set[bytes] = set()
        blank: list[Quad] = []
        counted: set[int] = set()

        def told() -> Iterator[bytes]:
            for lines in _batches(file):
                conclusions, traces = _divided(lines, inferences)
                derived.update(_DERIVED.findall(traces))
                counted.update(map(hash, conclusions.splitlines()))
                for part, home in ((conclusions, graph), (traces, NamedNode(PROVENANCE))):
                    named = b"".join(line for line in part.splitlines(True) if b"_:" not in line)
                    if len(named) < len(part):
                        blank.extend(with_default_graph(_in_graph(_blank(part), home)))
                    yield named + _END.sub(f" {home} .".encode(), named)

        insert(store, told(), blank)
    if counted:
        described = _in_graph(_provenance(graph, derived), NamedNode(PROVENANCE))
        store.extend(with_default_graph(described))
    return len(counted)


def _batches(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while lines := file.readlines(_BATCH):
        yield b"".join(lines)


def _divided(lines: bytes, inferences: AbstractSet[bytes]) -> tuple[bytes, bytes]:
    """Tell what is concluded from what traces it, by the subject."""
    if not inferences:
        return lines, b""
    parts: tuple[list[bytes], list[bytes]] = ([], [])
    for line in lines.splitlines(keepends=True):
        parts[line.partition(b" ")[0] in inferences].append(line)
    return b"".join(parts[0]), b"".join(parts[1])


def _blank(lines: bytes) -> Iterator[Triple]:
    for quad in parse(lines, RdfFormat.N_TRIPLES):
        if any(isinstance(term, BlankNode) for term in quad):
            yield quad.triple


class _Stream(io.RawIOBase):
    """A file to read from, of pieces as they come."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        super().__init__()
        self._pieces = iter(pieces)
        self._rest = memoryview(b"")

    def read(self, size: int = -1) -> bytes:
        """Return some bytes, none at the end."""
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = memoryview(piece)
        if size < 0:
            size = len(self._rest)
        taken, self._rest = self._rest[:size], self._rest[size:]
        return bytes(taken)


def _construct(store: pyoxigraph.Store, rule: Path) -> QueryTriples:
    try:
        results = store.query(rule.read_text(encoding="utf-8"))
    except SyntaxError as error:
        message = str(error.msg)
        found = _POSITION.match(message)
        line, column = map(int, found.groups()) if found else (0, 0)
        raise DataError(_POSITION.sub("", message), rule, line=line, column=column) from error
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"cannot read the rule: {error}", rule) from error
    if not isinstance(results, QueryTriples):
        raise DataError("a rule must be a CONSTRUCT query", rule)
    return results


def _in_graph(triples: Iterable[Triple], graph: NamedNode) -> Iterator[Quad]:
    for triple in triples:
        yield Quad(triple.subject, triple.predicate, triple.object, graph)


def _provenance(graph: NamedNode, derived: Iterable[bytes]) -> Iterator[Triple]:
    """Describe a rule's graph: no surer than its weakest inference, resting on all their sources."""
    derived_from, confidence = NamedNode(PROV("wasDerivedFrom")), NamedNode(ZG("confidence"))
    yield Triple(graph, NamedNode(RDF("type")), NamedNode(ZG("EvidenceGraph")))
    yield Triple(graph, NamedNode(ZG("status")), NamedNode(ZG(Status.INFERRED)))
    confidences = []
    for line in derived:
        for quad in parse(b"<x:y> " + line, RdfFormat.N_TRIPLES):
            if quad.predicate == derived_from:
                yield Triple(graph, derived_from, quad.object)
            elif isinstance(quad.object, Literal):
                confidences.append(Decimal(quad.object.value))
    if confidences:
        lowest = Literal(str(min(confidences)), datatype=NamedNode(XSD("decimal")))
        yield Triple(graph, confidence, lowest)
