"""Just enough of SPARQL's lexical grammar to tell code from strings, IRIs and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
      (?P<comment>  \#[^\n]* )
    | (?P<iri>      <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<string>   \"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
                  | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' )
    | (?P<variable> [?$]\w+ )
    | (?P<name>     (?:\w[\w.-]*)?:(?:[\w:%.-]|\\[^\w\s])* | @[a-zA-Z]+(?:-[a-zA-Z0-9]+)* )
    | (?P<number>   \d[\d.]*(?:[eE][+-]?\d+)? )
    | (?P<word>     [^\W\d]\w* )
    | (?P<space>    \s+ )
    | (?P<sign>     . )
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query that means something.

    Attributes
    ----------
    kind : str
        ``"iri"``, ``"string"``, ``"variable"``, ``"name"``, ``"number"``, ``"word"`` or ``"sign"``.
    text : str
        As it is written.
    start : int
        Where it starts, counted from 0.
    """

    kind: str
    text: str
    start: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a query, without spaces and comments.

    Examples
    --------
    >>> [token.text for token in tokens("ASK { ?x a 'b' } # SERVICE")]
    ['ASK', '{', '?x', 'a', "'b'", '}']
    """
    for match in _TOKEN.finditer(text):
        if match.lastgroup and match.lastgroup not in {"space", "comment"}:
            yield Token(match.lastgroup, match[0], match.start())


def position(text: str, offset: int) -> tuple[int, int]:
    r"""Return line and column of an offset, both counted from 1.

    Examples
    --------
    >>> position("ASK\n{ 中文 }", 7)
    (2, 4)
    """
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def token_from(text: str, offset: int) -> Token | None:
    """Return the token that stands at an offset or is the next after it, None at the end.

    Examples
    --------
    >>> token_from("ASK { ?x ?y }", 8).text
    '?y'
    """
    return next((each for each in tokens(text) if each.start + len(each.text) > offset), None)
