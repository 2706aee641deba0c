"""What a cluster, an industry or a zone lacks, element by element of a framework.

Not found is not the same as not there: a cell says what the sources show, never what the world lacks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import networkx as nx

from zonegraph.analysis.neighbourhood import kind_of
from zonegraph.model import Evidence

TARGET_KINDS = ("IndustryCluster", "Industry", "HighTechZone")


class Realised(StrEnum):
    """How far the sources show an element to be put into effect."""

    HERE = "realised"
    ZONE = "zone only"
    GOAL = "goal only"
    NOT_FOUND = "not found"


@dataclass(frozen=True, slots=True)
class Means:
    """What puts an element into effect.

    Attributes
    ----------
    entity : str
        IRI.
    evidence : tuple of Evidence
        That it does, best first.
    """

    entity: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One element for one cluster, industry or zone.

    Attributes
    ----------
    target, element : str
        IRIs.
    realised : Realised
        ``HERE`` for means of its own; ``ZONE`` where only the zone has means; ``GOAL`` where the zone
        adopts the framework but no source shows means; ``NOT_FOUND`` otherwise.
    means : tuple of Means
        Its own, or the zone's.
    """

    target: str
    element: str
    realised: Realised
    means: tuple[Means, ...]


def find_gaps(
    graph: nx.MultiDiGraph[str],
    framework: str,
    elements: Sequence[str],
    target: str | None = None,
) -> list[Cell]:
    """Return the matrix of a framework's elements for every target that realises any, or for one.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A projected network.
    framework : str
        IRI of the framework.
    elements : sequence of str
        IRIs of its elements, in its order.
    target : str, optional
        IRI of a cluster, an industry or a zone. Every cluster is a target; industries and zones are where
        some element is realised for them.

    Examples
    --------
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("cluster", kind="IndustryCluster")
    >>> [cell.realised.value for cell in find_gaps(graph, "ten-ones", ["one-fund"])]
    ['not found']
    """
    means = _means(graph)
    zones = _sources(graph, framework, "adoptsFramework")
    chosen = _targets(graph, means, elements) if target is None else [target]
    return [_cell(graph, means, zones, each, element) for each in chosen for element in elements]


def _cell(
    graph: nx.MultiDiGraph[str],
    means: dict[tuple[str, str], list[Means]],
    zones: set[str],
    target: str,
    element: str,
) -> Cell:
    own = tuple(means.get((target, element), ()))
    adopting = zones & ({target} | _zones_of(graph, target, zones))
    of_zone = tuple(each for zone in sorted(adopting) for each in means.get((zone, element), ()))
    if own:
        return Cell(target, element, Realised.HERE, own)
    if of_zone:
        return Cell(target, element, Realised.ZONE, of_zone)
    return Cell(target, element, Realised.GOAL if adopting else Realised.NOT_FOUND, ())


def _means(graph: nx.MultiDiGraph[str]) -> dict[tuple[str, str], list[Means]]:
    """Map target and element to what realises the element for the target."""
    found: dict[tuple[str, str], list[Means]] = defaultdict(list)
    for node in sorted(graph):
        if kind_of(graph, node) != "ElementRealization":
            continue
        for element in _targets_of(graph, node, "realizesElement"):
            for target in _targets_of(graph, node, "realizedFor"):
                found[target, element] += [
                    Means(entity, data["evidence"])
                    for _, entity, data in sorted(graph.out_edges(node, data=True), key=_by_target)
                    if data["relation"] == "realizedBy"
                ]
    return found


def _targets(
    graph: nx.MultiDiGraph[str], means: dict[tuple[str, str], list[Means]], elements: Sequence[str]
) -> list[str]:
    realised = {target for target, element in means if element in set(elements)}
    every = {node for node in graph if kind_of(graph, node) == "IndustryCluster"} | realised
    order = {kind: rank for rank, kind in enumerate(TARGET_KINDS)}
    return sorted(every, key=lambda node: (order.get(kind_of(graph, node), len(order)), node))


def _zones_of(graph: nx.MultiDiGraph[str], target: str, zones: set[str]) -> set[str]:
    """Return the adopting zones a target lies in; an industry lies where its parks and teams do."""
    tied = {target, *(source for source, _ in graph.in_edges(target))}
    within = {place for node in tied for _, place in graph.out_edges(node)}
    return zones & within


def _sources(graph: nx.MultiDiGraph[str], node: str, relation: str) -> set[str]:
    if node not in graph:
        return set()
    edges = graph.in_edges(node, data=True)
    return {source for source, _, data in edges if data["relation"] == relation}


def _targets_of(graph: nx.MultiDiGraph[str], node: str, relation: str) -> list[str]:
    edges = graph.out_edges(node, data=True)
    return sorted(target for _, target, data in edges if data["relation"] == relation)


def _by_target(edge: tuple[str, str, dict[str, object]]) -> str:
    return edge[1]
