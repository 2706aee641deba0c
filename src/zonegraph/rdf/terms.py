"""Single RDF terms as Turtle spells them."""

from __future__ import annotations

import re

from pyoxigraph import BlankNode, Literal, NamedNode

from zonegraph.vocab import PREFIXES, RDF, XSD, canonical_language, shorten

_BARE = {
    XSD("boolean"): re.compile(r"true|false"),
    XSD("integer"): re.compile(r"[+-]?[0-9]+"),
    XSD("decimal"): re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD("double"): re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)[eE][+-]?[0-9]+"),
}
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\r": "\\r", "\t": "\\t"}
# What a reader of the file could not see, or an editor might take for a line break.
_UNSEEN = r"\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"
_IN_TEXT = re.compile(rf'[\\"{_UNSEEN}]')
_IN_IRI = re.compile(rf"[\n{_UNSEEN}]")


class TermWriter:
    r"""Spells terms as Turtle does, and remembers the prefixes that it used.

    Examples
    --------
    >>> writer = TermWriter()
    >>> writer.iri(NamedNode("https://w3id.org/zonegraph/evidence/changzhi-2021/p16-s2"))
    'ev:changzhi-2021\\/p16-s2'
    >>> writer.literal(Literal("\u534a\u5bfc\u4f53", language="zh-hans"))
    '"\u534a\u5bfc\u4f53"@zh-Hans'
    >>> writer.prefixes
    {'ev'}
    """

    def __init__(self) -> None:
        self.prefixes: set[str] = set()

    def iri(self, node: NamedNode) -> str:
        """Return an IRI as a prefixed name where a prefix fits, else in angle brackets."""
        short = shorten(node.value)
        if short == node.value:
            return f"<{_IN_IRI.sub(_code_point, short)}>"
        self.prefixes.add(short.partition(":")[0])
        return short.replace("/", "\\/")

    def literal(self, literal: Literal) -> str:
        """Return a literal, without quotes where Turtle has a bare form for it."""
        datatype = literal.datatype.value
        text = literal.value
        if datatype in _BARE and _BARE[datatype].fullmatch(text):
            return text
        return _quoted(text) + self._tag(literal)

    def _tag(self, literal: Literal) -> str:
        if literal.language:
            direction = f"--{literal.direction.value}" if literal.direction else ""
            return f"@{canonical_language(literal.language)}{direction}"
        if literal.datatype.value == XSD("string"):
            return ""
        return f"^^{self.iri(literal.datatype)}"

    def prologue(self) -> str:
        """Return the declarations of the prefixes used so far."""
        declared = (prefix for prefix in PREFIXES if prefix in self.prefixes)
        return "".join(f"@prefix {prefix}: <{PREFIXES[prefix].base}> .\n" for prefix in declared)


def blank(node: BlankNode) -> str:
    """Return a blank node under its label."""
    return f"_:{node.value}"


def is_type(predicate: NamedNode) -> bool:
    """Tell whether a predicate is the one that Turtle writes as ``a``."""
    return predicate.value == RDF("type")


def _quoted(text: str) -> str:
    if "\n" in text:
        return f'"""{_IN_TEXT.sub(_escape, text)}"""'
    return f'"{_IN_TEXT.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or _code_point(found)


def _code_point(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04X}"
