"""Writing Turtle and TriG in one form: the same quads give the same bytes, in an order people can follow."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Literal as OneOf

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    Triple,
)

from zonegraph.rdf.terms import TermWriter, blank, is_type
from zonegraph.vocab import (
    CHINESE,
    ENGLISH,
    OWL,
    PROVENANCE,
    RDF,
    RDFS,
    SKOS,
    XSD,
    canonical_language,
    shorten,
)

Node = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal
Properties = dict[str, list[Term]]

_WIDTH = 100
_INDENT = "    "
_FIRST_PREDICATES = {
    RDF("type"): 0,
    RDFS("label"): 1,
    SKOS("altLabel"): 2,
    SKOS("definition"): 3,
}
_LANGUAGES = {CHINESE: 0, ENGLISH: 1}


def write_canonical(quads: Iterable[Quad], syntax: OneOf["turtle", "trig"]) -> str:
    """Return quads as Turtle or TriG in canonical order.

    Subjects stand in the natural order of their names (``p2`` before ``p10``), the ontology itself
    first; types, labels, aliases and definitions come before other predicates; Chinese comes before
    English. Blank nodes that are used once are nested, lists are written as lists.

    Parameters
    ----------
    quads : iterable of Quad
        What to write; in Turtle the graphs' names are ignored.
    syntax : {"turtle", "trig"}
        The syntax.

    Returns
    -------
    str
        The text, which ends with a line break.

    Examples
    --------
    >>> from pyoxigraph import parse, RdfFormat
    >>> text = '<https://w3id.org/zonegraph/id/b> a <https://w3id.org/zonegraph/ontology#Fund> .'
    >>> print(write_canonical(parse(text, RdfFormat.TURTLE), "turtle"), end="")
    @prefix id: <https://w3id.org/zonegraph/id/> .
    @prefix zg: <https://w3id.org/zonegraph/ontology#> .
    <BLANKLINE>
    id:b a zg:Fund .
    """
    terms = TermWriter()
    graphs: dict[str, list[Quad]] = defaultdict(list)
    for quad in _with_canonical_blanks(quads):
        graph = quad.graph_name
        name = graph.value if syntax == "trig" and isinstance(graph, NamedNode) else ""
        graphs[name].append(quad)
    blocks = [
        _graph_block(name, members, terms)
        for name, members in sorted(graphs.items(), key=lambda item: _graph_order(item[0]))
    ]
    prologue = terms.prologue()
    return (prologue + "\n" if prologue else "") + "\n\n".join(blocks) + "\n"


def _with_canonical_blanks(quads: Iterable[Quad]) -> list[Quad]:
    """Return the distinct quads with blank nodes named as RDF Dataset Canonicalization 1.0 does."""
    distinct = {_pointed(quad) for quad in quads}
    if not any(isinstance(term, BlankNode) for quad in distinct for term in quad):
        return list(distinct)
    dataset = Dataset(distinct)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return list(dataset)


def _pointed(quad: Quad) -> Quad:
    """Give a whole decimal its point before anything is ordered by it: ``510`` becomes ``510.0``."""
    value = quad.object
    if not isinstance(value, Literal) or value.datatype.value != XSD("decimal"):
        return quad
    if re.fullmatch(r"[+-]?[0-9]+", value.value):
        pointed = Literal(f"{value.value}.0", datatype=value.datatype)
        return Quad(quad.subject, quad.predicate, pointed, quad.graph_name)
    return quad


def _graph_order(name: str) -> tuple[int, list[tuple[int, int, str]]]:
    return (0 if not name else 1 if name == PROVENANCE else 2, _natural(shorten(name)))


def _graph_block(name: str, quads: list[Quad], terms: TermWriter) -> str:
    if not name:
        return "\n\n".join(_GraphWriter(quads, terms, depth=0).blocks())
    body = "\n\n".join(_INDENT + block for block in _GraphWriter(quads, terms, depth=1).blocks())
    return f"{terms.iri(NamedNode(name))} {{\n{body}\n}}"


class _GraphWriter:
    """Writes the triples of one graph, whose subjects stand at some depth of indentation."""

    def __init__(self, quads: list[Quad], terms: TermWriter, depth: int) -> None:
        self._terms = terms
        self._depth = depth
        self._subjects: dict[Node, Properties] = defaultdict(lambda: defaultdict(list))
        uses: Counter[BlankNode] = Counter()
        for quad in quads:
            subject, value = quad.subject, quad.object
            if isinstance(subject, Triple) or isinstance(value, Triple):
                raise TypeError(f"Unexpected RDF term: {quad!r}")
            self._subjects[subject][quad.predicate.value].append(value)
            if isinstance(value, BlankNode):
                uses[value] += 1
        once = {node for node in self._subjects if isinstance(node, BlankNode) and uses[node] == 1}
        self._nested = once - _in_cycles(self._subjects)

    def blocks(self) -> list[str]:
        """Return one block of text per subject that is not nested."""
        roots = [node for node in self._subjects if node not in self._nested]
        return [self._block(node) for node in sorted(roots, key=self._subject_order)]

    def _block(self, node: Node) -> str:
        lines = self._predicates(self._subjects[node], self._depth + 1)
        anonymous = isinstance(node, BlankNode) and not self._is_used(node)
        name = "[]" if anonymous else self._node(node)
        return f"{name} {lines} ."

    def _is_used(self, node: BlankNode) -> bool:
        return any(node in values for found in self._subjects.values() for values in found.values())

    def _predicates(self, properties: Mapping[str, list[Term]], depth: int) -> str:
        margin = _INDENT * depth
        ordered = sorted(properties, key=_predicate_order)
        return f" ;\n{margin}".join(
            self._predicate(name) + self._objects(properties[name], depth) for name in ordered
        )

    def _predicate(self, name: str) -> str:
        predicate = NamedNode(name)
        return "a" if is_type(predicate) else self._terms.iri(predicate)

    def _objects(self, objects: list[Term], depth: int) -> str:
        ordered = sorted(objects, key=self._object_order)
        texts = [self._object(term, depth) for term in ordered]
        line = " " + ", ".join(texts)
        if len(texts) == 1 or ("\n" not in line and len(line) < _WIDTH - len(_INDENT) * depth - 20):
            return line
        margin = "\n" + _INDENT * (depth + 1)
        return margin + f",{margin}".join(self._object(term, depth + 1) for term in ordered)

    def _object(self, term: Term, depth: int) -> str:
        if isinstance(term, BlankNode) and term in self._nested:
            items = self._list_items(term)
            if items is not None:
                return self._list([self._object(item, depth + 1) for item in items], depth)
            inner = self._predicates(self._subjects[term], depth + 1)
            return f"[\n{_INDENT * (depth + 1)}{inner}\n{_INDENT * depth}]"
        if term == NamedNode(RDF("nil")):
            return "()"
        if isinstance(term, Literal):
            return self._terms.literal(term)
        return self._node(term)

    def _list(self, items: list[str], depth: int) -> str:
        line = f"( {' '.join(items)} )"
        if len(line) < _WIDTH - 2 * len(_INDENT) * depth:
            return line
        margin = "\n" + _INDENT * (depth + 1)
        return f"({margin}{margin.join(items)}\n{_INDENT * depth})"

    def _node(self, node: Node) -> str:
        return self._terms.iri(node) if isinstance(node, NamedNode) else blank(node)

    def _list_items(self, node: Term) -> list[Term] | None:
        """Return the members of a well-formed list, or None where a node is no such list."""
        items: list[Term] = []
        while node != NamedNode(RDF("nil")):
            if not isinstance(node, BlankNode) or node not in self._nested:
                return None
            properties = self._subjects[node]
            if set(properties) != {RDF("first"), RDF("rest")}:
                return None
            (first, *more), (node, *others) = properties[RDF("first")], properties[RDF("rest")]
            if more or others:
                return None
            items.append(first)
        return items

    def _subject_order(self, node: Node) -> tuple[int, list[tuple[int, int, str]]]:
        types = self._subjects[node].get(RDF("type"), [])
        is_ontology = NamedNode(OWL("Ontology")) in types
        rank = 0 if is_ontology else 2 if isinstance(node, BlankNode) else 1
        name = shorten(node.value) if isinstance(node, NamedNode) else self._shape(node)
        return rank, _natural(name)

    def _object_order(self, term: Term) -> tuple[int, int, list[tuple[int, int, str]]]:
        if isinstance(term, Literal):
            language = canonical_language(term.language) if term.language else ""
            rank = _LANGUAGES.get(language, len(_LANGUAGES))
            return 1, rank, _natural(f"{term.value}\n{language}\n{term.datatype.value}")
        if isinstance(term, NamedNode):
            return 0, 0, _natural(shorten(term.value))
        return 2, 0, _natural(self._shape(term))

    def _shape(self, term: Term) -> str:
        """Return the text of a nested node, to order it by; others go by their canonical label."""
        if isinstance(term, BlankNode) and term in self._nested:
            return self._object(term, 0)
        if isinstance(term, BlankNode) and not self._is_used(term):
            return self._predicates(self._subjects[term], 0)
        return str(term)


def _in_cycles(subjects: Mapping[Node, Properties]) -> set[Node]:
    """Return the blank nodes from which a walk over blank nodes comes back, or never ends in a root."""
    parents: dict[Node, Node] = {
        value: subject
        for subject, properties in subjects.items()
        for values in properties.values()
        for value in values
        if isinstance(value, BlankNode)
    }
    caught: set[Node] = set()
    for start in parents:
        walked: set[Node] = set()
        node = start
        while node in parents and node not in walked:
            walked.add(node)
            node = parents[node]
        if node in walked:
            caught |= walked
    return caught


def _predicate_order(name: str) -> tuple[int, str]:
    return _FIRST_PREDICATES.get(name, len(_FIRST_PREDICATES)), shorten(name)


def _natural(text: str) -> list[tuple[int, int, str]]:
    """Return a key under which numbers inside a text order by value."""
    parts = re.split(r"([0-9]+)", text)
    return [
        (1, int(part), part) if part.isdigit() and part.isascii() else (0, 0, part)
        for part in parts
    ]
