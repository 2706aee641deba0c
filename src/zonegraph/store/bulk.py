"""Loading files of any size into a store directory: checked as they stream past, in bounded memory."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import pyoxigraph
from pyoxigraph import Quad

from zonegraph.model import Violation
from zonegraph.processes import start_processes
from zonegraph.rdf.door import check_form, check_form_of
from zonegraph.rdf.line_rules import Checked, LineRules
from zonegraph.rdf.reading import read_quads
from zonegraph.rdf.vocabulary_rules import check_terms, declared_terms
from zonegraph.store.loading import Progress, insert, silent, with_default_graph
from zonegraph.store.parts import Part
from zonegraph.vocab import ONTOLOGY
from zonegraph.workspace import Workspace

SEGMENT = 1 << 28
"""Bytes of N-Quads after which a build that is killed need not begin anew."""
_MANY = 64


@dataclass
class Loaded:
    """What has been loaded so far.

    Attributes
    ----------
    parts : set of Part
        The files that are in whole.
    begun : tuple of (str, int), optional
        Digest of a file that is in up to a line, and the line that comes next.
    hashes : set of int
        Hashes of the facts.
    found : list of Violation
        What the rules of single quads object to.
    described : set of str
        Evidence graphs of which something is said outside the graph for that.
    """

    parts: set[Part] = field(default_factory=set)
    begun: tuple[str, int] | None = None
    hashes: set[int] = field(default_factory=set)
    found: list[Violation] = field(default_factory=list)
    described: set[str] = field(default_factory=set)


def load_ontology(
    store: pyoxigraph.Store, workspace: Workspace
) -> tuple[LineRules, list[Violation]]:
    """Load the ontology, and return the rules that it makes for data, and what it breaks itself.

    Raises
    ------
    DataError
        If a file cannot be read.
    """
    quads = {path: list(read_quads(path, ONTOLOGY)) for path in workspace.ontology_files()}
    store.extend(with_default_graph(chain.from_iterable(quads.values())))
    declared = declared_terms(quads)
    found = [
        each
        for path, told in quads.items()
        for each in (*check_form(path, told), *check_terms(path, told, declared))
    ]
    return LineRules(declared), found


def load_parts(
    store: pyoxigraph.Store,
    rules: LineRules,
    parts: dict[Part, Path],
    loaded: Loaded,
    checkpoint: Callable[[Loaded], None],
    progress: Progress = silent,
) -> None:
    """Load what is not loaded yet, each quad in its graph and each triple in the default graph.

    Parameters
    ----------
    store : pyoxigraph.Store
        The store.
    rules : LineRules
        What a single quad must keep to.
    parts : dict of Part to Path
        The files.
    loaded : Loaded
        What is loaded; brought up to date.
    checkpoint : callable
        Called after each segment, as long as nothing is wrong.
    progress : callable, optional
        Told how far it is.

    Raises
    ------
    DataError
        If a file cannot be read.
    OSError
        If the disk is full.
    """
    total, done = sum(part.size for part in parts), sum(part.size for part in loaded.parts)
    pieces = _Pieces(rules, parts, loaded, lambda read: progress("load", done + read, total))
    while not pieces.ended:
        blank: list[Quad] = []
        insert(store, pieces.segment(blank), with_default_graph(blank))
        if not pieces.ended and not loaded.found:
            checkpoint(loaded)
    progress("load", total, total)


class _Pieces:
    """The files' pieces, one after the other, cut into segments."""

    def __init__(
        self,
        rules: LineRules,
        parts: dict[Part, Path],
        loaded: Loaded,
        report: Callable[[int], None],
    ) -> None:
        self._rules = rules
        self._loaded = loaded
        self._waiting = iter([each for each in parts.items() if each[0] not in loaded.parts])
        self._current: Iterator[tuple[int, Checked]] | None = None
        self._part: Part | None = None
        self.ended = False
        self._report = report
        self._read = 0

    def segment(self, blank: list[Quad]) -> Iterator[bytes]:
        """Yield N-Quads until a segment is full; quads with blank nodes go into a list."""
        size = 0
        while size < SEGMENT:
            checked = self._next()
            if checked is None:
                self.ended = True
                return
            self._note(checked)
            blank += checked.blank
            size += len(checked.lines)
            self._read += len(checked.lines)
            self._report(self._read)
            yield checked.lines
            yield checked.triples()

    def _next(self) -> Checked | None:
        while True:
            if self._current is None:
                self._part, path = next(self._waiting, (None, None))
                if self._part is None or path is None:
                    return None
                begun = self._loaded.begun
                at = begun[1] if begun and begun[0] == self._part.digest else 1
                self._current = self._rules.check_from(path, at)
            following, checked = next(self._current, (0, None))
            if checked is not None and self._part is not None:
                self._loaded.begun = (self._part.digest, following)
                return checked
            if self._part is not None:
                self._loaded.parts.add(self._part)
            self._loaded.begun, self._current = None, None

    def _note(self, checked: Checked) -> None:
        self._loaded.found += checked.found
        self._loaded.described |= checked.described
        self._loaded.hashes.update(map(hash_of, checked.facts()))


def hash_of(line: bytes) -> int:
    """Return a number that stands for a line, in every process the same."""
    return int.from_bytes(hashlib.blake2b(line, digest_size=8).digest(), "big", signed=True)


class Forms:
    """Checks in other processes whether files have the form in which people write them."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths = [path for path in paths if path.suffix in {".ttl", ".trig"}]
        self._pool: ProcessPoolExecutor | None = None
        self._found: list[Future[list[Violation]]] = []
        if len(self._paths) >= _MANY:
            self._pool = start_processes()
            self._found = [self._pool.submit(check_form_of, path) for path in self._paths]

    def violations(self) -> Iterator[Violation]:
        """Yield where they have not, once all are checked."""
        if self._pool is None:
            yield from chain.from_iterable(map(check_form_of, self._paths))
        for future in self._found:
            yield from future.result()

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
