"""Answers of SPARQL queries made comparable: same rows or triples, whatever blank nodes are called."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyoxigraph
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
)
from w3c_manifests import iri_of

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_ROW = "urn:row:"
_FORMATS = {
    ".srx": QueryResultsFormat.XML,
    ".srj": QueryResultsFormat.JSON,
    ".tsv": QueryResultsFormat.TSV,
}
_GRAPHS = {".ttl": RdfFormat.TURTLE, ".rdf": RdfFormat.RDF_XML, ".nt": RdfFormat.N_TRIPLES}

Term = NamedNode | BlankNode | Literal | Triple
Comparable = bool | frozenset[str]


def of_rows(
    rows: Iterable[Mapping[str, Term]], ordered: bool = False, lax: bool = False
) -> Comparable:
    """Return rows as a canonical graph, each of them a node; where order counts, with its place."""
    store = pyoxigraph.Store()
    kept = list({repr(sorted(r.items())): r for r in rows}.values()) if lax else list(rows)
    for number, row in enumerate(kept):
        node = BlankNode()
        place = Literal(number if ordered else 0)
        store.add(Quad(node, NamedNode(_ROW), place))
        for name, term in row.items():
            store.add(Quad(node, NamedNode(_ROW + name), term))
    return _canonical(store)


def of_solutions(results: QuerySolutions | QueryBoolean, ordered: bool, lax: bool) -> Comparable:
    """Return what a query answers."""
    if isinstance(results, QueryBoolean):
        return bool(results)
    names = [variable.value for variable in results.variables]
    rows = [{n: t for n in names if (t := solution[n]) is not None} for solution in results]
    return of_rows(rows, ordered, lax)


def of_triples(triples: Iterable[Triple]) -> Comparable:
    """Return what CONSTRUCT or DESCRIBE answers."""
    store = pyoxigraph.Store()
    for triple in triples:
        store.add(Quad(triple.subject, triple.predicate, triple.object))
    return _canonical(store)


def of_csv(text: str) -> Comparable:
    """Return CSV's rows, whose columns may come in any order; it has no types, so a number is a number."""
    return of_rows(
        {name: _of_cell(cell) for name, cell in row.items() if cell}
        for row in csv.DictReader(io.StringIO(text, newline=""))
    )


def _of_cell(cell: str) -> Term:
    if cell.startswith("_:"):
        return BlankNode(cell[2:])
    try:
        return Literal(float(cell))
    except ValueError:
        return Literal(cell)


def _canonical(store: pyoxigraph.Store) -> Comparable:
    """Read back what the store keeps, in which 1.0 and 1 are one number, and name blank nodes anew."""
    dataset = Dataset(store)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(map(str, dataset))


def read_expected(path: Path, form: str, lax: bool) -> tuple[Comparable, bool]:
    """Return what a file of the suite expects, and whether the order of rows counts."""
    if form == "csv":
        return of_csv(path.read_text(encoding="utf-8")), False
    if path.suffix in _FORMATS:
        results = pyoxigraph.parse_query_results(path.read_bytes(), _FORMATS[path.suffix])
        return of_solutions(results, False, lax), False
    store = pyoxigraph.Store()
    store.load(path=str(path), format=_GRAPHS[path.suffix], base_iri=iri_of(path))
    if form == "graph":
        return _canonical(store), False
    return _read_set(store, lax)


def _read_set(store: pyoxigraph.Store, lax: bool) -> tuple[Comparable, bool]:
    """Read an answer that is told in RDF."""
    truth = next(store.quads_for_pattern(None, NamedNode(RS + "boolean"), None), None)
    if truth is not None:
        return truth.object == Literal(True), False
    places: list[int] = []
    rows: list[Mapping[str, Term]] = []
    for quad in store.quads_for_pattern(None, NamedNode(RS + "solution"), None):
        assert isinstance(quad.object, BlankNode | NamedNode)
        index = _one(store, quad.object, "index")
        places.append(int(index.value) if isinstance(index, Literal) else 0)
        rows.append(_read_row(store, quad.object))
    ordered = any(places)
    in_place = [row for _, row in sorted(zip(places, rows, strict=True), key=lambda pair: pair[0])]
    return of_rows(in_place, ordered, lax), ordered


def _read_row(store: pyoxigraph.Store, solution: BlankNode | NamedNode) -> Mapping[str, Term]:
    row: dict[str, Term] = {}
    for quad in store.quads_for_pattern(solution, NamedNode(RS + "binding"), None):
        assert isinstance(quad.object, BlankNode | NamedNode)
        name, value = _one(store, quad.object, "variable"), _one(store, quad.object, "value")
        assert isinstance(name, Literal)
        assert value is not None
        row[name.value] = value
    return row


def _one(store: pyoxigraph.Store, node: BlankNode | NamedNode, name: str) -> Term | None:
    found = next(store.quads_for_pattern(node, NamedNode(RS + name), None), None)
    return None if found is None else found.object
