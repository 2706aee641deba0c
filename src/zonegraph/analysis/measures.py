"""Measures of an enterprise in a cluster, each a pure function over the network around the cluster.

None looks at what sources call an enterprise. ``docs/analysis.md`` has the formulas.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import log2
from statistics import fmean, pstdev

import networkx as nx

from zonegraph.analysis.walks import personalised_pagerank

ATTRACTED_KINDS = frozenset({"IndustrialPark", "Facility", "Platform", "Project", "Fund", "Team"})
"""Kinds whose ties to an enterprise show that it draws resources to the cluster."""

DIGITS = 12
"""Values are rounded to so many, so that equals come out equal in whatever order they are summed."""


@dataclass(frozen=True, slots=True)
class Measures:
    """What the network shows of one enterprise in one cluster.

    Attributes
    ----------
    coverage : float
        Share of the cluster's other members within two hops, not walking through hubs, 0 to 1.
    removal_impact : float
        Share of the cluster's largest component that falls off it when the enterprise goes, 0 to 1.
    attraction : float
        Number of sites, platforms, projects, funds and teams tied to it.
    orchestration : float
        Entropy of the kinds of its neighbours, in bits, 0 and up.
    within_degree_z : float
        Its links to members of the cluster, in standard deviations from the mean of its enterprises.
    participation : float
        How evenly its links are spread over clusters, 0 (one cluster) to 1.
    pagerank : float
        Share of visits of a random walk that keeps jumping back to the cluster, 0 to 1.
    """

    coverage: float
    removal_impact: float
    attraction: float
    orchestration: float
    within_degree_z: float
    participation: float
    pagerank: float


def coverage(network: nx.Graph[str], firm: str, members: Collection[str]) -> float:
    """Return the share of the other members that a firm reaches within two hops.

    Examples
    --------
    >>> star = nx.Graph([("park", "a"), ("park", "b"), ("b", "lab")])
    >>> round(coverage(star, "a", ["a", "b", "park", "lab"]), 3)
    0.667
    """
    others = set(members) - {firm}
    if not others or firm not in network:
        return 0.0
    near = set(network[firm])
    reached = near.union(*(network[node] for node in near))
    return len(others & reached) / len(others)


def removal_impact(
    network: nx.Graph[str], firms: Collection[str], members: Collection[str]
) -> dict[str, float]:
    """Return for each firm what share of the largest component's other members falls off when it goes.

    The network of members and their neighbours is attacked at one node (Albert, Jeong & Barabasi 2000,
    *Error and attack tolerance of complex networks*, Nature 406); sizes are numbers of members.

    Examples
    --------
    >>> path = nx.path_graph(["a", "b", "c", "d"])
    >>> removal_impact(path, ["a", "b"], ["a", "b", "c", "d"])
    {'a': 0.0, 'b': 0.3333333333333333}
    """
    inside = {member for member in members if member in network}
    core: nx.Graph[str] = nx.Graph(
        network.subgraph(inside.union(*(network[member] for member in inside))).edges()
    )
    largest = max(
        nx.connected_components(core),
        key=lambda part: (len(part & inside), min(part)),
        default=set(),
    )
    component: nx.Graph[str] = nx.Graph(core.subgraph(largest))
    others = len(largest & inside) - 1
    impact = dict.fromkeys(firms, 0.0)
    for firm in set(nx.articulation_points(component)) & set(firms):
        if others > 0:
            left = component.copy()
            left.remove_node(firm)
            parts = nx.connected_components(left)
            kept = max(len(part & inside) for part in parts)
            impact[firm] = (others - kept) / others
    return impact


def attraction(network: nx.Graph[str], firm: str) -> int:
    """Return how many sites, platforms, projects, funds and teams are tied to a firm.

    What an anchor tenant draws to a place: Agrawal & Cockburn 2003, *The anchor tenant hypothesis*,
    IJIO 21(9); Feldman 2003, *The locational dynamics of the US biotech industry*, Industry and Innovation 10(3).
    """
    return sum(network.nodes[node]["kind"] in ATTRACTED_KINDS for node in network[firm])


def orchestration(network: nx.Graph[str], firm: str) -> float:
    """Return the entropy of the kinds of a firm's neighbours, in bits.

    Who orchestrates a network ties together unlike partners: Dhanaraj & Parkhe 2006, *Orchestrating
    innovation networks*, Academy of Management Review 31(3); entropy as in Shannon 1948.

    Examples
    --------
    >>> network = nx.Graph([("firm", "park"), ("firm", "fund")])
    >>> nx.set_node_attributes(network, {"firm": "Enterprise", "park": "Park", "fund": "Fund"}, "kind")
    >>> orchestration(network, "firm")
    1.0
    """
    kinds = Counter(network.nodes[node]["kind"] for node in network[firm])
    total = kinds.total()
    return round(sum(-n / total * log2(n / total) for n in sorted(kinds.values())), DIGITS) + 0.0


def within_degree_z(
    network: nx.Graph[str], firms: Iterable[str], members: Collection[str]
) -> dict[str, float]:
    """Return the within-cluster degree of each firm as a z-score among the firms.

    Guimera & Amaral 2005, *Functional cartography of complex metabolic networks*, Nature 433, with the
    stated cluster as the module. All are 0 where all have the same degree.

    Examples
    --------
    >>> star = nx.Graph([("hub", "a"), ("hub", "b"), ("a", "c")])
    >>> within_degree_z(star, ["hub", "c"], ["hub", "a", "b", "c"])
    {'hub': 1.0, 'c': -1.0}
    """
    inside = set(members)
    degrees = {firm: len(inside & set(network[firm])) for firm in firms}
    if len(set(degrees.values())) < 2:
        return dict.fromkeys(degrees, 0.0)
    mean, deviation = fmean(degrees.values()), pstdev(degrees.values())
    return {firm: round((degree - mean) / deviation, DIGITS) for firm, degree in degrees.items()}


def participation(
    network: nx.Graph[str], firm: str, modules: Mapping[str, frozenset[str]]
) -> float:
    """Return the participation coefficient of a firm over the clusters.

    Guimera & Amaral 2005. A neighbour in several clusters counts in equal parts in each; one in none
    does not count.

    Examples
    --------
    >>> network = nx.Graph([("firm", "a"), ("firm", "b")])
    >>> participation(network, "firm", {"a": frozenset({"one"}), "b": frozenset({"two"})})
    0.5
    """
    links: Counter[str] = Counter()
    for node in network[firm]:
        belonging = modules.get(node, frozenset())
        for module in belonging:
            links[module] += 1 / len(belonging)  # type: ignore[assignment]
    total = links.total()
    spread = sum((n / total) ** 2 for n in sorted(links.values())) if total else 1.0
    return round(1 - spread, DIGITS)


def pagerank_from(
    network: nx.Graph[str], cluster: str, members: Collection[str], firms: Iterable[str]
) -> dict[str, float]:
    """Return the PageRank of firms, personalised to the cluster that its members are tied to.

    Haveliwala 2002, *Topic-sensitive PageRank*, WWW '02.
    """
    ties = [*network.edges(), *((cluster, member) for member in members)]
    walk = personalised_pagerank(nx.Graph(ties), cluster) if members else {}
    return {firm: walk[firm] for firm in firms}
