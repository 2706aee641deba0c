"""The seam between zonegraph and whatever holds its quads."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType
from typing import Protocol, Self

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Triple,
)

Results = QuerySolutions | QueryBoolean | QueryTriples
"""What a query answers: rows, yes or no, or triples."""


class Store(Protocol):
    """A graph that can be asked but not changed.

    The default graph holds every distinct triple once; the named graphs tell who says so.
    """

    @property
    def location(self) -> str:
        """Where the graph lies: a directory, or ``"memory"``."""
        ...

    def query(self, text: str) -> Results:
        """Answer one SPARQL query."""
        ...

    def quads(
        self,
        subject: NamedNode | BlankNode | Triple | None = None,
        predicate: NamedNode | None = None,
        object: NamedNode | BlankNode | Literal | Triple | None = None,  # noqa: A002
        graph: NamedNode | BlankNode | DefaultGraph | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads that match, where None matches anything, any graph included."""
        ...

    def __len__(self) -> int:
        """Count the quads of all graphs."""
        ...

    def close(self) -> None:
        """Let go of the graph; closing twice is no error."""
        ...

    def __enter__(self) -> Self:
        """Return the store itself."""
        ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the store."""
        ...
