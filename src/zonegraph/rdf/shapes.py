"""Validation against the SHACL shapes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from zonegraph.rdf.reading import read_quads
from zonegraph.vocab import LANGUAGES, SH, local_name, shorten

if TYPE_CHECKING:
    import rdflib


@dataclass(frozen=True, slots=True)
class ShapeResult:
    """One result of validating against a shape.

    Attributes
    ----------
    node : str
        IRI of the node that is wrong.
    shape : str
        Short name of the rule: the path that is constrained and the kind of constraint.
    message : str
        What is wrong, in the reader's language.
    value : str
        The offending value, shortened; empty where a value is missing.
    is_warning : bool
        Whether it only warns.
    """

    node: str
    shape: str
    message: str
    value: str
    is_warning: bool


def check_shapes(quads: Iterable[Quad], shapes: Path, language: str = "en") -> list[ShapeResult]:
    """Return what the shapes object to in the union of all graphs, in a stable order.

    Parameters
    ----------
    quads : iterable of Quad
        Ontology and data.
    shapes : Path
        The shapes, in Turtle.
    language : str
        ``"zh"`` or ``"en"``.

    Raises
    ------
    DataError
        If the shapes cannot be read.
    """
    import pyshacl
    import rdflib

    conforms, report, _ = pyshacl.validate(
        _rdflib_graph(quads), shacl_graph=_rdflib_graph(read_quads(shapes))
    )
    if conforms and not isinstance(report, rdflib.Graph):
        return []
    found = report.subjects(rdflib.RDF.type, rdflib.URIRef(SH("ValidationResult")))
    results = {_result(report, node, LANGUAGES[language]) for node in found}
    return sorted(results, key=lambda each: (each.node, each.shape, each.value, each.message))


def _rdflib_graph(quads: Iterable[Quad]) -> rdflib.Graph:
    import rdflib

    triples = {Triple(quad.subject, quad.predicate, quad.object) for quad in quads}
    text = serialize(triples, format=RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=text or b"", format="nt")


def _result(report: rdflib.Graph, node: rdflib.term.Node, language: str) -> ShapeResult:
    import rdflib

    def values(name: str) -> list[rdflib.term.Node]:
        return sorted(report.objects(node, rdflib.URIRef(SH(name))), key=str)

    def text(name: str) -> str:
        return next((shorten(str(value)) for value in values(name)), "")

    spoken = {
        getattr(message, "language", None) or "": str(message)
        for message in values("resultMessage")
    }
    by_language = {tag.lower(): message for tag, message in spoken.items()}
    constraint = local_name(text("sourceConstraintComponent")).removesuffix("ConstraintComponent")
    path = _path(report, values("resultPath"))
    return ShapeResult(
        node=next((str(value) for value in values("focusNode")), ""),
        shape=f"{path} {constraint.split(':')[-1]}".strip(),
        message=by_language.get(language.lower()) or next(iter(spoken.values()), ""),
        value=text("value"),
        is_warning=text("resultSeverity") == "sh:Warning",
    )


def _path(report: rdflib.Graph, paths: list[rdflib.term.Node]) -> str:
    """Return a path as SPARQL writes it: a property, or ``^`` and the property it inverts."""
    import rdflib

    for path in paths:
        if isinstance(path, rdflib.URIRef):
            return shorten(str(path))
        inverted = report.value(path, rdflib.URIRef(SH("inversePath")))
        return f"^{shorten(str(inverted))}" if inverted else ""
    return ""
