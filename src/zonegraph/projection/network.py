"""How a network is put together: entities as nodes, facts as edges, whatever they were read from."""

from __future__ import annotations

import networkx as nx

from zonegraph import vocab
from zonegraph.model import Evidence, Label


def add_entity(
    graph: nx.MultiDiGraph[str], iri: str, kind: str, label: Label, aliases: tuple[str, ...]
) -> None:
    """Add an entity as a node."""
    graph.add_node(iri, kind=kind, label_zh=label.zh, label_en=label.en, aliases=aliases)


def add_fact(
    graph: nx.MultiDiGraph[str],
    ends: tuple[str, str],
    relation: str,
    label: Label,
    evidence: tuple[Evidence, ...],
) -> None:
    """Add a fact as an edge keyed by its relation's IRI, with all that vouches for it, best first."""
    graph.add_edge(
        *ends,
        key=relation,
        relation=vocab.local_name(relation),
        label_zh=label.zh,
        label_en=label.en,
        status=evidence[0].status.value,
        confidence=evidence[0].confidence,
        evidence=evidence,
    )
