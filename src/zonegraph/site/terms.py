"""The ontology as a reader sees it: classes, properties, individuals and concept schemes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode

from zonegraph import vocab
from zonegraph.model import Label
from zonegraph.rdf.reading import read_quads
from zonegraph.workspace import bundled


@dataclass
class Term:
    """What the ontology says of one term, by predicate."""

    iri: str
    texts: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    links: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @property
    def name(self) -> str:
        """The term as a prefixed name."""
        return vocab.shorten(self.iri)

    @property
    def anchor(self) -> str:
        """Where the page holds it."""
        return vocab.local_name(self.iri)

    @property
    def label(self) -> Label:
        """Its name in both languages."""
        return self._both("rdfs:label")

    @property
    def definition(self) -> Label:
        """What it means, in both languages."""
        return self._both("skos:definition")

    @property
    def title(self) -> Label:
        """Its title in both languages."""
        return self._both("dcterms:title")

    @property
    def description(self) -> Label:
        """Its description in both languages."""
        return self._both("dcterms:description")

    @property
    def note(self) -> Label:
        """What else a user of it should know."""
        return self._both("skos:scopeNote")

    def _both(self, predicate: str) -> Label:
        texts = self.texts[predicate]
        return Label(texts.get(vocab.CHINESE, ""), texts.get(vocab.ENGLISH, ""))


def read_terms(paths: list[Path]) -> dict[str, Term]:
    """Return every named subject of the files, by IRI, in the order of their names."""
    terms: dict[str, Term] = {}
    for path in paths:
        for quad in read_quads(path):
            if not isinstance(quad.subject, NamedNode):
                continue
            term = terms.setdefault(quad.subject.value, Term(quad.subject.value))
            predicate, value = vocab.shorten(quad.predicate.value), quad.object
            if isinstance(value, Literal):
                language = vocab.canonical_language(value.language or "en")
                term.texts[predicate][language] = value.value
            elif isinstance(value, NamedNode):
                term.links[predicate].append(vocab.shorten(value.value))
    for term in terms.values():
        for values in term.links.values():
            values.sort()
    return dict(sorted(terms.items(), key=lambda item: item[1].name.lower()))


def of_type(terms: dict[str, Term], *types: str) -> list[Term]:
    """Return the terms of zonegraph's own that have one of the types."""
    return [
        term
        for term in terms.values()
        if term.iri in vocab.ZG and set(types) & set(term.links["rdf:type"])
    ]


def schemes(terms: dict[str, Term]) -> list[tuple[Term, list[Term]]]:
    """Return each concept scheme with its concepts."""
    found = [term for term in terms.values() if "skos:ConceptScheme" in term.links["rdf:type"]]
    return [
        (each, [term for term in terms.values() if each.name in term.links["skos:inScheme"]])
        for each in found
    ]


def vocabulary() -> dict[str, Any]:
    """Return what a page of the ontology shows, of the files that come with zonegraph.

    Examples
    --------
    >>> [term.name for term in vocabulary()["classes"]][:2]
    ['zg:AdministrativeArea', 'zg:Agent']
    """
    terms = read_terms(bundled().ontology_files())
    classes = of_type(terms, "owl:Class")
    kinds = {term.name for term in classes}
    return {
        "ontology": terms[vocab.ZG.base.rstrip("#")],
        "classes": classes,
        "object_properties": of_type(terms, "owl:ObjectProperty"),
        "datatype_properties": of_type(terms, "owl:DatatypeProperty"),
        "individuals": [t for t in of_type(terms, *kinds, "qudt:Unit") if t.name not in kinds],
        "schemes": schemes(terms),
    }
