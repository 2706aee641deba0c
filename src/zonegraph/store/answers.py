"""Rows from a server: whole, though it caps its answers, and as terms that Oxigraph knows."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse_query_results,
)

from zonegraph import vocab
from zonegraph.errors import StoreError
from zonegraph.store.http import Answered, Connection
from zonegraph.store.sparql import request

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer as Buffer

Term = NamedNode | BlankNode | Literal | Triple
Row = tuple[Term | None, ...]

_FORMATS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/xml": QueryResultsFormat.XML,
}
_ACCEPT = "application/sparql-results+json, application/sparql-results+xml;q=0.5"

_HELD = 10_000
"""Rows that are held back until the answer proves whole; longer answers are handed on as they come."""
_SMALLEST_CAP = 100
"""Nobody caps answers at less: shorter ones are whole."""
_BOOLEAN = NamedNode(vocab.XSD("boolean"))
_PROLOGUE = re.compile(
    r"(?:\s+|#[^\n]*(?:\n|$)|BASE\s*<[^>]*>|PREFIX\s+[^\s:]*:\s*<[^>]*>)*", re.IGNORECASE
)
_ORDERED = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)
_VIRTUOSO_NODE = re.compile(rb'("bnode",\s*"value":\s*"|<bnode>)nodeID://')
_LONGEST_MATCH = 64


class Answers:
    """Asks a server for rows, however many it hands out at a time.

    Parameters
    ----------
    connection : Connection
        The way to it.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.dataset: Mapping[str, str | list[str]] = {}
        """The graphs that questions are about, where the server is not to choose them."""
        self.server = ""
        self._cap = connection.settings.page
        self._paging = self._cap is not None
        self._known_whole = _SMALLEST_CAP

    def truth(self, text: str) -> bool:
        """Answer yes or no."""
        with self._connection.ask(self._form(text), _ACCEPT) as answered:
            results = self._parse(answered)
            if isinstance(results, QueryBoolean):
                return bool(results)
            # Virtuoso gives a row that holds a truth value.
            values = [term.value for row in results for term in row if isinstance(term, Literal)]
            return values in (["1"], ["true"])

    def rows(self, text: str, columns: Sequence[str]) -> Iterator[Row]:
        """Yield all rows of an answer.

        Parameters
        ----------
        text : str
            A SELECT.
        columns : sequence of str
            The names of its variables.

        Raises
        ------
        StoreError
            If the server fails, or caps its answers so that not all can be had.
        """
        if self._paging and self._cap:
            yield from self._pages(text, columns, self._cap)
            return
        answer = _Counted(self._select(text, columns))
        held = list(islice(answer, _HELD))
        if len(held) < _HELD:
            whole = self._is_whole(text, columns, answer.number)
            yield from held if whole else self._pages(text, columns, self._cap or len(held))
            return
        yield from held
        yield from answer
        if not self._is_whole(text, columns, answer.number):
            raise self._capped(answer.number)

    def graph(self, text: str, accept: str) -> bytes:
        """Return the triples of a DESCRIBE, as the server writes them."""
        with self._connection.ask(self._form(text), accept) as answered:
            if answered.media_type not in {RdfFormat.N_TRIPLES.media_type, "text/plain"}:
                raise self._unexpected(answered)
            return answered.read()

    def _is_whole(self, text: str, columns: Sequence[str], number: int) -> bool:
        if number < self._known_whole or (self._cap and number < self._cap):
            return True
        if next(self._select(self._page(text, columns, 1, number), columns), None) is None:
            self._known_whole = number + 1
            return True
        self._cap = number
        return False

    def _pages(self, text: str, columns: Sequence[str], size: int) -> Iterator[Row]:
        prologue, query = split_prologue(text)
        counting = request("count", PROLOGUE=prologue, QUERY=query)
        ((number,),) = list(self._select(counting, ["number"]))
        total = int(number.value) if isinstance(number, Literal) else 0
        for offset in range(0, total, size):
            page = list(self._select(self._page(text, columns, size, offset), columns))
            if len(page) != min(size, total - offset):
                raise self._capped(len(page))
            yield from page

    def _page(self, text: str, columns: Sequence[str], size: int, offset: int) -> str:
        """Return the question for one page, in one order: the asker's, or that of its columns."""
        prologue, query = split_prologue(text)
        names = " ".join(f"?{name}" for name in columns) or "*"
        if columns and not _ORDERED.search(query):
            query = request("ordered", COLUMNS=names, QUERY=query)
        bounds = {"LIMIT": str(size), "OFFSET": str(offset)}
        return request("page", PROLOGUE=prologue, COLUMNS=names, QUERY=query, **bounds)

    def _select(self, text: str, columns: Sequence[str]) -> Iterator[Row]:
        with self._connection.ask(self._form(text), _ACCEPT) as answered:
            results = self._parse(answered)
            if isinstance(results, QueryBoolean):
                raise self._unexpected(answered)
            places = {variable.value: place for place, variable in enumerate(results.variables)}
            order = [places.get(name) for name in columns]
            try:
                for row in results:
                    yield tuple(None if at is None else _canonical(row[at]) for at in order)
            except (SyntaxError, ValueError) as error:
                raise self._broken(error) from error

    def _form(self, text: str) -> dict[str, str | list[str]]:
        return {"query": text, **self.dataset}

    def _parse(self, answered: Answered) -> QuerySolutions | QueryBoolean:
        self.server = answered.headers.get("Server", "")
        form = _FORMATS.get(answered.media_type)
        if form is None:
            raise self._unexpected(answered)
        try:
            return parse_query_results(as_file(_readable(answered.pieces())), form)
        except (SyntaxError, ValueError) as error:
            raise self._broken(error) from error

    def _unexpected(self, answered: Answered) -> StoreError:
        kind = "".join(filter(str.isprintable, answered.media_type))[:80] or "nothing it names"
        return StoreError(
            f"it answers with {kind}, which is no SPARQL result",
            where=self._connection.location,
            remedy="name the address of the SPARQL endpoint itself",
        )

    def _broken(self, error: Exception) -> StoreError:
        return StoreError(
            f"the answer is broken or cut off: {getattr(error, 'msg', None) or error}",
            where=self._connection.location,
            remedy="ask again; is the server well?",
        )

    def _capped(self, number: int) -> StoreError:
        return StoreError(
            f"the server stopped after {number} rows, or its graph changed meanwhile",
            where=self._connection.location,
            remedy="set ZONEGRAPH_PAGE (rows at a time) to what it allows",
        )


