"""The structure of a network: summary figures, core and periphery."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import comb, sqrt

import networkx as nx

from zonegraph.analysis.neighbourhood import kind_of
from zonegraph.analysis.resilience import ties
from zonegraph.analysis.walks import to_igraph


@dataclass(frozen=True, slots=True)
class Summary:
    """A network in figures.

    Attributes
    ----------
    entities, facts : int
        Nodes and edges of the projected network.
    by_kind, by_relation : dict of str to int
        How many of each, the most frequent first.
    tied, ties : int
        Entities and ties when hubs and concepts are taken out and directions ignored.
    components, largest : int
        Connected components of that network, and entities in the largest.
    density : float
        Ties over possible ties, 0 to 1.
    diameter : int
        Longest shortest path in the largest component, in hops.
    mean_path : float
        Mean shortest path in the largest component, in hops.
    clustering : float
        Share of connected triples that are closed (transitivity; Newman 2003), 0 to 1.
    degree_gini : float
        Inequality of degrees, 0 (all equal) to 1.
    assortativity : float or None
        How far ties join entities of one kind, -1 to 1 (Newman 2003, Physical Review E 67); None where
        there is only one kind.
    """

    entities: int
    facts: int
    by_kind: dict[str, int]
    by_relation: dict[str, int]
    tied: int
    ties: int
    components: int
    largest: int
    density: float
    diameter: int
    mean_path: float
    clustering: float
    degree_gini: float
    assortativity: float | None


def summarise(graph: nx.MultiDiGraph[str]) -> Summary:
    """Return a network in figures.

    Examples
    --------
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_nodes_from(["a", "b", "c"], kind="Enterprise")
    >>> _ = graph.add_edge("a", "b", relation="subsidiaryOf", evidence=())
    >>> found = summarise(graph)
    >>> found.entities, found.ties, found.components, found.mean_path
    (3, 1, 2, 1.0)
    """
    network = ties(graph)
    parts = sorted(map(len, nx.connected_components(network)), reverse=True)
    core = to_igraph(network.subgraph(max(nx.connected_components(network), key=len, default=())))
    flat = to_igraph(network)
    relations = Counter(data["relation"] for *_, data in graph.edges(data=True))
    return Summary(
        len(graph),
        graph.number_of_edges(),
        _counted(Counter(kind_of(graph, node) for node in graph)),
        _counted(relations),
        len(network),
        network.number_of_edges(),
        len(parts),
        parts[0] if parts else 0,
        nx.density(network) if network else 0.0,
        core.diameter(directed=False) if core.vcount() else 0,
        core.average_path_length(directed=False) if core.ecount() else 0.0,
        flat.transitivity_undirected(mode="zero") if flat.vcount() else 0.0,
        gini([degree for _, degree in network.degree()]),
        _assortativity(graph, network),
    )


def gini(values: Sequence[float]) -> float:
    """Return the Gini coefficient of values that are not negative, 0 where all are equal.

    Examples
    --------
    >>> gini([1, 1, 1]), round(gini([0, 0, 1]), 3)
    (0.0, 0.667)
    """
    total = sum(values)
    if not total:
        return 0.0
    ordered = sorted(values)
    weighted = sum(place * value for place, value in enumerate(ordered, start=1))
    return 2 * weighted / (len(ordered) * total) - (len(ordered) + 1) / len(ordered)


@dataclass(frozen=True, slots=True)
class Core:
    """The core of a network, and how far the network has one.

    Attributes
    ----------
    entities : tuple of str
        IRIs, in the order of their degree, the highest first.
    fit : float
        Correlation of the ties with the ideal pattern in which the core is tied to all and the periphery only to
        the core, -1 to 1 (Borgatti & Everett 2000, *Models of core/periphery structures*, Social Networks 21).
    shells : dict of str to int
        The k-core that each entity belongs to at most (Seidman 1983, *Network structure and minimum degree*).
    """

    entities: tuple[str, ...]
    fit: float
    shells: dict[str, int]


def core_periphery(graph: nx.MultiDiGraph[str]) -> Core:
    """Return the core that fits best, by the fast algorithm of Lip (2011, arXiv:1102.5511).

    Entities enter the core in the order of their degree; the best cut is kept.

    Examples
    --------
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_nodes_from(["hub", "a", "b", "c"], kind="Enterprise")
    >>> for leaf in "abc":
    ...     _ = graph.add_edge(leaf, "hub", relation="subsidiaryOf", evidence=())
    >>> core_periphery(graph).entities, core_periphery(graph).fit
    (('hub',), 1.0)
    """
    network = ties(graph)
    order = sorted(network, key=lambda node: (-network.degree(node), node))
    best, cut = 0.0, 0
    pairs, tied, inside = comb(len(order), 2), network.number_of_edges(), 0
    chosen: set[str] = set()
    for size, node in enumerate(order, start=1):
        inside += network.degree(node) - sum(other in chosen for other in network[node])
        chosen.add(node)
        ideal = pairs - comb(len(order) - size, 2)
        fit = _correlation(pairs, tied, ideal, inside)
        if fit > best:
            best, cut = fit, size
    return Core(tuple(order[:cut]), round(best, 12), dict(sorted(nx.core_number(network).items())))


def _correlation(pairs: int, tied: int, ideal: int, both: int) -> float:
    """Return Pearson's correlation of two 0/1 patterns over pairs, from their sums."""
    spread = sqrt(tied * (pairs - tied)) * sqrt(ideal * (pairs - ideal))
    return (pairs * both - tied * ideal) / spread if spread else 0.0


def _assortativity(graph: nx.MultiDiGraph[str], network: nx.Graph[str]) -> float | None:
    kinds = sorted({kind_of(graph, node) for node in network if network.degree(node)})
    if len(kinds) < 2:
        return None
    number = {kind: place for place, kind in enumerate(kinds)}
    types = [number.get(kind_of(graph, node), 0) for node in sorted(network)]
    return float(to_igraph(network).assortativity_nominal(types, directed=False))


def _counted(counter: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counter.items(), key=lambda item: (-item[1], item[0])))
