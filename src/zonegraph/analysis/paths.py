"""How two entities connect: short paths that differ from one another, each hop with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from zonegraph.analysis.neighbourhood import HUB_KINDS, kind_of
from zonegraph.model import Evidence, Status

PENALTY = 1.0
"""How much longer a hop seems each time a path has used it, so that the next path goes elsewhere."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a path: the surest fact between two entities.

    Attributes
    ----------
    source, target : str
        IRIs, in the direction of the path.
    relation : str
        Local name of the relation.
    forward : bool
        Whether the fact reads from source to target.
    evidence : tuple of Evidence
        Best first.
    """

    source: str
    target: str
    relation: str
    forward: bool
    evidence: tuple[Evidence, ...]


Path = tuple[Hop, ...]


def find_paths(
    graph: nx.MultiDiGraph[str], start: str, end: str, count: int = 3, *, hubs: bool = False
) -> list[Path]:
    """Return short paths between two entities that differ from one another, shortest first.

    Each path found makes its hops seem longer, so that the next goes elsewhere where it can (the
    penalty method for alternative routes: de la Barra, Perez & Anez 1993, *Multidimensional path
    search and assignment*, PTRC 21).

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A projected network.
    start, end : str
        IRIs of the two entities.
    count : int, optional
        How many paths at most.
    hubs : bool, optional
        Whether a path may lead through a zone, an administrative area, a framework or a cluster.

    Returns
    -------
    list of tuple of Hop
        None where the two are not connected, or are one.

    Examples
    --------
    >>> graph = nx.MultiDiGraph()
    >>> _ = graph.add_edge("park", "firm", relation="builtFor", evidence=())
    >>> [(hop.source, hop.relation, hop.forward) for hop in find_paths(graph, "firm", "park")[0]]
    [('firm', 'builtFor', False)]
    """
    ways = _ways(graph, {start, end}, hubs=hubs)
    found: dict[tuple[str, ...], Path] = {}
    for _ in range(3 * count):
        if start == end or len(found) == count or not _connected(ways, start, end):
            break
        nodes = tuple(nx.dijkstra_path(ways, start, end))
        found.setdefault(nodes, tuple(_hop(graph, a, b) for a, b in pairwise(nodes)))
        for a, b in pairwise(nodes):
            ways.edges[a, b]["weight"] += PENALTY
    return sorted(found.values(), key=lambda path: (len(path), [hop.target for hop in path]))


def _ways(graph: nx.MultiDiGraph[str], ends: set[str], *, hubs: bool) -> nx.Graph[str]:
    """Return the undirected graph to walk on, in the order of its nodes, so that ties fall alike."""
    kept = {node for node in graph if hubs or node in ends or kind_of(graph, node) not in HUB_KINDS}
    pairs = {(min(edge), max(edge)) for edge in graph.edges() if set(edge) <= kept}
    ways: nx.Graph[str] = nx.Graph()
    ways.add_nodes_from(sorted(kept))
    ways.add_edges_from(sorted(pairs), weight=1.0)
    return ways


def _connected(ways: nx.Graph[str], start: str, end: str) -> bool:
    return start in ways and end in ways and nx.has_path(ways, start, end)


def _hop(graph: nx.MultiDiGraph[str], source: str, target: str) -> Hop:
    facts = [
        Hop(source, target, data["relation"], forward, data["evidence"])
        for forward, (a, b) in ((True, (source, target)), (False, (target, source)))
        for data in (graph.get_edge_data(a, b) or {}).values()
    ]
    return min(facts, key=_surest_first)


def _surest_first(hop: Hop) -> tuple[tuple[int, float, str], bool, str]:
    best = min(item.preference for item in hop.evidence) if hop.evidence else (len(Status), 0.0, "")
    return (best, not hop.forward, hop.relation)
