"""The graph as network science sees it: entities as nodes, relations as edges with evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

import networkx as nx
from pyoxigraph import Literal, NamedNode, Quad

from zonegraph import vocab
from zonegraph.model import Evidence, Label, Status

STATISTICAL_KINDS = frozenset({"Observation", "Indicator", "Period", "DataIssue", "IssueKind"})
"""Kinds that describe figures rather than the ecosystem, left out of a network unless asked for."""


@dataclass(frozen=True, slots=True)
class ProjectionOptions:
    """What a network shows of the graph.

    Attributes
    ----------
    relations : frozenset of str or None
        Local names of the relations to keep, as ``"builtFor"``; None keeps all.
    kinds : frozenset of str or None
        Kinds of entities to keep, as ``"Enterprise"``; None keeps all but the statistical ones.
    statuses : frozenset of Status
        Statuses of the facts to keep.
    min_confidence : float
        Lowest confidence of the facts to keep, 0 to 1.
    """

    relations: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    statuses: frozenset[Status] = frozenset(Status)
    min_confidence: float = 0.0

    def keeps_kind(self, kind: str) -> bool:
        """Tell whether an entity of this kind belongs in the network."""
        return kind not in STATISTICAL_KINDS if self.kinds is None else kind in self.kinds

    def keeps_relation(self, relation: str) -> bool:
        """Tell whether an edge of this relation belongs in the network."""
        return self.relations is None or relation in self.relations

    def keeps_evidence(self, evidence: Evidence) -> bool:
        """Tell whether a fact may stand on this evidence."""
        return evidence.status in self.statuses and evidence.confidence >= self.min_confidence


class QuadSource(Protocol):
    """All that a projection asks of a store."""

    def quads(self) -> Iterator[Quad]:
        """Yield every quad."""
        ...


@dataclass(slots=True)
class _Reading:
    """What one pass over the quads has gathered."""

    kinds: dict[str, str] = field(default_factory=dict)
    labels: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    aliases: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    provenance: dict[str, dict[str, list[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    edges: dict[tuple[str, str, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    def label(self, iri: str) -> Label:
        known = self.labels.get(iri, {})
        fallback = vocab.local_name(iri)
        return Label(known.get(vocab.CHINESE, fallback), known.get(vocab.ENGLISH, fallback))


def project(store: QuadSource, options: ProjectionOptions | None = None) -> nx.MultiDiGraph[str]:
    """Return the network of entities and the relations between them.

    One pass over the quads, no query: a query that gathers everything is what engines are slowest at.

    Parameters
    ----------
    store : QuadSource
        Any open store.
    options : ProjectionOptions, optional
        What to keep.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes are entity IRIs with ``kind``, ``label_zh``, ``label_en`` and ``aliases``. Edges are keyed by
        relation IRI, with ``relation``, ``label_zh``, ``label_en``, ``status``, ``confidence`` and
        ``evidence`` (best first). Nodes and edges come in the order of their IRIs.

    Examples
    --------
    >>> import zonegraph
    >>> with zonegraph.open() as kg:
    ...     graph = kg.network(relations=["anchors"])
    >>> sorted(graph.nodes[firm]["label_en"] for firm, cluster in graph.edges())[0]
    "Lu'an Solar"
    """
    options = options or ProjectionOptions()
    reading = _read(store.quads())
    evidence = _evidence_of_graphs(reading)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    _add_nodes(graph, reading, options)
    for (subject, relation, target), graphs in sorted(reading.edges.items()):
        if subject not in graph or target not in graph:
            continue
        if not options.keeps_relation(vocab.local_name(relation)):
            continue
        kept = sorted(
            (evidence[name] for name in graphs if options.keeps_evidence(evidence[name])),
            key=lambda item: item.preference,
        )
        if kept:
            _add_edge(graph, reading, subject, relation, target, tuple(kept))
    return graph


def _read(quads: Iterable[Quad]) -> _Reading:
    reading = _Reading()
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
    _read_inferences(reading)
    return reading


def _read_description(reading: _Reading, subject: str, quad: Quad) -> None:
    predicate, value = quad.predicate.value, quad.object
    if predicate == vocab.RDF("type") and isinstance(value, NamedNode):
        if subject in vocab.ID and (value.value in vocab.ZG or value.value in vocab.ORG):
            reading.kinds[subject] = vocab.local_name(value.value)
    elif isinstance(value, Literal) and predicate == vocab.RDFS("label") and value.language:
        reading.labels[subject][vocab.canonical_language(value.language)] = value.value
    elif isinstance(value, Literal) and predicate == vocab.SKOS("altLabel"):
        reading.aliases[subject].append(value.value)


def _read_inferences(reading: _Reading) -> None:
    for name, facts in reading.provenance.items():
        if vocab.ZG("Inference") in facts.get(vocab.RDF("type"), ()):
            subject, relation, target = (
                facts[vocab.RDF(part)][0] for part in ("subject", "predicate", "object")
            )
            reading.edges[subject, relation, target].add(name)


def _evidence_of_graphs(reading: _Reading) -> dict[str, Evidence]:
    """Map each evidence graph and each inference to the evidence that it is."""
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
        found[name] = Evidence(
            graph=name,
            status=Status(vocab.local_name(status)),
            confidence=float(facts[vocab.ZG("confidence")][0]),
            locators=tuple(sorted(span.removeprefix(vocab.SRC.base) for span in spans)),
        )
    return found


def _add_nodes(graph: nx.MultiDiGraph[str], reading: _Reading, options: ProjectionOptions) -> None:
    for iri, kind in sorted(reading.kinds.items()):
        if options.keeps_kind(kind):
            label = reading.label(iri)
            graph.add_node(
                iri,
                kind=kind,
                label_zh=label.zh,
                label_en=label.en,
                aliases=tuple(sorted(reading.aliases.get(iri, ()))),
            )


def _add_edge(
    graph: nx.MultiDiGraph[str],
    reading: _Reading,
    subject: str,
    relation: str,
    target: str,
    evidence: tuple[Evidence, ...],
) -> None:
    label = reading.label(relation)
    graph.add_edge(
        subject,
        target,
        key=relation,
        relation=vocab.local_name(relation),
        label_zh=label.zh,
        label_en=label.en,
        status=evidence[0].status.value,
        confidence=evidence[0].confidence,
        evidence=evidence,
    )
