"""Where and why a query is refused, in one line with line and column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from zonegraph.errors import QueryError
from zonegraph.queries.lexing import Token, position, token_from, tokens
from zonegraph.queries.plain import UPDATES

if TYPE_CHECKING:
    from pyparsing import ParserElement

ONLY_READS = "only SELECT, ASK, CONSTRUCT and DESCRIBE over this graph are answered"
"""What a refusal for safety's sake tells to do."""

_SHOWN = 40


def refuse(what: str, query: str, offset: int, remedy: str) -> NoReturn:
    """Refuse a query at a place in it."""
    line, column = position(query, offset)
    raise QueryError(what, line=line, column=column, remedy=remedy)


def explain(query: str) -> NoReturn:
    """Say where a query stops being SPARQL.

    The parser reports where its outermost alternative began; the place to point at is the furthest
    one that any alternative reached.
    """
    first = next((token for token in tokens(query) if _begins(token)), None)
    if first and first.text.upper() in UPDATES:
        refuse(f"{first.text.upper()} would change the graph", query, first.start, ONLY_READS)
    unexpected = token_from(query, _furthest(query))
    if unexpected is None:
        refuse("the query ends too early", query, len(query.rstrip()), "is a bracket left open?")
    start, text = unexpected.start, _shorten(unexpected.text)
    if text in {"'", '"'}:
        refuse("a string is not closed", query, start, f"end it with {text}")
    refuse(f"unexpected {text!r}", query, start, "see https://www.w3.org/TR/sparql11-query/")


def _shorten(text: str) -> str:
    first = text.splitlines()[0]
    return text if len(text) <= _SHOWN and first == text else first[:_SHOWN] + "..."


def _begins(token: Token) -> bool:
    return token.kind == "word" and token.text.upper() not in {"PREFIX", "BASE"}


def _furthest(query: str) -> int:
    from copy import deepcopy

    from pyparsing import ParseBaseException
    from pyparsing import Token as Terminal
    from rdflib.plugins.sparql.parser import Query

    reached = 0

    def note(terminal: Any) -> None:
        parse = terminal.parseImpl

        def noting(text: str, start: int, do_actions: bool = True) -> Any:
            nonlocal reached
            try:
                return parse(text, start, do_actions)
            except ParseBaseException:
                reached = max(reached, start)
                raise

        terminal.parseImpl = noting

    grammar = deepcopy(Query)
    for element in _elements(grammar):
        if isinstance(element, Terminal):
            note(element)
    try:
        grammar.parse_string(query, parse_all=True)
    except ParseBaseException as error:
        reached = max(reached, error.loc)
    return reached


def _elements(grammar: ParserElement) -> list[ParserElement]:
    seen: dict[int, ParserElement] = {}
    waiting: list[Any] = [grammar]
    while waiting:
        element = waiting.pop()
        if element is not None and id(element) not in seen:
            seen[id(element)] = element
            waiting.extend((*getattr(element, "exprs", ()), getattr(element, "expr", None)))
    return list(seen.values())
