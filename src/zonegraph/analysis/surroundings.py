"""What surrounds a cluster: the small network in which its enterprises are measured.

No edge of it says or derives who anchors what, so that what is computed can agree with what is stated,
or disagree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

from zonegraph.analysis.neighbourhood import (
    HUB_KINDS,
    MEMBERSHIP,
    SHARED_KINDS,
    enterprises,
    kind_of,
    members,
)
from zonegraph.analysis.roles import ROLE_RELATIONS
from zonegraph.model import Evidence, Status

HOPS = 2
"""How far from a member of the cluster its surroundings go."""

REACH = HOPS + 1
"""How many hops from the cluster itself a network must be whole for its surroundings to be."""

LEFT_OUT = HUB_KINDS | SHARED_KINDS | {"ElementRealization"}
"""Kinds that are no part of surroundings; a realisation can say who leads, which is a stated role."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A fact that ties two entities together.

    Attributes
    ----------
    source, target : str
        IRIs, as the fact reads.
    relation : str
        Local name.
    evidence : tuple of Evidence
        Best first.
    """

    source: str
    target: str
    relation: str
    evidence: tuple[Evidence, ...]

    def rests_only_on(self, locator: str) -> bool:
        """Tell whether the tie is gone when one sentence, or one whole source, is left out.

        Parameters
        ----------
        locator : str
            A span as ``"changzhi-2021/p16-s2"``, or a source as ``"changzhi-2021"``.
        """
        return all(
            any(spot == locator or spot.split("/")[0] == locator for spot in item.locators)
            for item in self.evidence
        )


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A cluster, its members, and what lies within two hops of them.

    Attributes
    ----------
    cluster : str
        IRI.
    network : networkx.Graph
        Undirected, without hubs; nodes with ``kind``, edges with ``ties``, a tuple of Tie.
    members : tuple of str
        Enterprises, sites, platforms and projects of the cluster, in the order of their IRIs.
    firms : tuple of str
        Those that are enterprises.
    modules : mapping of str to frozenset of str
        The clusters that each node belongs to.
    memberships : tuple of Tie
        The facts that make the members members.
    """

    cluster: str
    network: nx.Graph[str]
    members: tuple[str, ...]
    firms: tuple[str, ...]
    modules: Mapping[str, frozenset[str]]
    memberships: tuple[Tie, ...]

    def known(self) -> tuple[str, ...]:
        """Return the enterprises of whom more is known than that they belong."""
        return tuple(firm for firm in self.firms if self.network.degree(firm))

    def locators(self) -> frozenset[str]:
        """Return the spans on which the surroundings rest."""
        ties = [tie for *_, data in self.network.edges(data=True) for tie in data["ties"]]
        return frozenset(
            spot
            for tie in (*ties, *self.memberships)
            for item in tie.evidence
            for spot in item.locators
        )


def surroundings(graph: nx.MultiDiGraph[str], cluster: str) -> Surroundings:
    """Return what surrounds a cluster.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A projected network, or the part of one within four hops of the cluster.
    cluster : str
        IRI of the cluster.

    Examples
    --------
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("cluster", kind="IndustryCluster")
    >>> graph.add_node("firm", kind="Enterprise")
    >>> _ = graph.add_edge("firm", "cluster", relation="memberOfCluster", evidence=())
    >>> _ = graph.add_edge("lab", "firm", relation="carriedOutBy", evidence=())
    >>> around = surroundings(graph, "cluster")
    >>> sorted(around.network), around.firms, around.known()
    (['firm', 'lab'], ('firm',), ('firm',))
    """
    belonging = members(graph, cluster)
    found = _within(graph, belonging)
    return Surroundings(
        cluster,
        _network(graph, found),
        tuple(belonging),
        tuple(enterprises(graph, belonging)),
        _modules(graph, found),
        tuple(_memberships(graph, cluster, belonging)),
    )


def _within(graph: nx.MultiDiGraph[str], start: Iterable[str]) -> list[str]:
    """Return the nodes within so many hops, in order, not walking through what everything touches."""
    reached = set(start)
    frontier = set(reached)
    for _ in range(HOPS):
        nearby = {other for node in frontier for other in nx.all_neighbors(graph, node)}
        frontier = {node for node in nearby - reached if kind_of(graph, node) not in LEFT_OUT}
        reached |= frontier
    return sorted(reached)


def _network(graph: nx.MultiDiGraph[str], nodes: list[str]) -> nx.Graph[str]:
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from((node, {"kind": kind_of(graph, node)}) for node in nodes)
    ties: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for source in nodes:
        for _, target, data in graph.out_edges(source, data=True):
            counts = target in network and target != source and _is_measured(data)
            if counts:
                tie = Tie(source, target, data["relation"], _given(data["evidence"]))
                ties[min(source, target), max(source, target)].append(tie)
    for (one, other), found in sorted(ties.items()):
        network.add_edge(one, other, ties=tuple(sorted(found, key=_reading)))
    return network


def _is_measured(data: Mapping[str, object]) -> bool:
    """Tell whether an edge may count: given by a source or a reader, and no role."""
    evidence = data["evidence"]
    assert isinstance(evidence, tuple)
    given = not evidence or bool(_given(evidence))
    return given and data["relation"] not in ROLE_RELATIONS


def _given(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return tuple(item for item in evidence if item.status is not Status.INFERRED)


def _modules(graph: nx.MultiDiGraph[str], nodes: Iterable[str]) -> dict[str, frozenset[str]]:
    return {
        node: frozenset(
            target
            for _, target, data in graph.out_edges(node, data=True)
            if data["relation"] in MEMBERSHIP and kind_of(graph, target) == "IndustryCluster"
        )
        for node in nodes
    }


def _memberships(
    graph: nx.MultiDiGraph[str], cluster: str, belonging: Iterable[str]
) -> Iterable[Tie]:
    for member in belonging:
        for data in (graph.get_edge_data(member, cluster) or {}).values():
            if data["relation"] in MEMBERSHIP:
                yield Tie(member, cluster, data["relation"], data["evidence"])


def _reading(tie: Tie) -> tuple[str, str, str]:
    return (tie.source, tie.target, tie.relation)
