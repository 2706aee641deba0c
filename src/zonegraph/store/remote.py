"""A SPARQL 1.1 server behind the store seam."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import Self, cast

import pyoxigraph
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    parse_query_results,
)

from zonegraph import vocab
from zonegraph.errors import QueryError, StoreError
from zonegraph.store.answers import Answers, Row, Term, as_file, split_prologue
from zonegraph.store.base import Results
from zonegraph.store.http import Connection
from zonegraph.store.oxigraph import query_error
from zonegraph.store.sparql import request

COMPLETE, PUBLISHING = "complete", "publishing"
"""What a published graph says of itself."""

_STATUS = vocab.SCHEMA("creativeWorkStatus")
_PIECE = 1 << 16
_SIGN = re.compile(
    r"""\#[^\n]* | <[^<>"{}|^`\\\s]*> | "{3}.*?(?<!\\)"{3} | '{3}.*?(?<!\\)'{3}
      | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' | [{}]""",
    re.VERBOSE | re.DOTALL,
)
_log = logging.getLogger("zonegraph")


class RemoteStore:
    """A graph that a SPARQL 1.1 server holds.

    Where the server's default graph is the union of all its graphs, a fact that two sources state
    would count twice; questions then name the graph of what we know as their default graph.

    Parameters
    ----------
    connection : Connection
        The way to the server; this object becomes its owner.

    Raises
    ------
    StoreError
        If the server cannot be asked.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection: Connection | None = connection
        self._plain, self._answers = Answers(connection), Answers(connection)
        self.status: str | None = None
        self.default_is_union = False
        self._choose_dataset()

    @property
    def location(self) -> str:
        """Address of the server's endpoint."""
        return self._open().location

    def query(self, text: str) -> Results:
        """Answer one SPARQL query.

        Rows are read from the server as they are asked for, so that reading them can fail as well.

        Raises
        ------
        QueryError
            If the text is no SPARQL query.
        StoreError
            If the store is closed or the server does not answer.
        """
        self._open()
        form = _parse(text)
        if isinstance(form, QueryBoolean):
            return _truth(self._answers.truth(text))
        if isinstance(form, QueryTriples):
            return self._triples(text)
        columns = [variable.value for variable in form.variables]
        return _solutions(columns, self._answers.rows(text, columns))

    def quads(
        self,
        subject: NamedNode | BlankNode | Triple | None = None,
        predicate: NamedNode | None = None,
        object: NamedNode | BlankNode | Literal | Triple | None = None,  # noqa: A002
        graph: NamedNode | BlankNode | DefaultGraph | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads that match, where None matches anything, any graph of ours included.

        Raises
        ------
        StoreError
            If the store is closed or the server does not answer.
        """
        self._open()
        asked: dict[str, Term | None] = {"s": subject, "p": predicate, "o": object}
        if not isinstance(graph, DefaultGraph):
            asked["g"] = graph
        # A blank node cannot be named in a question: ask for anything, and keep what it is.
        fixed = {
            name: term for name, term in asked.items() if isinstance(term, NamedNode | Literal)
        }
        columns = [name for name in asked if name not in fixed]
        for row in self._found(self._pattern(fixed, columns), columns):
            found = {**fixed, **dict(zip(columns, row, strict=True))}
            if all(term is None or found[name] == term for name, term in asked.items()):
                yield _quad(found)

    def graphs(self) -> dict[str, int]:
        """Return the named graphs of ours that the server holds, with their numbers of triples."""
        rows = self._plain.rows(request("graphs"), ["g", "number"])
        return {_text(name): int(_text(number)) for name, number in rows if name is not None}

    def __len__(self) -> int:
        self._open()
        text = request("count", PROLOGUE="", QUERY=self._pattern({}, ["s", "p", "o"]))
        ((known,),) = self._plain.rows(text, ["number"])
        named = {name: number for name, number in self.graphs().items() if name != vocab.KNOWN}
        return int(_text(known)) + sum(named.values())

    def close(self) -> None:
        """Let go of the server; closing twice is no error."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _open(self) -> Connection:
        if self._connection is None:
            raise StoreError("the store is closed", where="server")
        return self._connection

    def _choose_dataset(self) -> None:
        """Find out what the server's default graph is, and where it is a union name our dataset.

        The protocol has it that a graph is not there if others are named and it is not, so that all
        are named, but the graph of what we know: it is the default graph, and no source.
        """
        marks = list(self._plain.rows(request("marker"), ["where", "property", "value"]))
        said = {_text(name): _text(value) for _, name, value in marks}
        self.status = said.get(_STATUS)
        marked_there = any(_text(where) == "default" for where, _, _ in marks)
        self.default_is_union = marked_there or (not marks and self._plain.truth(request("known")))
        if self.default_is_union:
            names = sorted(set(self.graphs()) - {vocab.KNOWN})
            self._answers.dataset = {
                "default-graph-uri": vocab.KNOWN,
                "named-graph-uri": names or [vocab.PUBLICATION],
            }

    def warn_if_incomplete(self) -> None:
        """Log one line where the server does not say that its graph is whole."""
        if self.status == COMPLETE or self._plain.server.lower().startswith("zonegraph"):
            return
        what = (
            "publishing did not come to its end, so that facts may be missing"
            if self.status == PUBLISHING
            else "does not say that a whole graph was published here"
        )
        _log.warning("%s: %s; run: zonegraph publish %s", *(self.location, what, self.location))

    def _pattern(self, fixed: Mapping[str, Term], columns: Sequence[str]) -> str:
        """Return the question for the quads that match: of one graph, the default one, or any."""
        names = " ".join(f"?{name}" for name in columns) or "*"
        parts = {name.upper(): str(fixed.get(name, f"?{name}")) for name in "spog"}
        where = "known-triples" if self.default_is_union else "default-triples"
        default = request(where, **parts)
        if "g" in fixed:
            return request("named", COLUMNS=names, **parts)
        return request(
            "any" if "g" in columns else "default", COLUMNS=names, DEFAULT=default, **parts
        )

    def _found(self, text: str, columns: Sequence[str]) -> Iterator[Row]:
        if columns:
            yield from self._plain.rows(text, columns)
        elif self._plain.truth(text.replace("SELECT *", "ASK", 1)):
            yield ()

    def _triples(self, text: str) -> QueryTriples:
        graph = pyoxigraph.Store()
        prologue, query = split_prologue(text)
        if query[:8].upper() == "DESCRIBE":
            body = self._answers.graph(text, RdfFormat.N_TRIPLES.media_type)
            try:
                graph.load(body, RdfFormat.N_TRIPLES)
            except (SyntaxError, ValueError) as error:
                raise StoreError(f"the answer is broken: {error}", where=self.location) from error
            return cast("QueryTriples", graph.query(request("triples")))
        template, where = _split_construct(query)
        selection = f"SELECT * {where}"
        columns = [
            each.value for each in cast(QuerySolutions, _parse(prologue + selection)).variables
        ]
        graph.extend(_as_quads(columns, self._answers.rows(prologue + selection, columns)))
        row = "row" + "_" * max(map(len, columns), default=0)
        bindings = " ".join(
            f"OPTIONAL {{ ?{row} <{vocab.ROW}:{name}> ?{name} }}" for name in columns
        )
        parts = {"PROLOGUE": prologue, "TEMPLATE": template, "ROWS": vocab.ROW, "ROW": row}
        return cast("QueryTriples", graph.query(request("template", BINDINGS=bindings, **parts)))


def open_remote(address: str) -> RemoteStore:
    """Open the graph that a SPARQL 1.1 server holds.

    Parameters
    ----------
    address : str
        Address of the server's endpoint.

    Raises
    ------
    StoreError
        If the server does not answer SPARQL.
    MissingPackageError
        If the package that speaks HTTP is not installed.
    """
    connection = Connection(address)
    try:
        store = RemoteStore(connection)
    except BaseException:
        connection.close()
        raise
    store.warn_if_incomplete()
    return store


def _parse(text: str) -> Results:
    """Return what kind of answer a query has, from an empty graph, or say where it is no query."""
    try:
        return pyoxigraph.Store().query(text)
    except SyntaxError as error:
        raise query_error(error) from error
    except (OSError, RuntimeError) as error:
        raise QueryError(str(error), remedy="use a function of SPARQL 1.1") from error


def _truth(truth: bool) -> QueryBoolean:
    text = f'{{"head":{{}},"boolean":{str(truth).lower()}}}'
    return cast("QueryBoolean", parse_query_results(text, QueryResultsFormat.JSON))


def _solutions(columns: Sequence[str], rows: Iterator[Row]) -> QuerySolutions:
    """Return rows as the engine's own solutions, which it alone can make: from a file of TSV."""
    file = as_file(_gathered(_lines(columns, rows)))
    return cast("QuerySolutions", parse_query_results(file, QueryResultsFormat.TSV))


def _lines(columns: Sequence[str], rows: Iterator[Row]) -> Iterator[str]:
    yield "\t".join(f"?{name}" for name in columns) + "\n"
    for row in rows:
        yield "\t".join(["" if term is None else str(term) for term in row]) + "\n"


def _gathered(lines: Iterator[str]) -> Iterator[bytes]:
    """Yield lines in pieces that grow, so that the first row comes at once and many come fast."""
    buffer, size = io.StringIO(), 1
    for line in lines:
        buffer.write(line)
        if buffer.tell() >= size:
            yield buffer.getvalue().encode()
            buffer, size = io.StringIO(), min(size * 4, _PIECE)
    yield buffer.getvalue().encode()


def _as_quads(columns: Sequence[str], rows: Iterator[Row]) -> Iterator[Quad]:
    names = [NamedNode(f"{vocab.ROW}:{name}") for name in columns]
    kind, of = NamedNode(vocab.RDF("type")), NamedNode(vocab.ROW)
    for row in rows:
        node = BlankNode()
        yield Quad(node, kind, of)
        for name, term in zip(names, row, strict=True):
            if term is not None:
                yield Quad(node, name, term)


def _split_construct(query: str) -> tuple[str, str]:
    """Return the template of a CONSTRUCT, and its WHERE clause with all that follows."""
    start, depth = 0, 0
    for sign in _SIGN.finditer(query):
        if sign[0] == "{":
            start, depth = (sign.end() if depth == 0 else start), depth + 1
        elif sign[0] == "}":
            depth -= 1
            if depth == 0:
                short = re.search(r"\bWHERE\s*\{$", query[:start], re.IGNORECASE)
                template = query[start : sign.start()]
                return template, query[start - 1 :] if short else query[sign.end() :]
    raise QueryError("no template in CONSTRUCT")


def _quad(found: Mapping[str, Term | None]) -> Quad:
    subject, predicate, value = (found[name] for name in "spo")
    graph = found.get("g") or DefaultGraph()
    return Quad(
        *cast("tuple[NamedNode, NamedNode, Literal, NamedNode]", (subject, predicate, value, graph))
    )


def _text(term: Term | None) -> str:
    return "" if term is None or isinstance(term, Triple) else term.value
