"""What the endpoint says of itself, in RDF: the service (SPARQL 1.1 SD) and the dataset (VoID)."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple, serialize

from zonegraph.store.directory import Manifest
from zonegraph.vocab import CC, DCTERMS, FORMATS, ID, RDF, SD, VOID, XSD, ZG
from zonegraph.web.negotiation import GRAPHS

_RESULT_FORMATS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "JSON-LD", "RDF_XML"),
)
_GRAPH_FORMATS = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML")
_TITLES = {
    "en": "zonegraph: the innovation ecosystem of high-tech zones, each fact with its source",
    "zh-Hans": "zonegraph：高新区创新生态知识图谱，每一事实皆有出处",
}


def describe(address: str, manifest: Manifest, media_type: str) -> bytes:
    """Return the description of the service and of its dataset.

    Parameters
    ----------
    address : str
        Where the server is, without a slash at the end.
    manifest : Manifest
        What the store says of itself.
    media_type : str
        One of `zonegraph.web.negotiation.GRAPHS`.
    """
    written = serialize(_triples(address, manifest), format=GRAPHS[media_type])
    return written or b""


def _triples(address: str, manifest: Manifest) -> Iterator[Triple]:
    endpoint, service = NamedNode(f"{address}/sparql"), NamedNode(f"{address}/sparql#service")
    dataset, default = NamedNode(f"{address}/.well-known/void#dataset"), BlankNode("default")
    type_ = NamedNode(RDF("type"))
    yield Triple(service, type_, NamedNode(SD("Service")))
    yield Triple(service, NamedNode(SD("endpoint")), endpoint)
    yield Triple(service, NamedNode(SD("supportedLanguage")), NamedNode(SD("SPARQL11Query")))
    for name in _RESULT_FORMATS:
        yield Triple(service, NamedNode(SD("resultFormat")), NamedNode(FORMATS(name)))
    yield Triple(service, NamedNode(SD("defaultDataset")), dataset)
    yield Triple(dataset, type_, NamedNode(SD("Dataset")))
    yield Triple(dataset, type_, NamedNode(VOID("Dataset")))
    yield Triple(dataset, NamedNode(SD("defaultGraph")), default)
    yield Triple(default, type_, NamedNode(SD("Graph")))
    for language, title in _TITLES.items():
        yield Triple(dataset, NamedNode(DCTERMS("title")), Literal(title, language=language))
    yield Triple(dataset, NamedNode(DCTERMS("license")), NamedNode(CC("by/4.0/")))
    yield Triple(dataset, NamedNode(VOID("sparqlEndpoint")), endpoint)
    yield Triple(dataset, NamedNode(VOID("uriSpace")), Literal(ID.base))
    yield Triple(dataset, NamedNode(VOID("vocabulary")), NamedNode(ZG.base.rstrip("#")))
    yield Triple(dataset, NamedNode(VOID("triples")), _count(manifest.counts.facts))
    for name in _GRAPH_FORMATS:
        yield Triple(dataset, NamedNode(VOID("feature")), NamedNode(FORMATS(name)))


def _count(number: int) -> Literal:
    return Literal(str(number), datatype=NamedNode(XSD("integer")))
