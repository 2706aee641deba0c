"""Every IRI that zonegraph spells: namespaces, prefixes, graphs, terms."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Namespace:
    """A namespace that makes IRIs of its names.

    Parameters
    ----------
    base : str
        The IRI that every name is appended to.

    Examples
    --------
    >>> ID("zhongke-luan")
    'https://w3id.org/zonegraph/id/zhongke-luan'
    """

    base: str

    def __call__(self, name: str) -> str:
        """Return the IRI of a name."""
        return self.base + name

    def __contains__(self, iri: str) -> bool:
        return iri.startswith(self.base)


ZG = Namespace("https://w3id.org/zonegraph/ontology#")
ID = Namespace("https://w3id.org/zonegraph/id/")
SRC = Namespace("https://w3id.org/zonegraph/source/")
EV = Namespace("https://w3id.org/zonegraph/evidence/")
GRAPH = Namespace("https://w3id.org/zonegraph/graph/")
DCTERMS = Namespace("http://purl.org/dc/terms/")
ORG = Namespace("http://www.w3.org/ns/org#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
PROV = Namespace("http://www.w3.org/ns/prov#")
QUDT = Namespace("http://qudt.org/schema/qudt/")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SCHEMA = Namespace("https://schema.org/")
SH = Namespace("http://www.w3.org/ns/shacl#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
UNIT = Namespace("http://qudt.org/vocab/unit/")
VANN = Namespace("http://purl.org/vocab/vann/")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = Namespace("http://rdfs.org/ns/void#")
CC = Namespace("https://creativecommons.org/licenses/")

PREFIXES: dict[str, Namespace] = {
    "dcterms": DCTERMS,
    "ev": EV,
    "graph": GRAPH,
    "id": ID,
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "qudt": QUDT,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "sh": SH,
    "skos": SKOS,
    "src": SRC,
    "unit": UNIT,
    "vann": VANN,
    "xsd": XSD,
    "zg": ZG,
}
"""Prefix to namespace, in the order in which files declare them."""

ENTITIES = GRAPH("entities")
PROVENANCE = GRAPH("provenance")
ONTOLOGY = GRAPH("ontology")
KNOWN = GRAPH("known")
"""On a server whose default graph is the union of all graphs, what we know, each triple once."""
PUBLICATION = GRAPH("publication")
"""On a server, whether what was published there is whole."""
ROW = "urn:zonegraph:row"
"""A row of an answer, where rows are kept as triples."""
INFERRED = Namespace(GRAPH("inferred/"))

CHINESE = "zh-Hans"
ENGLISH = "en"
LANGUAGES = {"zh": CHINESE, "en": ENGLISH}
"""The languages a reader can choose, each with the tag its labels carry."""

_LOCAL_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*(?:/[A-Za-z0-9_][A-Za-z0-9_-]*)*")


def shorten(iri: str) -> str:
    """Return an IRI as prefix and local name, or unchanged where no prefix fits.

    Parameters
    ----------
    iri : str
        An absolute IRI.

    Returns
    -------
    str
        For display only: a local name may hold an unescaped slash.

    Examples
    --------
    >>> shorten("https://w3id.org/zonegraph/evidence/changzhi-2021/p16-s2")
    'ev:changzhi-2021/p16-s2'
    >>> shorten("https://example.org/a b")
    'https://example.org/a b'
    """
    for prefix, namespace in PREFIXES.items():
        if iri in namespace and _LOCAL_NAME.fullmatch(iri[len(namespace.base) :]):
            return f"{prefix}:{iri[len(namespace.base) :]}"
    return iri


def expand(name: str) -> str | None:
    """Return the IRI of a shortened name, or None where its prefix is not ours.

    Parameters
    ----------
    name : str
        A prefix, a colon and a local name.

    Examples
    --------
    >>> expand("zg:anchors")
    'https://w3id.org/zonegraph/ontology#anchors'
    >>> expand("nothing:here") is None
    True
    """
    prefix, colon, local = name.partition(":")
    namespace = PREFIXES.get(prefix)
    return namespace(local) if colon and namespace else None


def local_name(iri: str) -> str:
    """Return the last part of an IRI, after its last slash or hash.

    Examples
    --------
    >>> local_name("https://w3id.org/zonegraph/ontology#anchors")
    'anchors'
    """
    return re.split(r"[/#]", iri)[-1]


def canonical_language(tag: str) -> str:
    """Return a language tag in the case RFC 5646 (section 2.1.1) recommends.

    Engines hand tags back in lower case; what is written should read as people write it.

    Examples
    --------
    >>> canonical_language("zh-hans"), canonical_language("EN-gb")
    ('zh-Hans', 'en-GB')
    """
    first, *rest = tag.lower().split("-")
    cased = {2: str.upper, 4: str.title}
    return "-".join([first, *(cased.get(len(part), str.lower)(part) for part in rest)])
