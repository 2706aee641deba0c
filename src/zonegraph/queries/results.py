"""Answers: rows, yes or no, or triples, as values and in the standard formats."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, cast

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    serialize,
)

from zonegraph import vocab
from zonegraph.errors import QueryError, StoreError

if TYPE_CHECKING:
    from zonegraph.store import Results

Term = NamedNode | BlankNode | Literal | Triple
Row = tuple[Term | None, ...]

ROW_FORMATS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
"""SPARQL 1.1 Query Results formats, for SELECT and ASK."""

GRAPH_FORMATS = ("turtle", "ntriples", "jsonld")
"""RDF formats, for CONSTRUCT and DESCRIBE."""

_LANGUAGE_TAGS = {
    "json": re.compile(rb'(?<!\\)("xml:lang":")([a-z0-9-]+)(?=")'),
    "xml": re.compile(rb'(<literal xml:lang=")([a-z0-9-]+)(?=")'),
    "jsonld": re.compile(rb'(?<!\\)("@language":")([a-z0-9-]+)(?=")'),
    "tsv": re.compile(rb'(?<!\\)("@)([a-z0-9-]+)(?=[\t\n])'),
}
"""Where each format writes a language tag; inside a literal's text it escapes what stands around."""

_AROUND_TAGS = {
    "json": (b'"xml:lang":"', (b'"',)),
    "xml": (b'<literal xml:lang="', (b'"',)),
    "jsonld": (b'"@language":"', (b'"',)),
    "tsv": (b'"@', (b"\t", b"\n")),
}
"""What stands before a tag, and what may stand after it."""


class Answer:
    """What a question gives: iterate over it for tuples of RDF terms.

    Parameters
    ----------
    ask : callable
        Asks the question; asked again when the answer is wanted in a second form.

    Attributes
    ----------
    columns : tuple of str
        Names of the columns; none for an ASK.

    Examples
    --------
    >>> import pyoxigraph
    >>> answer = Answer(lambda: pyoxigraph.Store().query("SELECT (1 AS ?n) ('a' AS ?x) {}"))
    >>> answer.columns, answer.records()
    (('n', 'x'), [{'n': 1, 'x': 'a'}])
    """

    def __init__(self, ask: Callable[[], Results]) -> None:
        self._ask = ask
        self._unread: Results | None = ask()
        self.is_truth = isinstance(self._unread, QueryBoolean)
        self.is_graph = isinstance(self._unread, QueryTriples)
        self.columns = _columns(self._unread)

    @cached_property
    def rows(self) -> list[Row]:
        """The rows as RDF terms, None where a variable is unbound; triples for a CONSTRUCT."""
        results = self._read()
        with _reading():
            if isinstance(results, QuerySolutions):
                return [tuple(solution) for solution in results]
            if isinstance(results, QueryTriples):
                return [tuple(triple) for triple in results]
        return []

    def records(self) -> list[dict[str, object]]:
        """Return the rows as Python values by column, as data frames take them."""
        return [dict(zip(self.columns, map(to_python, row), strict=True)) for row in self.rows]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        results = self._read() if self.is_truth else None
        return bool(results) if results is not None else len(self) > 0

    def render(self, format_name: str) -> str:
        """Return the answer in a standard format.

        Parameters
        ----------
        format_name : str
            ``json``, ``xml``, ``csv`` or ``tsv`` for rows and truth values; ``turtle``,
            ``ntriples`` or ``jsonld`` for triples.

        Raises
        ------
        QueryError
            If the answer has no such form.
        """
        fitting = GRAPH_FORMATS if self.is_graph else tuple(ROW_FORMATS)
        if format_name not in fitting:
            given = "triples" if self.is_graph else "rows"
            raise QueryError(
                f"it gives {given}, which cannot be written as {format_name}",
                remedy=f"choose {', '.join(fitting)}",
            )
        return (
            self._render_triples(format_name) if self.is_graph else self._render_rows(format_name)
        )

    def _render_rows(self, format_name: str) -> str:
        results = cast("QuerySolutions | QueryBoolean", self._read())
        with _reading():
            written = cast(bytes, results.serialize(format=ROW_FORMATS[format_name]))
        return _recase(written, format_name).rstrip("\n") + "\n"

    def _render_triples(self, format_name: str) -> str:
        with _reading():
            triples = _canonical(cast(QueryTriples, self._read()))
        if format_name == "turtle":
            from zonegraph.rdf.writing import write_canonical

            return write_canonical((Quad(*triple) for triple in triples), "turtle")
        if format_name == "ntriples":
            return "".join(sorted(f"{_write(triple)} .\n" for triple in triples))
        written = cast(bytes, serialize(triples, format=RdfFormat.JSON_LD))
        return _recase(written, "jsonld") + "\n"

    def _read(self) -> Results:
        unread, self._unread = self._unread, None
        return self._ask() if unread is None else unread


