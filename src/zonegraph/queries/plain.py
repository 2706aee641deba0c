"""Which queries are so plain that the engine may read them without a full parse before.

A full parse takes many times as long as most answers. It is needed only to tell what a word means that
would be refused in one place and is harmless in another. A query in which no such word can stand,
however its strings, comments and IRIs are told apart, needs none: whether it is SPARQL at all, the
engine finds itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from zonegraph.queries.lexing import Token

UPDATES = frozenset(
    ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
)
"""Words with which an update begins, and no query."""

_IN_CODE = re.compile(rf"from|^(?:{'|'.join(sorted(UPDATES))})$", re.IGNORECASE)
_HIDDEN = re.compile(r"service|\\u")
_IRI = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]*://[^<>]*|[\w:/.%~+-]*)>")
_UNPAIRED = frozenset("'\"\\")


def is_plain(query: str, found: Iterable[Token]) -> bool:
    r"""Tell whether nothing in a query can reach outside the store, whoever reads it.

    ``SERVICE`` must not stand in it at all, in no case and in no place: only so it does not matter
    how strings and comments are told from code. ``FROM`` must not stand in any word or prefix, since
    an engine may read ``FROM:a`` as two tokens. An IRI must look like one, for ``?a<?b#>'`` may
    be less-than, a variable and a comment, and what follows a string or not.

    Parameters
    ----------
    query : str
        With its character escapes resolved.
    found : iterable of Token
        Its tokens.

    Examples
    --------
    >>> from zonegraph.queries.lexing import tokens
    >>> def judge(text): return is_plain(text, tokens(text))
    >>> judge("ASK { ?firm zg:originatesFrom ?team }")
    True
    >>> judge("ASK { ?firm rdfs:label 'Service' }"), judge("ASK FROM <urn:a> {}")
    (False, False)
    """
    return _HIDDEN.search(query.casefold()) is None and all(map(_is_plain, found))


def _is_plain(token: Token) -> bool:
    if token.kind == "iri":
        return _IRI.fullmatch(token.text) is not None
    if token.kind == "word":
        return _IN_CODE.search(token.text) is None
    if token.kind == "name":
        return "from" not in token.text.partition(":")[0].lower()
    return token.text not in _UNPAIRED
