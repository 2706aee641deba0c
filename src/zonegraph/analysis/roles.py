"""The roles that sources give an enterprise in a cluster: what is stated, apart from what is computed."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from zonegraph.model import Evidence

ROLE_RELATIONS = frozenset({"leadingEnterpriseOf", "builtFor", "anchors"})
"""Relations that say or derive that an enterprise anchors something; no measure looks at them."""


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


def roles_in(graph: nx.MultiDiGraph[str], enterprise: str, cluster: str) -> tuple[Role, ...]:
    """Return the roles that sources give an enterprise in a cluster, surest first.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A projected network.
    enterprise, cluster : str
        IRIs.

    Examples
    --------
    >>> from zonegraph.model import Status
    >>> quoted = (Evidence("ev:s/p1-s1", Status.STATED, 1.0, ("s/p1-s1",)),)
    >>> graph = nx.MultiDiGraph()
    >>> _ = graph.add_edge("firm", "cluster", relation="leadingEnterpriseOf", evidence=quoted)
    >>> [(role.relation, role.confidence) for role in roles_in(graph, "firm", "cluster")]
    [('leadingEnterpriseOf', 1.0)]
    """
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


def derived_anchor(
    graph: nx.MultiDiGraph[str], enterprise: str, cluster: str
) -> tuple[Evidence, ...]:
    """Return the evidence of the derived ``zg:anchors`` fact; empty where no rule derives it."""
    found = (
        data["evidence"]
        for _, target, data in graph.out_edges(enterprise, data=True)
        if target == cluster and data["relation"] == "anchors"
    )
    return next(found, ())
