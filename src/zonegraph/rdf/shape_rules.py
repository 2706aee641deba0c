"""The shapes as functions: the same verdicts as a SHACL engine, one focus node at a time.

Read from the shapes file, so that there is one statement of each rule. It knows the part of SHACL Core
that the shapes use; a shape that says more is refused, never skipped.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from zonegraph.errors import DataError
from zonegraph.rdf.reading import read_quads
from zonegraph.rdf.shapes import ShapeResult
from zonegraph.vocab import LANGUAGES, RDF, SH, XSD, shorten

Term = NamedNode | BlankNode | Literal | Triple
Properties = Mapping[str, Sequence[Term]]


class Surroundings(Protocol):
    """What a shape may ask beyond the properties of its focus node."""

    def classes(self, term: Term) -> frozenset[str]:
        """Return the classes of a node, wider ones included."""
        ...

    def subjects(self, predicate: str, term: Term) -> int:
        """Count the nodes that have a term as value of a predicate."""
        ...


Check = Callable[[Term, Properties, Surroundings], bool]
"""Whether a value is as it should be; it is told the focus node's properties, too."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """What one shape asks of the focus node, or of its values along one path."""

    path: str
    inverse: bool
    least: int
    most: float
    unique: bool
    checks: tuple[tuple[str, Check], ...]
    message: str
    is_warning: bool

    def complaints(
        self, node: Term, properties: Properties, around: Surroundings
    ) -> Iterator[tuple[str, str]]:
        """Yield each constraint that is not kept, with the value that does not keep it."""
        values = [node] if not self.path else () if self.inverse else properties.get(self.path, ())
        number = around.subjects(self.path, node) if self.inverse else len(values)
        if number < self.least:
            yield "MinCount", ""
        if number > self.most:
            yield "MaxCount", ""
        if self.unique and _repeats_a_language(values):
            yield "UniqueLang", ""
        for kind, check in self.checks:
            for value in values:
                if not check(value, properties, around):
                    yield kind, shorten(text_of(value))

    @property
    def shown_path(self) -> str:
        """The path as a complaint shows it."""
        return f"^{shorten(self.path)}" if self.inverse else shorten(self.path)


@dataclass(frozen=True, slots=True)
class _Plan:
    """The rules that apply to nodes of some classes: what always, and what for a predicate."""

    always: tuple[_Rule, ...]
    of: Mapping[str, tuple[_Rule, ...]]


class ShapeRules:
    """Judges focus nodes.

    Parameters
    ----------
    shapes : Path
        The shapes, in Turtle.
    language : str, optional
        Language of the messages.
    warnings : bool, optional
        Whether to judge by shapes that only warn as well.

    Raises
    ------
    DataError
        If the shapes cannot be read, or say something that is not known here.
    """

    def __init__(self, shapes: Path, language: str = "en", *, warnings: bool = True) -> None:
        reader = _Reader(shapes, LANGUAGES[language])
        self._of_class: dict[str, list[_Rule]] = defaultdict(list)
        self._of_predicate: dict[str, list[_Rule]] = defaultdict(list)
        for shape in reader.targets():
            rules = [rule for rule in reader.rules(shape) if warnings or not rule.is_warning]
            for target in reader.values(shape, "targetClass"):
                self._of_class[text_of(target)] += rules
            for target in reader.values(shape, "targetSubjectsOf"):
                self._of_predicate[text_of(target)] += rules
        self._plans: dict[frozenset[str], _Plan] = {}

    def judge(
        self, node: Term, properties: Properties, around: Surroundings
    ) -> Iterator[ShapeResult]:
        """Yield what the shapes object to in one node.

        Parameters
        ----------
        node : Term
            The node.
        properties : mapping of str to sequence of Term
            Its values in the union of all graphs.
        around : Surroundings
            What else there is.
        """
        plan = self._plan(around.classes(node))
        for rule in _applicable(plan, self._of_predicate, properties):
            for kind, value in rule.complaints(node, properties, around):
                shape = f"{rule.shown_path} {kind}".strip()
                yield ShapeResult(text_of(node), shape, rule.message, value, rule.is_warning)

    def _plan(self, classes: frozenset[str]) -> _Plan:
        if classes not in self._plans:
            rules = [rule for name in sorted(classes) for rule in self._of_class.get(name, ())]
            of: dict[str, list[_Rule]] = defaultdict(list)
            for rule in rules:
                if rule.path and not rule.inverse and not rule.least:
                    of[rule.path].append(rule)
            always = (rule for rule in rules if not rule.path or rule.inverse or rule.least)
            self._plans[classes] = _Plan(tuple(always), {path: tuple(of[path]) for path in of})
        return self._plans[classes]


