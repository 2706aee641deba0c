"""Rules about terms: nothing outside the ontology, nothing that is no plain name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from zonegraph.model import Violation
from zonegraph.vocab import (
    DCTERMS,
    EV,
    GRAPH,
    ID,
    ORG,
    OWL,
    PROV,
    QUDT,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    SRC,
    VANN,
    ZG,
    shorten,
)

Files = Mapping[Path, list[Quad]]

REUSED = (DCTERMS, ORG, OWL, PROV, QUDT, RDF, RDFS, SCHEMA, SKOS, VANN)
MINTED = (ID, SRC, EV, GRAPH)
SLUG = r"[a-z0-9]+(?:[-/][a-z0-9]+)*"
_SLUG = re.compile(SLUG)


def check_vocabulary(ontology: Files, data: Files) -> Iterator[Violation]:
    """Find terms that no vocabulary declares, and names that are no ASCII slugs.

    Parameters
    ----------
    ontology, data : mapping of Path to list of Quad
        What each file holds.
    """
    declared = declared_terms(ontology)
    for path, quads in (*ontology.items(), *data.items()):
        yield from check_terms(path, quads, declared)


def declared_terms(ontology: Files) -> frozenset[str]:
    """Return every term that the ontology gives a type."""
    return frozenset(
        quad.subject.value
        for quads in ontology.values()
        for quad in quads
        if quad.predicate.value == RDF("type") and isinstance(quad.subject, NamedNode)
    )


def check_terms(
    path: Path, quads: Iterable[Quad], declared: AbstractSet[str]
) -> Iterator[Violation]:
    """Find in one file's quads the terms that nothing declares, and the names that are no slugs."""
    quads = list(quads)
    for term in sorted({iri for quad in quads for iri in _iris(quad)}):
        if term in ZG and term not in declared:
            yield _unknown_term(path, term)
        elif any(term in space and not _is_slug(term, space.base) for space in MINTED):
            yield Violation(
                path,
                0,
                term,
                "slug",
                "the name is not a slug of lower-case ASCII letters, digits and hyphens",
                "rename it, as id:zhongke-luan",
            )
    for predicate in sorted({quad.predicate.value for quad in quads}):
        if predicate not in ZG and not any(predicate in space for space in REUSED):
            yield Violation(
                path,
                0,
                predicate,
                "vocabulary",
                f"{shorten(predicate)} belongs to no vocabulary that zonegraph uses",
                "use a term of the ontology, or declare one in ontology/zonegraph.ttl",
            )


def _unknown_term(path: Path, term: str) -> Violation:
    return Violation(
        path,
        0,
        term,
        "vocabulary",
        f"{shorten(term)} is not in the ontology",
        "correct the spelling, or declare it in ontology/zonegraph.ttl",
    )


def _is_slug(term: str, base: str) -> bool:
    return _SLUG.fullmatch(term[len(base) :]) is not None


def _iris(quad: Quad) -> Iterator[str]:
    for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
        if isinstance(term, NamedNode):
            yield term.value
