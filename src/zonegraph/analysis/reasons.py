"""Why an enterprise scores as it does: each measure with the entities and sentences behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

from zonegraph.analysis.anchors import Anchor, find_anchors
from zonegraph.analysis.jackknife import Certainty, jackknife
from zonegraph.analysis.measures import ATTRACTED_KINDS
from zonegraph.analysis.scoring import WEIGHTS
from zonegraph.analysis.surroundings import Surroundings, Tie, surroundings
from zonegraph.model import reading_order


@dataclass(frozen=True, slots=True)
class Reason:
    """One measure of an enterprise, with what it rests on.

    Attributes
    ----------
    measure : str
        Its name, as in `Measures`.
    value : float
        Its value.
    rank : float or None
        Percentile rank among the cluster's known enterprises, 0 to 1; None where there is no other.
    entities : tuple of str
        IRIs of the entities it counts, in their order.
    locators : tuple of str
        The spans that tie them, in reading order.
    """

    measure: str
    value: float
    rank: float | None
    entities: tuple[str, ...]
    locators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything there is to say of one enterprise in one cluster.

    Attributes
    ----------
    anchor : Anchor
        Stated and computed.
    reasons : tuple of Reason
        One for each measure; none where nothing is known.
    certainty : Certainty
        How its place stands up.
    others : int
        How many other members the cluster has.
    """

    anchor: Anchor
    reasons: tuple[Reason, ...]
    certainty: Certainty
    others: int


def explain_anchors(
    graph: nx.MultiDiGraph[str],
    cluster: str,
    weights: Mapping[str, float] = WEIGHTS,
    enterprise: str | None = None,
) -> list[Explanation]:
    """Return the anchors of a cluster as `find_anchors` does, each with its reasons and its certainty.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A projected network, or the part of one around the cluster.
    cluster : str
        Its IRI.
    weights : mapping of str to float, optional
        How much each measure counts in the score.
    enterprise : str, optional
        IRI of the one enterprise that is asked about; all if not given.
    """
    around = surroundings(graph, cluster)
    if enterprise is not None and enterprise not in around.firms:
        return []
    sure = jackknife(around, weights)
    return [
        explain(around, anchor, sure[anchor.enterprise])
        for anchor in find_anchors(graph, cluster, weights)
        if enterprise in (None, anchor.enterprise)
    ]


def explain(around: Surroundings, anchor: Anchor, certainty: Certainty) -> Explanation:
    """Return the reasons of an enterprise's measures.

    Parameters
    ----------
    around : Surroundings
        What surrounds the cluster, as the anchor was measured in it.
    anchor : Anchor
        One enterprise of the cluster.
    certainty : Certainty
        From the jackknife.
    """
    found: list[Reason] = []
    if anchor.measures is not None:
        for name, ties in _ties(around, anchor.enterprise).items():
            found.append(
                Reason(
                    name,
                    getattr(anchor.measures, name),
                    anchor.ranks.get(name),
                    _counted(around, anchor.enterprise, name),
                    _locators(ties),
                )
            )
    return Explanation(anchor, tuple(found), certainty, len(around.members) - 1)


def _ties(around: Surroundings, firm: str) -> dict[str, list[Tie]]:
    """Map each measure to the ties it rests on; a random walk rests on all."""
    own = {node: around.network.edges[firm, node]["ties"] for node in around.network[firm]}
    inside = set(around.members)
    of_members = [tie for node, ties in own.items() if node in inside for tie in ties]
    direct = [tie for ties in own.values() for tie in ties]
    return {
        "coverage": _on_the_way(around, firm),
        "removal_impact": of_members,
        "attraction": [
            tie for node, ties in own.items() if _is_attracted(around, node) for tie in ties
        ],
        "orchestration": direct,
        "within_degree_z": of_members,
        "participation": [
            tie for node, ties in own.items() if around.modules.get(node) for tie in ties
        ],
        "pagerank": direct,
    }


def _counted(around: Surroundings, firm: str, measure: str) -> tuple[str, ...]:
    near = set(around.network[firm])
    members = set(around.members) - {firm}
    counted = {
        "coverage": members & near.union(*(around.network[node] for node in near)),
        "removal_impact": members & near,
        "attraction": {node for node in near if _is_attracted(around, node)},
        "within_degree_z": members & near,
        "participation": {module for node in near for module in around.modules.get(node, ())},
    }
    return tuple(sorted(counted.get(measure, near)))


def _on_the_way(around: Surroundings, firm: str) -> list[Tie]:
    """Return the ties of the paths of two hops at most to the other members."""
    members = set(around.members) - {firm}
    found: list[Tie] = []
    for near in around.network[firm]:
        beyond = members & set(around.network[near]) - {firm}
        if near in members or beyond:
            found += around.network.edges[firm, near]["ties"]
        for far in beyond:
            found += around.network.edges[near, far]["ties"]
    return found


def _is_attracted(around: Surroundings, node: str) -> bool:
    return around.network.nodes[node]["kind"] in ATTRACTED_KINDS


def _locators(ties: Iterable[Tie]) -> tuple[str, ...]:
    spots = {spot for tie in ties for item in tie.evidence for spot in item.locators}
    return tuple(sorted(spots, key=reading_order))
