"""Small networks that one can compute by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import networkx as nx

from zonegraph.model import Evidence, Status


def said(
    *spans: str, confidence: float = 1.0, status: Status = Status.STATED
) -> tuple[Evidence, ...]:
    """Return one piece of evidence for each span."""
    return tuple(Evidence(f"ev:{span}", status, confidence, (span,)) for span in spans)


def network(
    kinds: Mapping[str, str], edges: Iterable[tuple[str, str, str, tuple[Evidence, ...]]]
) -> nx.MultiDiGraph[str]:
    """Return a projected network of (source, relation, target, evidence)."""
    drawn: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, kind in kinds.items():
        drawn.add_node(node, kind=kind, label_zh=node, label_en=node)
    for source, relation, target, evidence in edges:
        drawn.add_edge(source, target, key=relation, relation=relation, evidence=evidence)
    return drawn


def turned(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return the same network with nodes and edges put in the other way round."""
    other: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    other.add_nodes_from(reversed(list(graph.nodes(data=True))))
    for source, target, key, data in reversed(list(graph.edges(keys=True, data=True))):
        other.add_edge(source, target, key, **data)
    return other
