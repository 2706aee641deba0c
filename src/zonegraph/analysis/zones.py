"""Which zone an entity belongs to: the one it is nearest to."""

from __future__ import annotations

from collections import defaultdict

import networkx as nx

from zonegraph.analysis.neighbourhood import SHARED_KINDS, kind_of

COMMON_KINDS = SHARED_KINDS | {"AdministrativeArea", "Framework", "MediaOutlet", "Standard"}
"""Kinds that zones have in common: to share one brings nobody nearer to a zone."""


def zone_parts(graph: nx.MultiDiGraph[str]) -> dict[str, frozenset[str]]:
    """Map each zone to the entities that are nearer to it than to any other, the zone among them.

    Distance is in facts of either direction, not walking through what zones have in common. What is as near to
    two zones belongs to both; what touches none belongs to none.

    Examples
    --------
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_nodes_from(["east", "west"], kind="HighTechZone")
    >>> for firm, zone in [("a", "east"), ("b", "west"), ("both", "east"), ("both", "west")]:
    ...     _ = graph.add_edge(firm, zone, relation="locatedIn", evidence=())
    >>> {zone: sorted(part) for zone, part in zone_parts(graph).items()}
    {'east': ['a', 'both', 'east'], 'west': ['b', 'both', 'west']}
    """
    zones = sorted(node for node in graph if kind_of(graph, node) == "HighTechZone")
    owners: dict[str, set[str]] = {zone: {zone} for zone in zones}
    frontier = zones
    while frontier:
        reached: dict[str, set[str]] = defaultdict(set)
        for node in frontier:
            for other in nx.all_neighbors(graph, node):
                if other not in owners:
                    reached[other] |= owners[node]
        owners |= reached
        frontier = [node for node in reached if kind_of(graph, node) not in COMMON_KINDS]
    return {
        zone: frozenset(node for node, of_node in owners.items() if zone in of_node)
        for zone in zones
    }
