"""A worker: a process that opens the store for itself, gives up every other right, and answers.

A query is parsed, checked and evaluated here and nowhere else, so that whatever it does to a parser
or to the engine ends with this process. The answer leaves in the form the engine writes it, piece
by piece.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, cast

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Triple,
    serialize,
)

from zonegraph import vocab
from zonegraph.errors import QueryError, UnknownNameError, ZonegraphError
from zonegraph.knowledge_graph import KnowledgeGraph
from zonegraph.queries.catalogue import catalogue, find_question
from zonegraph.queries.faults import ONLY_READS
from zonegraph.queries.guard import admit, check, explain_refusal
from zonegraph.store.base import Results
from zonegraph.store.directory import read_manifest
from zonegraph.store.oxigraph import OxigraphStore, open_directory, opened_late
from zonegraph.web.frames import (
    DATA,
    END,
    FAILED,
    HEAD,
    READY,
    pack,
    read_frame,
    unpack,
    write_frame,
)
from zonegraph.web.limits import Limits, allow_seconds, confine
from zonegraph.web.negotiation import GRAPHS, ROWS

PIECE = 64 * 1024
_OVERLAP = 210
_ROW = {
    "application/sparql-results+json": re.compile(rb'\{"(?!head":)[^"]{1,200}":\{"'),
    "application/sparql-results+xml": re.compile(rb"<result>"),
}
"""What begins a row, in forms where a line does not; text cannot hold it unescaped."""


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to answer: SPARQL, a named question or what is known of an entity.

    Attributes
    ----------
    text : str
        SPARQL of unknown origin.
    checked : bool
        Whether the text is what the guard has passed before.
    question : str
        Name of a named question.
    values : dict
        Values of its parameters.
    entity : str
        IRI of an entity.
    default_graphs, named_graphs : tuple of str
        The dataset to ask, by the IRIs of its graphs; the whole store where both are empty.
    rows, graph : str or None
        The media types for rows and for triples that the client takes.
    """

    text: str = ""
    checked: bool = False
    question: str = ""
    values: dict[str, list[str]] | None = None
    entity: str = ""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    rows: str | None = None
    graph: str | None = None

    def pack(self) -> bytes:
        """Return the job as a frame's payload."""
        return pack(asdict(self))


class _PassedError(Exception):
    """An answer that grew beyond a limit."""


class _AbsentError(Exception):
    """An entity that the graph does not hold."""


class _NotAcceptableError(Exception):
    """An answer that has none of the forms the client takes."""


def work(connection: socket.socket, location: str, limits: Limits) -> None:
    """Open the store, give up all rights, and answer jobs until the server is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    file = cast(BinaryIO, connection.makefile("rwb"))
    try:
        version = read_manifest(Path(location)).version
        store = open_directory(Path(location))
        graph = KnowledgeGraph(store)
        _warm(graph)
        _be_silent()
        confine(limits, opened_late(Path(location) / version))
    except (ZonegraphError, OSError) as error:
        write_frame(file, FAILED, pack([500, str(error)]))
        return
    write_frame(file, READY, pack(version))
    while (received := read_frame(file)) is not None:
        allow_seconds(limits.seconds)
        with contextlib.suppress(BrokenPipeError):
            _do(Job(**unpack(received[1])), store, graph, limits, file)


def _warm(graph: KnowledgeGraph) -> None:
    """Load whatever answering may load, since nothing can be opened later."""
    import difflib  # noqa: F401

    with contextlib.suppress(UnknownNameError):
        graph.entity(vocab.ID("none"))
    catalogue()
    for text in ("ASK {}", "ASK {"):
        with contextlib.suppress(QueryError):
            check(text)


def _be_silent() -> None:
    """Let nothing that an engine says when it dies reach the server's own output."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)
    os.close(nothing)


def _do(
    job: Job, store: OxigraphStore, graph: KnowledgeGraph, limits: Limits, file: BinaryIO
) -> None:
    try:
        _answer(job, store, graph, _Sink(file, limits))
    except _PassedError as error:
        write_frame(file, FAILED, pack([503, str(error)]))
    except _NotAcceptableError as error:
        write_frame(file, FAILED, pack([406, str(error)]))
    except _AbsentError as error:
        write_frame(file, FAILED, pack([404, str(error)]))
    except QueryError as error:
        write_frame(file, FAILED, pack([403 if error.remedy == ONLY_READS else 400, str(error)]))
    except UnknownNameError as error:
        write_frame(file, FAILED, pack([404 if error.kind == "question" else 400, str(error)]))
    except ZonegraphError:
        write_frame(file, FAILED, pack([500, "the store cannot be read"]))
    except MemoryError:
        write_frame(file, FAILED, pack([503, "the query needs more memory than it may use"]))
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it was, one answer is lost and no more
        write_frame(file, FAILED, pack([500, f"cannot be answered ({type(error).__name__})"]))


def _answer(job: Job, store: OxigraphStore, graph: KnowledgeGraph, sink: _Sink) -> None:
    if job.entity:
        _describe(job, store, sink)
        return
    if job.question:
        text = find_question(job.question).bind(job.values or {}, graph.entity)
        results = store.query(text)
    else:
        text = job.text if job.checked else admit(job.text, _holds(store))
        results = _ask(store, text, job)
    if isinstance(results, QueryTriples):
        _write_triples(results, job, text, sink)
    else:
        _write_rows(results, job, text, sink)


