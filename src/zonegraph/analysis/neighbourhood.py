"""Who belongs to a cluster, and what can be reached without walking through a hub."""

from __future__ import annotations

from collections.abc import Collection

import networkx as nx

HUB_KINDS = frozenset({"HighTechZone", "AdministrativeArea", "Framework", "IndustryCluster"})
"""Kinds that touch nearly everything: a path through them connects without meaning anything."""

SHARED_KINDS = frozenset(
    {
        "Characteristic",
        "CooperationField",
        "Designation",
        "DevelopmentStatus",
        "ElementGroup",
        "FrameworkElement",
        "Function",
        "Industry",
        "Role",
        "Service",
        "ValueChainStage",
    }
)
"""Kinds of concepts that every zone shares: two firms of one industry are alike, not connected."""

FIRM_KINDS = frozenset({"Enterprise", "GroupCompany"})
"""Kinds of enterprises."""

MEMBERSHIP = frozenset({"memberOfCluster", "leadingEnterpriseOf", "anchors", "supportsCluster"})
"""Relations that tie an enterprise, site, platform or project to a cluster."""


def kind_of(graph: nx.MultiDiGraph[str], node: str) -> str:
    """Return the kind of a node, as ``"Enterprise"``; empty where it has none."""
    return str(graph.nodes[node].get("kind", ""))


def clusters(graph: nx.MultiDiGraph[str]) -> list[str]:
    """Return the industry clusters of a network, in the order of their IRIs."""
    return sorted(node for node in graph if kind_of(graph, node) == "IndustryCluster")


def members(graph: nx.MultiDiGraph[str], cluster: str) -> list[str]:
    """Return what belongs to a cluster: its enterprises and the sites, platforms and projects behind it.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A projected network.
    cluster : str
        IRI of the cluster.

    Examples
    --------
    >>> graph = nx.MultiDiGraph()
    >>> _ = graph.add_edge("park", "cluster", relation="supportsCluster")
    >>> _ = graph.add_edge("cluster", "industry", relation="clusterOf")
    >>> members(graph, "cluster")
    ['park']
    """
    edges = graph.in_edges(cluster, data=True)
    return sorted({source for source, _, data in edges if data["relation"] in MEMBERSHIP})


def enterprises(graph: nx.MultiDiGraph[str], nodes: Collection[str]) -> list[str]:
    """Return those of the nodes that are enterprises or group companies, in their order."""
    return [node for node in nodes if kind_of(graph, node) in FIRM_KINDS]


def without_hubs(graph: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    """Return the undirected simple graph that is left when hubs are taken out."""
    kept = [node for node in graph if kind_of(graph, node) not in HUB_KINDS]
    return nx.Graph(graph.subgraph(kept).to_undirected(as_view=True).edges())


def reach(graph: nx.Graph[str], start: str, hops: int) -> frozenset[str]:
    """Return the nodes within so many hops of a node, without the node itself.

    Examples
    --------
    >>> sorted(reach(nx.path_graph(["a", "b", "c", "d"]), "a", 2))
    ['b', 'c']
    """
    if start not in graph:
        return frozenset()
    found = nx.single_source_shortest_path_length(graph, start, cutoff=hops)
    return frozenset(found) - {start}