@contextmanager
def _reading() -> Iterator[None]:
    """Say in words that an engine cannot read its files: it finds out only as rows are asked for."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"the store cannot be read: {error}", remedy="build it again") from error


def to_python(term: Term | None) -> object:
    """Return an RDF term as a Python value: an IRI as text, a number as a number.

    Examples
    --------
    >>> to_python(Literal("2.50", datatype=NamedNode(vocab.XSD("decimal"))))
    Decimal('2.50')
    >>> to_python(NamedNode(vocab.ZG("anchors")))
    'https://w3id.org/zonegraph/ontology#anchors'
    """
    if isinstance(term, Literal):
        read = _READERS.get(term.datatype.value, str)
        try:
            return read(term.value)
        except (ValueError, ArithmeticError):
            return term.value
    return None if term is None else to_text(term)


def to_text(term: Term | None) -> str:
    """Return the IRI or the text that a term holds; nothing where there is no term.

    Examples
    --------
    >>> to_text(Literal("风筝", language="zh-Hans"))
    '风筝'
    """
    if term is None:
        return ""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def _columns(results: Results) -> tuple[str, ...]:
    if isinstance(results, QuerySolutions):
        return tuple(variable.value for variable in results.variables)
    return ("subject", "predicate", "object") if isinstance(results, QueryTriples) else ()


def _canonical(triples: Iterable[Triple]) -> list[Triple]:
    """Return triples sorted, with blank nodes named by what they stand for (RDFC-1.0)."""
    dataset = Dataset(Quad(*triple) for triple in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted((quad.triple for quad in dataset), key=str)


def _recase(written: bytes, format_name: str) -> str:
    """Spell language tags as people do: the engine writes them in lower case.

    The languages of our own labels are replaced in bulk, which costs next to nothing; only where
    there are others is each tag looked at.
    """
    if format_name not in _AROUND_TAGS:
        return written.decode()
    before, ends = _AROUND_TAGS[format_name]
    spelled = 0
    for tag in vocab.LANGUAGES.values():
        for after in ends:
            right = before + tag.encode() + after
            written = written.replace(right.replace(tag.encode(), tag.lower().encode()), right)
            spelled += written.count(right)
    if spelled != written.count(before):
        written = _LANGUAGE_TAGS[format_name].sub(_recased, written)
    return written.decode()


def _recased(tag: re.Match[bytes]) -> bytes:
    return tag[1] + vocab.canonical_language(tag[2].decode()).encode()


def _write(triple: Triple) -> str:
    return " ".join(_write_term(term) for term in triple)


def _write_term(term: Term) -> str:
    if isinstance(term, Literal) and term.language:
        return f"{Literal(term.value)}@{vocab.canonical_language(term.language)}"
    return str(term)


def _truth(text: str) -> bool:
    return text in {"true", "1"}


_READERS: dict[str, Callable[[str], object]] = {
    vocab.XSD("integer"): int,
    vocab.XSD("decimal"): Decimal,
    vocab.XSD("double"): float,
    vocab.XSD("float"): float,
    vocab.XSD("boolean"): _truth,
    vocab.XSD("date"): date.fromisoformat,
}
