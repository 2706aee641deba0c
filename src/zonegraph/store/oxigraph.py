"""Oxigraph behind the store seam: in memory, or a directory opened for reading only."""

from __future__ import annotations

import re
import shlex
import weakref
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from zonegraph.errors import QueryError, StoreError
from zonegraph.store.base import Results
from zonegraph.store.directory import READERS, read_manifest
from zonegraph.store.loading import load
from zonegraph.store.locking import share
from zonegraph.store.seals import find_damage
from zonegraph.workspace import Workspace

_OPENED_AT_ONCE = 16
_SYNTAX_ERROR = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


class OxigraphStore:
    """A graph held by Oxigraph.

    Parameters
    ----------
    location : str
        A directory, or ``"memory"``.
    engine : pyoxigraph.Store
        The engine; this object becomes its owner.
    release : callable, optional
        Called once, when the store is closed or collected.
    version : str, optional
        Name of the folder in the directory, which another process can open too.
    """

    def __init__(
        self,
        location: str,
        engine: pyoxigraph.Store,
        release: Callable[[], object] | None = None,
        version: str = "",
    ) -> None:
        self._location = location
        self._version = version
        self._engine: pyoxigraph.Store | None = engine
        self._release = weakref.finalize(self, release or _nothing)

    def __reduce__(self) -> tuple[Callable[[Path, str], OxigraphStore], tuple[Path, str]]:
        """Hand the store on to another process, which opens the same version of it.

        Raises
        ------
        TypeError
            If the graph lies in memory.
        """
        if not self._version:
            raise TypeError("a graph in memory stays in its process: build a store directory")
        return _open_version, (Path(self._location), self._version)

    @property
    def location(self) -> str:
        """Where the graph lies: a directory, or ``"memory"``."""
        return self._location

    def query(self, text: str) -> Results:
        """Answer one SPARQL query.

        Raises
        ------
        QueryError
            If the text is no SPARQL query.
        StoreError
            If the store is closed or cannot be read.
        """
        return self._query(text)

    def query_graphs(
        self, text: str, default_graphs: Iterable[str], named_graphs: Iterable[str]
    ) -> Results:
        """Answer one SPARQL query over some graphs only, as the SPARQL protocol lets a client choose.

        Parameters
        ----------
        text : str
            SPARQL; what it says of its dataset itself does not count.
        default_graphs : iterable of str
            IRIs of the graphs whose union is the default graph.
        named_graphs : iterable of str
            IRIs of the graphs that ``GRAPH`` reaches.

        Raises
        ------
        QueryError
            If the text is no SPARQL query.
        StoreError
            If the store is closed or cannot be read.
        """
        return self._query(
            text,
            default_graph=[NamedNode(iri) for iri in default_graphs],
            named_graphs=[NamedNode(iri) for iri in named_graphs],
        )

    def _query(self, text: str, **dataset: Any) -> Results:
        try:
            return self._open_engine().query(text, **dataset)
        except SyntaxError as error:
            raise query_error(error) from error
        except (OSError, RuntimeError) as error:
            if "function" in str(error):  # the engine says so of one that it does not know
                raise QueryError(str(error), remedy="use a function of SPARQL 1.1") from error
            raise _unreadable(self._location, error) from error

    def quads(
        self,
        subject: NamedNode | BlankNode | Triple | None = None,
        predicate: NamedNode | None = None,
        object: NamedNode | BlankNode | Literal | Triple | None = None,  # noqa: A002
        graph: NamedNode | BlankNode | DefaultGraph | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads that match, where None matches anything, any graph included.

        Raises
        ------
        StoreError
            If the store is closed or cannot be read.
        """
        try:
            yield from self._open_engine().quads_for_pattern(subject, predicate, object, graph)
        except (OSError, RuntimeError) as error:
            raise _unreadable(self._location, error) from error

    def __len__(self) -> int:
        return len(self._open_engine())

    def close(self) -> None:
        """Let go of the graph; closing twice is no error."""
        self._engine = None
        self._release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _open_engine(self) -> pyoxigraph.Store:
        if self._engine is None:
            raise StoreError("the store is closed", where=self._location)
        return self._engine


def opened_late(version: Path) -> int:
    """Return how many files of a version the engine may open only once a query needs them.

    Of a table it opens sixteen files at once, which is all of them up to tens of millions of quads.
    """
    files = sum(1 for _ in version.glob("*.sst"))
    return files if files > _OPENED_AT_ONCE else 0


def open_memory(workspace: Workspace) -> OxigraphStore:
    """Load a workspace into memory.

    Raises
    ------
    DataError
        If a file of the workspace cannot be read.
    """
    engine = pyoxigraph.Store()
    load(engine, workspace)
    return OxigraphStore("memory", engine)


def open_directory(directory: Path) -> OxigraphStore:
    """Open the current version of a store directory, for reading only.

    Any number of processes may have it open, and a build may replace it meanwhile: a version in
    use stays on disk.

    Raises
    ------
    StoreError
        If the directory holds no store, or one that cannot be opened.
    """
    while True:
        version = read_manifest(directory).version
        failure: Exception | None = None
        try:
            store = _open_version(directory, version)
        except (OSError, RuntimeError, StoreError) as error:  # the engine raises either of two
            failure = error
        # A build may have replaced the version, and removed it, before it was locked: look again.
        if read_manifest(directory).version != version:
            continue
        if failure is None:
            return store
        if isinstance(failure, StoreError):
            raise failure
        raise _unreadable(str(directory), failure) from failure


def _open_version(directory: Path, version: str) -> OxigraphStore:
    release = share(directory / version / READERS)
    try:
        _refuse_damaged(directory, version)
        engine = pyoxigraph.Store.read_only(str(directory / version))
    except BaseException:
        release()
        raise
    return OxigraphStore(str(directory), engine, release, version)


def _refuse_damaged(directory: Path, version: str) -> None:
    if damaged := find_damage(directory / version):
        raise StoreError(
            f"the store is damaged: {version}/{damaged} is not as it was built",
            where=str(directory),
            remedy=f"build it again: zonegraph build {shlex.quote(str(directory))}",
        )


def _nothing() -> None:
    """Release nothing: a graph in memory holds no file."""


def query_error(error: SyntaxError) -> QueryError:
    """Return what the engine says of a text that is no query, with its position."""
    found = _SYNTAX_ERROR.fullmatch(str(error.msg))
    if found is None:
        return QueryError(str(error.msg))
    return QueryError(found[3], line=int(found[1]), column=int(found[2]))


def _unreadable(location: str, error: Exception) -> StoreError:
    return StoreError(f"the store cannot be read: {error}", where=location, remedy="build it again")
