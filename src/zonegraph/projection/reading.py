"""One pass over quads: what entities are called, what ties them, and what vouches for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from pyoxigraph import Literal, NamedNode, Quad

from zonegraph import vocab
from zonegraph.model import Evidence, Label, Status
from zonegraph.projection.options import ProjectionOptions


class QuadSource(Protocol):
    """All that a projection of everything asks of a store."""

    def quads(self) -> Iterator[Quad]:
        """Yield every quad."""
        ...


@dataclass(slots=True)
class Reading:
    """What one pass over the quads has gathered."""

    kinds: dict[str, str] = field(default_factory=dict)
    labels: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    aliases: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    provenance: dict[str, dict[str, list[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    edges: dict[tuple[str, str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    ends: dict[str, str] = field(default_factory=dict)

    def label(self, iri: str) -> Label:
        """Return a thing's name in both languages; its local name where it has none."""
        known = self.labels.get(iri, {})
        fallback = vocab.local_name(iri)
        return Label(known.get(vocab.CHINESE, fallback), known.get(vocab.ENGLISH, fallback))


def read(quads: Iterable[Quad]) -> Reading:
    """Gather what entities are called, the edges between them, and the provenance of each."""
    reading = Reading()
    for quad in quads:
        if not isinstance(quad.graph_name, NamedNode) or not isinstance(quad.subject, NamedNode):
            continue
        name, subject = quad.graph_name.value, quad.subject.value
        if name in (vocab.ENTITIES, vocab.ONTOLOGY):
            _read_description(reading, subject, quad)
        elif name == vocab.PROVENANCE:
            value = quad.object
            if isinstance(value, NamedNode | Literal):
                reading.provenance[subject][quad.predicate.value].append(value.value)
        elif isinstance(quad.object, NamedNode) and name in vocab.EV:
            reading.edges[subject, quad.predicate.value, quad.object.value].add(name)
        elif quad.predicate.value == vocab.ZG("endDate") and isinstance(quad.object, Literal):
            reading.ends[subject] = max(quad.object.value, reading.ends.get(subject, ""))
    _read_inferences(reading)
    return reading


def _read_description(reading: Reading, subject: str, quad: Quad) -> None:
    predicate, value = quad.predicate.value, quad.object
    if predicate == vocab.RDF("type") and isinstance(value, NamedNode):
        if subject in vocab.ID and (value.value in vocab.ZG or value.value in vocab.ORG):
            reading.kinds[subject] = vocab.local_name(value.value)
    elif isinstance(value, Literal) and predicate == vocab.RDFS("label") and value.language:
        reading.labels[subject][vocab.canonical_language(value.language)] = value.value
    elif isinstance(value, Literal) and predicate == vocab.SKOS("altLabel"):
        reading.aliases[subject].append(value.value)


def _read_inferences(reading: Reading) -> None:
    for name, facts in reading.provenance.items():
        if vocab.ZG("Inference") in facts.get(vocab.RDF("type"), ()):
            subject, relation, target = (
                facts[vocab.RDF(part)][0] for part in ("subject", "predicate", "object")
            )
            reading.edges[subject, relation, target].add(name)


def evidence_of_graphs(reading: Reading, options: ProjectionOptions) -> dict[str, Evidence]:
    """Map each evidence graph and each inference to the evidence that it is, where it is to be kept."""
    derived = vocab.PROV("wasDerivedFrom")
    found: dict[str, Evidence] = {}
    for name, facts in reading.provenance.items():
        if derived not in facts or vocab.ZG("confidence") not in facts:
            continue
        status = facts.get(vocab.ZG("status"), [vocab.ZG(Status.INFERRED)])[0]
        spans = {
            span
            for source in facts[derived]
            for span in reading.provenance.get(source, {}).get(derived, [source])
        }
        evidence = Evidence(
            graph=name,
            status=Status(vocab.local_name(status)),
            confidence=float(facts[vocab.ZG("confidence")][0]),
            locators=tuple(sorted(span.removeprefix(vocab.SRC.base) for span in spans)),
        )
        if options.keeps_evidence(evidence) and _said_by(reading, spans, options.as_of):
            found[name] = evidence
    return found


def _said_by(reading: Reading, spans: Iterable[str], day: date | None) -> bool:
    """Tell whether the sources of all spans are dated, and none later than a day."""
    if day is None:
        return True
    sources = {
        source
        for span in spans
        for source in reading.provenance.get(span, {}).get(vocab.DCTERMS("isPartOf"), [span])
    }
    dates = [_date_of(reading, source) for source in sources]
    return all(found is not None and found <= day.isoformat() for found in dates)


def _date_of(reading: Reading, source: str) -> str | None:
    """Return the day a source was issued, or the last of the period whose state it reports."""
    said = reading.provenance.get(source, {})
    periods = said.get(vocab.DCTERMS("temporal"), ())
    known = said.get(vocab.DCTERMS("issued")) or [
        reading.ends[period] for period in periods if period in reading.ends
    ]
    return max(known, default=None)
