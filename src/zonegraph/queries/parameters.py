"""Values for a question's parameters, bound as RDF terms so that no text of a user becomes SPARQL.

A value is first made into a term - an IRI or a literal - by the kind of its parameter. The term,
escaped as SPARQL writes it, then replaces every line ``#VALUES name`` of the question::

    VALUES ?name { <https://w3id.org/zonegraph/id/zhongke-luan> }

A parameter with neither a value nor a default leaves its lines as the comments they are, and its
variable free. Several values bind the variable to each in turn.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from zonegraph import vocab
from zonegraph.errors import QueryError
from zonegraph.model import Label

MARKER = re.compile(r"[ \t]*#VALUES[ \t]+(\w+)[ \t]*")
"""A line at which a parameter is bound."""

Term = NamedNode | Literal

_INTEGER = re.compile(r"[+-]?\d{1,18}")
_DECIMAL = re.compile(r"[+-]?(\d{1,18}(\.\d{0,18})?|\.\d{1,18})")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that a question may be told.

    Attributes
    ----------
    name : str
        Also the name of its variable.
    kind : str
        One of `KINDS`.
    required : bool
        Whether a value must be given.
    default : str or None
        The value when none is given; None leaves the variable free.
    description : Label
        What it is, in both languages.
    """

    name: str
    kind: str
    required: bool
    default: str | None
    description: Label

    def terms(self, value: object, find_entity: Callable[[str], str]) -> tuple[Term, ...]:
        """Return the terms that a value, or each of several values, stands for.

        Parameters
        ----------
        value : object
            Text, a number, an RDF term, or a sequence of these.
        find_entity : callable
            Finds the IRI of an entity by any of its names.

        Raises
        ------
        QueryError
            If a value does not fit the kind.
        UnknownNameError
            If no entity, or more than one, bears the name.
        """
        several = value if isinstance(value, list | tuple | set | frozenset) else [value]
        return tuple(term for each in several for term in self._read(each, find_entity))

    def _read(self, value: object, find_entity: Callable[[str], str]) -> tuple[Term, ...]:
        if isinstance(value, NamedNode | Literal):
            return (value,)
        text = str(value) if self.kind == "string" else str(value).strip()
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise QueryError(f"parameter {self.name}: not valid text", remedy="write it in UTF-8")
        if self.kind == "entity":
            return (NamedNode(find_entity(text)),)
        terms = KINDS[self.kind](text)
        if not terms:
            raise QueryError(
                f"parameter {self.name}: {text!r} does not fit the kind {self.kind!r}",
                remedy=f"write {_EXAMPLES[self.kind]}",
            )
        return terms


def bind(text: str, terms: Mapping[str, Sequence[Term]]) -> str:
    r"""Return a question's text with its marked lines replaced by bindings.

    Parameters
    ----------
    text : str
        The question.
    terms : mapping
        Terms by parameter name; a parameter that is not there leaves its variable free.

    Examples
    --------
    >>> print(bind("SELECT * {\n  #VALUES x\n  ?x ?p ?o }", {"x": [Literal('a"b')]}))
    SELECT * {
      VALUES ?x { "a\"b" }
      ?x ?p ?o }
    """
    return "\n".join(_bind_line(line, terms) for line in text.split("\n"))


def _bind_line(line: str, terms: Mapping[str, Sequence[Term]]) -> str:
    match = MARKER.fullmatch(line)
    if not match or match[1] not in terms:
        return line
    indent = line[: len(line) - len(line.lstrip())]
    values = " ".join(str(term) for term in terms[match[1]])
    return f"{indent}VALUES ?{match[1]} {{ {values} }}"


def _entity(iri: str) -> tuple[Term, ...]:
    return (NamedNode(iri),)


def _string(text: str) -> tuple[Term, ...]:
    return (Literal(text),)


def _name(text: str) -> tuple[Term, ...]:
    return tuple(Literal(text, language=tag) for tag in vocab.LANGUAGES.values())


def _integer(text: str) -> tuple[Term, ...]:
    return (Literal(int(text)),) if _INTEGER.fullmatch(text) else ()


def _decimal(text: str) -> tuple[Term, ...]:
    if not _DECIMAL.fullmatch(text):
        return ()
    return (Literal(format(Decimal(text), "f"), datatype=NamedNode(vocab.XSD("decimal"))),)


def _term(text: str) -> tuple[Term, ...]:
    try:
        return (NamedNode(vocab.expand(text) or (text if "://" in text else vocab.ZG(text))),)
    except ValueError:
        return ()


def _language(text: str) -> tuple[Term, ...]:
    tag = vocab.LANGUAGES.get(text, text)
    return (Literal(tag),) if tag in vocab.LANGUAGES.values() else ()


KINDS: dict[str, Callable[[str], tuple[Term, ...]]] = {
    "entity": _entity,
    "name": _name,
    "string": _string,
    "integer": _integer,
    "decimal": _decimal,
    "term": _term,
    "language": _language,
}
"""The kinds of parameters, each with how its text becomes terms: none where it does not fit.

An entity's IRI is found by any of its names; a ``name`` is a text in either language; a ``term``
is a term of the ontology; a ``language`` is ``zh`` or ``en``.
"""

_EXAMPLES = {
    "integer": "a whole number, as 10",
    "decimal": "a decimal number, as 0.9",
    "term": "a term of the ontology, as zg:anchors",
    "language": "zh or en",
}
