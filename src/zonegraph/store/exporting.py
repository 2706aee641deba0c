"""Writing a graph as RDF, in the same bytes whenever the graph is the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import BinaryIO

import pyoxigraph
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    Quad,
    RdfFormat,
)

from zonegraph.rdf.writing import write_canonical
from zonegraph.store.base import Store
from zonegraph.vocab import canonical_language

_LANGUAGE = re.compile(rb'(?<="@language":")[a-zA-Z0-9-]+(?=")')


class Part(StrEnum):
    """Which graphs of a store are written."""

    NAMED = "named"
    """Who says what: each fact in the graph of every span that says it."""
    DEFAULT = "default"
    """What is known: each distinct triple once, without its source."""
    ALL = "all"
    """Both, so that another engine answers the same questions."""


def select(store: Store, part: Part) -> list[Quad]:
    """Return the quads of one part of a store, in an order that depends on nothing but themselves.

    Blank nodes are relabelled by RDFC-1.0, because engines label them as they please.
    """
    if part == Part.DEFAULT:
        quads = list(store.quads(graph=DefaultGraph()))
    else:
        quads = [
            quad
            for quad in store.quads()
            if part == Part.ALL or not isinstance(quad.graph_name, DefaultGraph)
        ]
    return sorted(_with_canonical_blank_nodes(quads), key=_order)


def write_nquads(quads: Iterable[Quad], file: BinaryIO) -> None:
    r"""Write quads as N-Quads, one a line and the lines in order.

    Examples
    --------
    >>> import io
    >>> from pyoxigraph import NamedNode
    >>> file = io.BytesIO()
    >>> zone, label = NamedNode("http://example.org/zone"), NamedNode("http://example.org/label")
    >>> write_nquads([Quad(zone, label, Literal("Zone", language="en-gb"))], file)
    >>> file.getvalue()
    b'<http://example.org/zone> <http://example.org/label> "Zone"@en-GB .\n'
    """
    file.writelines(line.encode() for line in sorted(map(_nquads_line, quads)))


def write_trig(quads: Iterable[Quad], file: BinaryIO) -> None:
    """Write quads as TriG, in the form that the data files have."""
    file.write(write_canonical(quads, "trig").encode())


def write_turtle(quads: Iterable[Quad], file: BinaryIO) -> None:
    """Write the quads' triples as Turtle, which knows no graphs, in the form of the data files."""
    triples = (Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    file.write(write_canonical(triples, "turtle").encode())


def write_jsonld(quads: Iterable[Quad], file: BinaryIO) -> None:
    """Write quads as expanded JSON-LD, which needs no context, remote or other."""
    text = pyoxigraph.serialize(sorted(quads, key=_order), format=RdfFormat.JSON_LD)
    # Within a JSON string every quotation mark is escaped: only the key itself can match.
    file.write(_LANGUAGE.sub(_recased, text or b"") + b"\n")


def _recased(found: re.Match[bytes]) -> bytes:
    return canonical_language(found[0].decode()).encode()


def _with_canonical_blank_nodes(quads: list[Quad]) -> Iterable[Quad]:
    if not any(isinstance(term, BlankNode) for quad in quads for term in quad):
        return quads
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def _order(quad: Quad) -> tuple[str, ...]:
    graph = "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name)
    return graph, str(quad.subject), str(quad.predicate), str(quad.object)


def _nquads_line(quad: Quad) -> str:
    terms = [str(quad.subject), str(quad.predicate), _object(quad.object)]
    if not isinstance(quad.graph_name, DefaultGraph):
        terms.append(str(quad.graph_name))
    return " ".join([*terms, ".\n"])


def _object(term: object) -> str:
    if isinstance(term, Literal) and term.language and not term.direction:
        return f"{Literal(term.value)}@{canonical_language(term.language)}"
    return str(term)