def _applicable(
    plan: _Plan, of_predicate: Mapping[str, list[_Rule]], properties: Properties
) -> Iterator[_Rule]:
    yield from plan.always
    for predicate in properties:
        yield from plan.of.get(predicate, ())
        yield from of_predicate.get(predicate, ())


class _Reader:
    """Reads a shapes file into rules."""

    _SILENT = frozenset(
        map(SH, ("path", "property", "message", "severity", "targetClass", "targetSubjectsOf"))
    ) | {RDF("type")}
    _COUNTS = frozenset(map(SH, ("minCount", "maxCount", "uniqueLang")))

    def __init__(self, path: Path, language: str) -> None:
        self._file = path
        self._language = language.lower()
        self._facts: dict[Term, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for quad in read_quads(path):
            self._facts[quad.subject][quad.predicate.value].append(quad.object)

    def targets(self) -> list[Term]:
        """Return the shapes that have a target."""
        asked = (SH("targetClass"), SH("targetSubjectsOf"))
        other = (SH("targetNode"), SH("targetObjectsOf"), SH("target"))
        for facts in self._facts.values():
            for name in other:
                if name in facts:
                    raise self._unknown(name)
        return [node for node, facts in self._facts.items() if any(map(facts.__contains__, asked))]

    def values(self, shape: Term, name: str) -> list[Term]:
        """Return the values of one of SHACL's properties."""
        return self._facts[shape].get(SH(name), [])

    def rules(self, shape: Term) -> Iterator[_Rule]:
        """Yield the rules of a node shape: its own, and one for each of its properties."""
        yield self._rule(shape, "", inverse=False)
        for part in self.values(shape, "property"):
            (path,) = self.values(part, "path")
            (inverted,) = self.values(path, "inversePath") or (None,)
            if inverted is None and not isinstance(path, NamedNode):
                raise self._unknown("path")
            yield self._rule(part, text_of(inverted or path), inverse=inverted is not None)

    def _rule(self, shape: Term, path: str, *, inverse: bool) -> _Rule:
        messages = {
            (each.language or "").lower(): each.value
            for each in self.values(shape, "message")
            if isinstance(each, Literal)
        }
        checks = tuple(self._checks(shape))
        if inverse and checks:
            raise self._unknown("inversePath with a constraint on values")
        return _Rule(
            path,
            inverse,
            least=int(self._number(shape, "minCount", 0)),
            most=self._number(shape, "maxCount", float("inf")),
            unique=any(text_of(each) == "true" for each in self.values(shape, "uniqueLang")),
            checks=checks,
            message=messages.get(self._language) or next(iter(messages.values()), ""),
            is_warning=NamedNode(SH("Warning")) in self.values(shape, "severity"),
        )

    def _number(self, shape: Term, name: str, otherwise: float) -> float:
        return next((float(text_of(each)) for each in self.values(shape, name)), otherwise)

    def _checks(self, shape: Term) -> Iterator[tuple[str, Check]]:
        for predicate, values in self._facts[shape].items():
            if predicate in self._SILENT or predicate in self._COUNTS:
                continue
            name = predicate.removeprefix(SH.base)
            for value in values:
                if name == "or":
                    check = self._any_of(value)
                elif name in {"in", "languageIn"}:
                    check = _CHECKS[name](frozenset(self._list(value)))
                elif name in _CHECKS:
                    check = _CHECKS[name](value)
                else:
                    raise self._unknown(name)
                yield name[0].upper() + name[1:], check

    def _any_of(self, value: Term) -> Check:
        alternatives = [tuple(self.rules(each)) for each in self._list(value)]

        def conforms(node: Term, properties: Properties, around: Surroundings) -> bool:
            return any(
                not any(any(rule.complaints(node, properties, around)) for rule in rules)
                for rules in alternatives
            )

        return conforms

    def _list(self, node: Term) -> Iterator[Term]:
        while node != NamedNode(RDF("nil")):
            yield self._facts[node][RDF("first")][0]
            node = self._facts[node][RDF("rest")][0]

    def _unknown(self, name: str) -> DataError:
        what = f"sh:{name.removeprefix(SH.base)} is more than zonegraph knows of SHACL"
        return DataError(what, self._file, remedy="say it with the constraints used there")


def text_of(term: Term) -> str:
    """Return the IRI, the label or the text of a term."""
    return str(term) if isinstance(term, Triple) else term.value


def properties_of(quads: Iterable[Quad]) -> dict[str, list[Term]]:
    """Return the distinct values of one node by predicate."""
    found: dict[str, dict[Term, None]] = defaultdict(dict)
    for quad in quads:
        found[quad.predicate.value][quad.object] = None
    return {predicate: list(values) for predicate, values in found.items()}


def _repeats_a_language(values: Iterable[Term]) -> bool:
    languages = [each.language for each in values if isinstance(each, Literal) and each.language]
    return len(languages) > len({language.lower() for language in languages})


def _class(wanted: Term) -> Check:
    return lambda value, _, around: text_of(wanted) in around.classes(value)


def _node_kind(wanted: Term) -> Check:
    kinds = {"IRI": NamedNode, "Literal": Literal, "BlankNode": BlankNode}
    kind = kinds[text_of(wanted).removeprefix(SH.base)]
    return lambda value, _, __: isinstance(value, kind)


def _datatype(wanted: Term) -> Check:
    name = text_of(wanted)

    def is_of(value: Term, _: Properties, __: Surroundings) -> bool:
        return (
            isinstance(value, Literal)
            and value.datatype.value == name
            and (name not in _FORMS or _comparable(value) is not None)
        )

    return is_of


def _in(members: frozenset[Term]) -> Check:
    return lambda value, _, __: value in members


def _language_in(members: frozenset[Term]) -> Check:
    wanted = {text_of(each).lower() for each in members}

    def is_in(value: Term, _: Properties, __: Surroundings) -> bool:
        language = value.language.lower() if isinstance(value, Literal) and value.language else ""
        return bool({language, language.split("-")[0]} & wanted)

    return is_in


def _pattern(wanted: Term) -> Check:
    expression = re.compile(text_of(wanted))
    return lambda value, _, __: (
        not isinstance(value, BlankNode) and expression.search(text_of(value)) is not None
    )


def _min_length(wanted: Term) -> Check:
    least = int(text_of(wanted))
    return lambda value, _, __: not isinstance(value, BlankNode) and len(text_of(value)) >= least


def _bound(sign: int, wanted: Term) -> Check:
    limit = _comparable(wanted)

    def is_within(value: Term, _: Properties, __: Surroundings) -> bool:
        return (
            _ordered(limit, _comparable(value)) if sign > 0 else _ordered(_comparable(value), limit)
        )

    return is_within


def _at_most(wanted: Term) -> Check:
    def is_below(value: Term, properties: Properties, _: Surroundings) -> bool:
        others = properties.get(text_of(wanted), ())
        return all(_ordered(_comparable(value), _comparable(other)) for other in others)

    return is_below


def _ordered(first: Decimal | date | None, second: Decimal | date | None) -> bool:
    if isinstance(first, Decimal) and isinstance(second, Decimal):
        return first <= second
    return isinstance(first, date) and isinstance(second, date) and first <= second


def _comparable(term: Term) -> Decimal | date | None:
    """Return the value of a number or a day, or None where a literal is ill-formed or neither."""
    if not isinstance(term, Literal):
        return None
    form = _FORMS.get(term.datatype.value)
    if form is None or not form.fullmatch(term.value):
        return None
    try:
        if term.datatype.value == XSD("date"):
            return date.fromisoformat(term.value[:10])
        return Decimal(term.value)
    except (ValueError, InvalidOperation):
        return None


_FORMS = {
    XSD("integer"): re.compile(r"[+-]?[0-9]+"),
    XSD("decimal"): re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"),
    XSD("date"): re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:Z|[+-][0-9]{2}:[0-9]{2})?"),
}
_CHECKS: dict[str, Callable[..., Check]] = {
    "class": _class,
    "nodeKind": _node_kind,
    "datatype": _datatype,
    "in": _in,
    "languageIn": _language_in,
    "pattern": _pattern,
    "minLength": _min_length,
    "minInclusive": partial(_bound, 1),
    "maxInclusive": partial(_bound, -1),
    "lessThanOrEquals": _at_most,
}