def _ask(store: OxigraphStore, text: str, job: Job) -> Results:
    holds = _holds(store)
    for iri in (*job.default_graphs, *job.named_graphs):
        if not holds(iri):
            raise QueryError("a graph that the store does not hold", remedy=ONLY_READS)
    try:
        if job.default_graphs or job.named_graphs:
            return store.query_graphs(text, job.default_graphs, job.named_graphs)
        return store.query(text)
    except QueryError as error:
        if not job.checked:
            check(job.text, holds)
        raise error if error.remedy else explain_refusal(error) from error


class _holds:  # noqa: N801 - reads as a function
    """Tells whether the store holds a graph of an IRI."""

    def __init__(self, store: OxigraphStore) -> None:
        self._store = store

    def __call__(self, iri: str) -> bool:
        try:
            return next(self._store.quads(graph=NamedNode(iri)), None) is not None
        except ValueError:
            return False


def _write_rows(results: QuerySolutions | QueryBoolean, job: Job, text: str, sink: _Sink) -> None:
    if job.rows is None:
        raise _NotAcceptableError("rows and truth values are written as " + ", ".join(ROWS))
    form = ROWS[job.rows]
    sink.begin(job.rows, text, _ROW.get(job.rows), headings=isinstance(results, QuerySolutions))
    _serialise(sink, lambda: results.serialize(cast(BinaryIO, sink), form))


def _write_triples(results: Iterator[Triple], job: Job, text: str, sink: _Sink) -> None:
    if job.graph is None:
        raise _NotAcceptableError("triples are written as " + ", ".join(GRAPHS))
    sink.begin(job.graph, text, None)
    form = GRAPHS[job.graph]
    counted = sink.counted(results)
    _serialise(sink, lambda: serialize(counted, cast(BinaryIO, sink), form))


def _describe(job: Job, store: OxigraphStore, sink: _Sink) -> None:
    """Write every triple that an entity is the subject or the object of."""
    node = NamedNode(job.entity)
    both = (
        store.quads(node, graph=DefaultGraph()),
        store.quads(None, None, node, DefaultGraph()),
    )
    triples = (quad.triple for quad in chain(*both))
    first = next(triples, None)
    if first is None:
        raise _AbsentError("nothing is known of this entity")
    _write_triples(chain([first], triples), job, "", sink)


def _serialise(sink: _Sink, write: Any) -> None:
    try:
        write()
    except (_PassedError, BrokenPipeError):
        raise
    except (OSError, RuntimeError, ValueError) as error:
        if sink.passed:  # the engine wraps what its writer raises
            raise _PassedError(sink.passed) from error
        raise QueryError(f"cannot be evaluated: {error}") from error
    sink.end()


class _Sink:
    """Sends what the engine writes, in pieces, and counts it.

    Parameters
    ----------
    file : BinaryIO
        The connection to the server.
    limits : Limits
        How much an answer may be.
    """

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        self._file, self._limits = file, limits
        self._piece = bytearray()
        self._sent = self._rows = 0
        self._row: re.Pattern[bytes] | None = None
        self._lines = False
        self._tail = b""
        self.passed = ""

    def begin(
        self,
        media_type: str,
        text: str,
        row: re.Pattern[bytes] | None,
        *,
        headings: bool = False,
    ) -> None:
        """Tell the server what comes: the media type, and the text that was asked."""
        write_frame(self._file, HEAD, pack([media_type, text]))
        self._row, self._lines = row, headings and row is None

    def write(self, data: bytes) -> int:
        """Take a part of the answer."""
        self._piece += data
        if len(self._piece) >= PIECE:
            self._send()
        return len(data)

    def flush(self) -> None:
        """Keep what is there until a piece is full."""

    def counted(self, triples: Iterator[Triple]) -> Iterator[Triple]:
        """Yield triples up to the limit."""
        for triple in triples:
            self._rows += 1
            self._check()
            yield triple

    def end(self) -> None:
        """Send the rest."""
        self._send()
        write_frame(self._file, END)

    def _send(self) -> None:
        self._sent += len(self._piece)
        if self._row is not None:
            self._rows += self._count(self._row)
        elif self._lines:
            self._rows += self._piece.count(b"\n")
        self._check()
        if self._piece:
            write_frame(self._file, DATA, bytes(self._piece))
            self._piece = bytearray()

    def _count(self, row: re.Pattern[bytes]) -> int:
        """Count the rows that begin in this piece, or across its beginning."""
        text, seen = self._tail + self._piece, len(self._tail)
        self._tail = text[-_OVERLAP:]
        return sum(1 for found in row.finditer(text) if found.end() > seen)

    def _check(self) -> None:
        if self._rows > self._limits.rows + self._lines:
            self.passed = f"more than {self._limits.rows} rows: ask in pages, by LIMIT and OFFSET"
        elif self._sent > self._limits.answer:
            self.passed = (
                f"more than {self._limits.answer} bytes: ask in pages, by LIMIT and OFFSET"
            )
        if self.passed:
            raise _PassedError(self.passed)
