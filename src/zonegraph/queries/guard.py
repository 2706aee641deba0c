"""What a query of one's own may not do, decided before any engine sees it.

Oxigraph has no switch against ``SERVICE``, and its parser overflows the stack on deep nesting. So a
query is normalised, measured, parsed by rdflib and walked; the very text that was walked is the
text that runs. Bare ``SERVICE`` and ``FROM`` are refused among the tokens as well, so that both
readings would have to be fooled. What is too plain to need the parse is spared it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import pairwise
from typing import Any

from zonegraph import vocab
from zonegraph.errors import QueryError
from zonegraph.queries.faults import ONLY_READS, explain, refuse
from zonegraph.queries.lexing import Token, tokens
from zonegraph.queries.plain import is_plain

MAX_LENGTH = 100_000
MAX_TOKENS = 3_000
MAX_DEPTH = 100

_ESCAPE = re.compile(r"\\\\|\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_REASONS = {
    "SERVICE": "SERVICE would ask another server",
    "FROM": "FROM would read a file or the network",
    "LOAD": "LOAD would read a file or the network",
}
_FORBIDDEN = frozenset(_REASONS)


def check(text: str, holds: Callable[[str], bool] | None = None) -> str:
    """Return a query as it may run, or refuse it.

    Parameters
    ----------
    text : str
        SPARQL of unknown origin.
    holds : callable, optional
        Whether the store holds a graph of an IRI: then ``FROM`` may name such graphs, in full.

    Returns
    -------
    str
        The same query with its character escapes resolved and with zonegraph's prefixes declared
        on a first line of their own.

    Raises
    ------
    QueryError
        If it reaches for the network or a file, changes the graph, is too long or too deep, or is
        no SPARQL; with line and column.

    Examples
    --------
    >>> check("ASK { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
        ...
    zonegraph.errors.QueryError: query line 1, column 7: SERVICE would ask another server; ...
    """
    query = _normalise(text)
    _check_whole(query, _measure(query), holds)
    return _PROLOGUE + query


def admit(text: str, holds: Callable[[str], bool] | None = None) -> str:
    """Return a query as Oxigraph may read it, or refuse it.

    What ``check`` refuses as unsafe is refused here too; whether the rest is SPARQL, Oxigraph
    finds sooner. ``check`` can tell afterwards where a query that it refused stops being SPARQL.

    Parameters
    ----------
    text, holds
        As for ``check``.

    Returns
    -------
    str
        As from ``check``.

    Raises
    ------
    QueryError
        If it reaches for the network or a file, changes the graph, or is too long or too deep.

    Examples
    --------
    >>> admit("ASK { ?firm zg:anchors ?cluster }").splitlines()[-1]
    'ASK { ?firm zg:anchors ?cluster }'
    """
    query = _normalise(text)
    found = _measure(query)
    if not is_plain(query, found):
        _check_whole(query, found, holds)
    return _PROLOGUE + query


def _check_whole(query: str, found: Iterable[Token], holds: Callable[[str], bool] | None) -> None:
    _refuse_words(query, found, _FORBIDDEN if holds is None else _FORBIDDEN - {"FROM"})
    _refuse_clauses(_parse(query), holds or _holds_none)
    _refuse_unknown_prefixes(query)


def explain_refusal(error: QueryError) -> QueryError:
    """Return an engine's refusal of a query that passed, in words.

    An engine lists every token that it would have taken, at the place where it gave up, which is
    seldom where the fault lies; only a sentence among them helps.

    Examples
    --------
    >>> print(explain_refusal(QueryError("expected one of TZ, Duplicated variable name in SELECT")))
    query: duplicated variable name in SELECT; compare it with 'zonegraph queries NAME'
    """
    sentence = re.search(r"(?:^|, | of |: )([A-Z][A-Za-z]*(?: [\w*]+){2,})", error.what)
    reason = sentence[1] if sentence else "the engine does not take it"
    return QueryError(
        reason[0].lower() + reason[1:] if reason[1:2].islower() else reason,
        remedy="compare it with 'zonegraph queries NAME'",
    )


def _normalise(text: str) -> str:
    r"""Resolve ``\u`` escapes and line ends once, so that every parser reads the same text."""
    if len(text) > MAX_LENGTH:
        raise QueryError(
            f"longer than {MAX_LENGTH} characters", remedy="ask for less, or in several queries"
        )
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    query = _ESCAPE.sub(_unescape, lines)
    for match in re.finditer(r"[\ud800-\udfff\x00]", query):
        refuse("a character that is not text", query, match.start(), "write the query in UTF-8")
    return query


def _unescape(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    if code is None:
        return match[0]
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        raise QueryError(f"{match[0]} is no character") from None
    if character in "\\\r\n":
        raise QueryError(f"{match[0]} is not allowed as an escape", remedy="write it in full")
    return character


def _measure(query: str) -> list[Token]:
    """Return the tokens of a query, unless they are too many or nest too deeply."""
    depth, found = 0, []
    for number, token in enumerate(tokens(query)):
        if token.kind == "sign":
            depth += (token.text in "([{") - (token.text in ")]}")
        if depth > MAX_DEPTH:
            refuse("nested too deeply", query, token.start, "take it apart")
        if number >= MAX_TOKENS:
            refuse(f"more than {MAX_TOKENS} words and signs", query, token.start, "ask for less")
        found.append(token)
    return found


def _refuse_words(query: str, found: Iterable[Token], forbidden: Collection[str]) -> None:
    for token in found:
        if token.kind == "word" and token.text.upper() in forbidden:
            refuse(_REASONS[token.text.upper()], query, token.start, ONLY_READS)


def _parse(query: str) -> Any:
    from pyparsing import ParseException
    from rdflib.plugins.sparql.parser import Query

    try:
        return Query.parse_string(query, parse_all=True)
    except ParseException:
        explain(query)
    except RecursionError:
        raise QueryError(
            "nested too deeply, or too many triples in one block", remedy="group them in { }"
        ) from None


def _refuse_clauses(tree: Any, holds: Callable[[str], bool]) -> None:
    for clause in _clauses(tree):
        if clause.name == "ServiceGraphPattern":
            raise QueryError(_REASONS["SERVICE"], remedy=ONLY_READS)
        if clause.name == "DatasetClause" and not holds(_graph_of(clause)):
            raise QueryError(_REASONS["FROM"], remedy=ONLY_READS)


def _graph_of(clause: Any) -> str:
    """Return the IRI that FROM names; nothing where it is shortened, and so not written in full."""
    from rdflib import URIRef

    named = clause.default or clause.named
    return str(named) if isinstance(named, URIRef) else ""


def _holds_none(_: str) -> bool:
    return False


def _clauses(tree: Any) -> Iterator[Any]:
    """Yield every clause of a parsed query, however deep, without recursion."""
    from pyparsing import ParseResults
    from rdflib.plugins.sparql.parserutils import CompValue

    waiting = [tree]
    while waiting:
        part = waiting.pop()
        if isinstance(part, CompValue):
            yield part
            waiting.extend(part.values())
        elif isinstance(part, list | tuple | ParseResults):
            waiting.extend(part)


def _refuse_unknown_prefixes(query: str) -> None:
    found = list(tokens(query))
    declared = {
        name.text.removesuffix(":")
        for word, name in pairwise(found)
        if word.kind == "word" and word.text.upper() == "PREFIX"
    }
    for token in found:
        prefix, colon, _ = token.text.partition(":")
        if token.kind == "name" and colon and prefix not in declared | _OURS:
            remedy = f"declare it: PREFIX {prefix}: <...>"
            refuse(f"unknown prefix {prefix + ':'!r}", query, token.start, remedy)


_OURS = frozenset((*vocab.PREFIXES, "_"))
_PROLOGUE = (
    " ".join(f"PREFIX {prefix}: <{name.base}>" for prefix, name in vocab.PREFIXES.items()) + "\n"
)
