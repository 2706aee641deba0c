"""Which enterprises anchor which clusters: what sources call them, beside what the network shows.

An anchor tenant is a large or central firm whose presence draws suppliers, talent and knowledge to a
place (Agrawal & Cockburn 2003, *The anchor tenant hypothesis*, IJIO 21(9); Feldman 2003, *The locational
dynamics of the US biotech industry*, Industry and Innovation 10(3)). The two columns are never added up:
``roles`` holds what sources say, ``measures`` what the network around the cluster shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from zonegraph.analysis.neighbourhood import (
    clusters,
    enterprises,
    kind_of,
    members,
    reach,
    without_hubs,
)
from zonegraph.analysis.walks import personalised_pagerank
from zonegraph.model import Evidence

ATTRACTED_KINDS = frozenset(
    {
        "IndustrialPark",
        "Facility",
        "Platform",
        "Project",
        "Fund",
        "Team",
        "Technology",
        "Product",
    }
)
"""Kinds whose ties to an enterprise show that it draws resources to the cluster."""


@dataclass(frozen=True, slots=True)
class Role:
    """A role that sources give an enterprise in a cluster, direct or by way of a site.

    Attributes
    ----------
    relation : str
        ``"leadingEnterpriseOf"`` or ``"builtFor"``.
    via : str
        IRI of the cluster itself, or of the site or platform that supports it.
    evidence : tuple of Evidence
        Of the role, best first.
    support : tuple of Evidence
        That the site supports the cluster; empty for a direct role.
    """

    relation: str
    via: str
    evidence: tuple[Evidence, ...]
    support: tuple[Evidence, ...] = ()

    @property
    def confidence(self) -> float:
        """The lowest confidence in the chain from enterprise to cluster, 0 to 1."""
        return min(chain[0].confidence for chain in (self.evidence, self.support) if chain)


@dataclass(frozen=True, slots=True)
class Measures:
    """What the network shows of an enterprise in a cluster.

    Attributes
    ----------
    coverage : float
        Share of the cluster's other members within two hops, not walking through hubs, 0 to 1.
    attraction : int
        Sites, platforms, projects, funds, teams, technologies and products tied to it.
    pagerank : float
        Its PageRank personalised to the cluster (Haveliwala 2002), over the cluster's enterprises, 0 to 1.
    score : float
        Mean of the three, each divided by the greatest among the cluster's enterprises, 0 to 1.
    """

    coverage: float
    attraction: int
    pagerank: float
    score: float


@dataclass(frozen=True, slots=True)
class Anchor:
    """An enterprise of a cluster, with what is stated of it beside what is computed.

    Attributes
    ----------
    cluster, enterprise : str
        IRIs.
    roles : tuple of Role
        Roles that sources give it, surest first; empty where no source gives one.
    inference : tuple of Evidence
        Of the derived ``zg:anchors`` fact; empty where no rule derives it.
    measures : Measures
        What the network shows.
    """

    cluster: str
    enterprise: str
    roles: tuple[Role, ...]
    inference: tuple[Evidence, ...]
    measures: Measures

    @property
    def stated(self) -> bool:
        """Whether sources give it an anchoring role."""
        return bool(self.roles)


def find_anchors(graph: nx.MultiDiGraph[str], cluster: str | None = None) -> list[Anchor]:
    """Return the enterprises of every cluster, or of one, the likeliest anchors first.

    Within a cluster, enterprises with a stated role come before those without, surer roles first, then by
    computed score; the two are shown side by side and never added up.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A projected network with all relations.
    cluster : str, optional
        IRI of a cluster.

    Examples
    --------
    >>> from zonegraph.model import Status
    >>> quoted = (Evidence("ev:s/p1-s1", Status.STATED, 1.0, ("s/p1-s1",)),)
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("cluster", kind="IndustryCluster")
    >>> graph.add_node("firm", kind="Enterprise")
    >>> _ = graph.add_edge("firm", "cluster", relation="leadingEnterpriseOf", evidence=quoted)
    >>> [(anchor.enterprise, anchor.stated) for anchor in find_anchors(graph)]
    [('firm', True)]
    """
    chosen = clusters(graph) if cluster is None else [cluster]
    open_graph = without_hubs(graph)
    return [anchor for each in chosen for anchor in _anchors_of(graph, open_graph, each)]


def roles_in(graph: nx.MultiDiGraph[str], enterprise: str, cluster: str) -> tuple[Role, ...]:
    """Return the roles that sources give an enterprise in a cluster, surest first."""
    support = {
        site: data["evidence"]
        for site, _, data in graph.in_edges(cluster, data=True)
        if data["relation"] == "supportsCluster"
    }
    found = [
        Role(data["relation"], target, data["evidence"], support.get(target, ()))
        for _, target, data in graph.out_edges(enterprise, data=True)
        if data["relation"] == "leadingEnterpriseOf" and (target == cluster or target in support)
    ]
    found += [
        Role(data["relation"], site, data["evidence"], support[site])
        for site, _, data in graph.in_edges(enterprise, data=True)
        if data["relation"] == "builtFor" and site in support
    ]
    return tuple(sorted(found, key=lambda role: (-role.confidence, role.relation, role.via)))


def _anchors_of(
    graph: nx.MultiDiGraph[str], open_graph: nx.Graph[str], cluster: str
) -> list[Anchor]:
    belonging = members(graph, cluster)
    firms = enterprises(graph, belonging)
    measures = _measure(graph, open_graph, cluster, belonging, firms)
    found = [
        Anchor(
            cluster,
            firm,
            roles_in(graph, firm, cluster),
            _inference(graph, firm, cluster),
            of_firm,
        )
        for firm, of_firm in measures.items()
    ]
    return sorted(found, key=_order)


def _order(anchor: Anchor) -> tuple[float, float, str]:
    surest = max((role.confidence for role in anchor.roles), default=0.0)
    return (-surest, -anchor.measures.score, anchor.enterprise)


def _inference(graph: nx.MultiDiGraph[str], enterprise: str, cluster: str) -> tuple[Evidence, ...]:
    edges = graph.out_edges(enterprise, data=True)
    found = (
        data["evidence"]
        for _, target, data in edges
        if target == cluster and data["relation"] == "anchors"
    )
    return next(found, ())


def _measure(
    graph: nx.MultiDiGraph[str],
    open_graph: nx.Graph[str],
    cluster: str,
    belonging: Sequence[str],
    firms: Sequence[str],
) -> dict[str, Measures]:
    around = open_graph.copy()
    around.add_node(cluster)
    around.add_edges_from((cluster, member) for member in belonging)
    walk = personalised_pagerank(around, cluster)
    coverage = {firm: _coverage(open_graph, firm, belonging) for firm in firms}
    attraction = {firm: _attraction(graph, open_graph, firm) for firm in firms}
    pagerank = {firm: walk[firm] for firm in firms}
    columns: list[dict[str, float]] = [
        _relative_to_greatest(column) for column in (coverage, attraction, pagerank)
    ]
    return {
        firm: Measures(
            coverage[firm],
            attraction[firm],
            pagerank[firm],
            sum(column[firm] for column in columns) / len(columns),
        )
        for firm in firms
    }


def _coverage(open_graph: nx.Graph[str], firm: str, belonging: Sequence[str]) -> float:
    others = set(belonging) - {firm}
    return len(others & reach(open_graph, firm, hops=2)) / len(others) if others else 0.0


def _attraction(graph: nx.MultiDiGraph[str], open_graph: nx.Graph[str], firm: str) -> int:
    return sum(kind_of(graph, node) in ATTRACTED_KINDS for node in reach(open_graph, firm, hops=1))


def _relative_to_greatest(column: Mapping[str, float]) -> dict[str, float]:
    greatest = max(column.values(), default=0.0)
    return {key: value / greatest if greatest else 0.0 for key, value in column.items()}