class _Counted:
    """Rows that know how many of them have passed."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows, self.number = rows, 0

    def __iter__(self) -> Iterator[Row]:
        return self

    def __next__(self) -> Row:
        row = next(self._rows)
        self.number += 1
        return row


class Stream(io.RawIOBase):
    """Pieces of bytes as a file; read it through `io.BufferedReader`."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._waiting = pieces, memoryview(b"")

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """Fill a buffer as far as the next piece reaches."""
        while not self._waiting:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._waiting = memoryview(piece)
        target = memoryview(buffer).cast("B")
        number = min(len(target), len(self._waiting))
        target[:number] = self._waiting[:number]
        self._waiting = self._waiting[number:]
        return number


def as_file(pieces: Iterator[bytes]) -> io.BufferedReader:
    """Return pieces of bytes as a file."""
    return io.BufferedReader(Stream(pieces), 1 << 16)


def _readable(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield a body without Virtuoso's prefix of blank node labels, which no label may have."""
    waiting = b""
    for piece in pieces:
        waiting = _VIRTUOSO_NODE.sub(rb"\1", waiting + piece)
        yield waiting[:-_LONGEST_MATCH]
        waiting = waiting[-_LONGEST_MATCH:]
    yield waiting


def split_prologue(text: str) -> tuple[str, str]:
    r"""Return the declarations that a query begins with, and the rest.

    Examples
    --------
    >>> split_prologue("# a\nPREFIX x: <urn:x:> SELECT * { ?s x:p ?o }")
    ('# a\nPREFIX x: <urn:x:> ', 'SELECT * { ?s x:p ?o }')
    """
    found = _PROLOGUE.match(text)
    end = found.end() if found else 0
    return text[:end], text[end:]


def _canonical(term: Term | None) -> Term | None:
    """Return a term as Oxigraph would write it: Virtuoso's JSON has true as 1."""
    if isinstance(term, Literal) and term.value in {"0", "1"} and term.datatype == _BOOLEAN:
        return Literal(term.value == "1")
    return term
