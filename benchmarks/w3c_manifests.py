"""The manifests of the W3C's SPARQL test suites: what is asked of which data, and what is expected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.term import Node

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
BASE = "http://w3c.example"
EVALUATED = {MF.QueryEvaluationTest, MF.CSVResultFormatTest}
ACCEPTED = {MF.PositiveSyntaxTest, MF.PositiveSyntaxTest11}
REJECTED = {MF.NegativeSyntaxTest, MF.NegativeSyntaxTest11}

_FROM = re.compile(r"\bFROM\s+(NAMED\s+)?<([^>]*)>", re.IGNORECASE)
_GRAPH_FORM = re.compile(r"^\s*(CONSTRUCT|DESCRIBE)\b", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Test:
    """One test.

    Attributes
    ----------
    name : str
        What the manifest calls it.
    kind : URIRef
        One of ``EVALUATED``, ``ACCEPTED`` or ``REJECTED``.
    text : str
        The query, with its base, and with each graph after ``FROM`` in full.
    data : tuple of (Path, str)
        Files, each with the IRI of its graph; nothing for the default graph.
    result : Path or None
        What is expected.
    lax : bool
        Whether a row may come fewer times than expected.
    """

    name: str
    kind: Node
    text: str
    data: tuple[tuple[Path, str], ...]
    result: Path | None
    lax: bool

    @property
    def form(self) -> str:
        """In what its answer is asked: "csv", "tsv", "graph" or "rows"."""
        if self.result is not None and self.result.suffix in {".csv", ".tsv"}:
            return self.result.suffix[1:]
        return "graph" if _GRAPH_FORM.search(self.text) else "rows"


def read_tests(manifest: Path) -> Iterator[Test]:
    """Yield the tests of queries in one manifest; those of entailment and of updates are left out."""
    graph = Graph().parse(manifest, format="turtle", publicID=iri_of(manifest))
    for listed in graph.objects(None, MF.entries):
        for node in graph.items(listed):
            kind = _one(graph, node, RDF.type)
            if kind in EVALUATED | ACCEPTED | REJECTED and _is_of_a_query(graph, node):
                yield _read_test(graph, node, kind)


def iri_of(path: Path) -> str:
    """Return the IRI of a file."""
    return BASE + path.resolve().as_posix()


def _path_of(iri: Node) -> Path:
    return Path(str(iri).removeprefix(BASE))


def _one(graph: Graph, node: Node, name: URIRef) -> Node:
    found = graph.value(node, name)
    assert found is not None, f"{node} has no {name}"
    return found


def _is_of_a_query(graph: Graph, node: Node) -> bool:
    action = graph.value(node, MF.action)
    said = {str(each) for pair in graph.predicate_objects(action) for each in pair}
    return not str(action).endswith(".ru") and not any("entailment" in each for each in said)


def _read_test(graph: Graph, node: Node, kind: Node) -> Test:
    action = _one(graph, node, MF.action)
    query = action if isinstance(action, URIRef) else _one(graph, action, QT.query)
    text = _path_of(query).read_bytes().decode("utf-8-sig")
    result = graph.value(node, MF.result)
    return Test(
        name=str(graph.value(node, MF.name)),
        kind=kind,
        text=f"BASE <{query}>\n" + _FROM.sub(lambda found: _in_full(str(query), found), text),
        data=tuple(sorted(_data(graph, action) or _named_in(str(query), text))),
        result=None if result is None else _path_of(result),
        lax=graph.value(node, MF.resultCardinality) == MF.LaxCardinality,
    )


def _in_full(base: str, found: re.Match[str]) -> str:
    return f"FROM {found[1] or ''}<{urljoin(base, found[2])}>"


def _data(graph: Graph, action: Node) -> list[tuple[Path, str]]:
    files = [(_path_of(each), "") for each in graph.objects(action, QT.data)]
    for each in graph.objects(action, QT.graphData):
        named = each if isinstance(each, URIRef) else _one(graph, each, QT.graph)
        files.append((_path_of(named), str(named)))
    return files


def _named_in(base: str, text: str) -> list[tuple[Path, str]]:
    """Return the files that a query itself names, which some tests leave to the engine to load."""
    graphs = {urljoin(base, found[2]) for found in _FROM.finditer(text)}
    return [(_path_of(URIRef(iri)), iri) for iri in graphs if _path_of(URIRef(iri)).exists()]
