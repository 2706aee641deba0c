"""Rules about terms: nothing outside the ontology, nothing that is no plain name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
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

_REUSED = (DCTERMS, ORG, OWL, PROV, QUDT, RDF, RDFS, SCHEMA, SKOS, VANN)
_MINTED = (ID, SRC, EV, GRAPH)
_SLUG = re.compile(r"[a-z0-9]+(?:[-/][a-z0-9]+)*")


def check_vocabulary(ontology: Files, data: Files) -> Iterator[Violation]:
    """Find terms that no vocabulary declares, and names that are no ASCII slugs.

    Parameters
    ----------
    ontology, data : mapping of Path to list of Quad
        What each file holds.
    """
    declared = {
        quad.subject.value
        for quads in ontology.values()
        for quad in quads
        if quad.predicate.value == RDF("type") and isinstance(quad.subject, NamedNode)
    }
    for path, quads in (*ontology.items(), *data.items()):
        for term in sorted({iri for quad in quads for iri in _iris(quad)}):
            if term in ZG and term not in declared:
                yield _unknown_term(path, term)
            elif any(term in space and not _is_slug(term, space.base) for space in _MINTED):
                yield Violation(
                    path,
                    0,
                    term,
                    "slug",
                    "the name is not a slug of lower-case ASCII letters, digits and hyphens",
                    "rename it, as id:zhongke-luan",
                )
        for predicate in sorted({quad.predicate.value for quad in quads}):
            if predicate not in ZG and not any(predicate in space for space in _REUSED):
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
