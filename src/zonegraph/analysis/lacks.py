"""What an ecosystem lacks beside elements: parks without tenants, pillars without instruments, clusters untouched.

As with gaps, a lack says that the sources show nothing, never that there is nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import networkx as nx

from zonegraph.analysis.gaps import Cell, Means, Realised
from zonegraph.analysis.neighbourhood import clusters, kind_of
from zonegraph.analysis.surroundings import surroundings

INSTRUMENTS = frozenset(
    {"Fund", "Mechanism", "Partnership", "Platform", "PolicyDocument", "Project"}
)
"""Kinds by which a zone acts."""


class Lacking(StrEnum):
    """What is lacking."""

    TENANTS = "park without tenants"
    INSTRUMENT = "element without an instrument"
    TOUCH = "cluster untouched"


@dataclass(frozen=True, slots=True)
class Lack:
    """Something the sources do not show.

    Attributes
    ----------
    lacking : Lacking
        What is lacking.
    target : str
        IRI of the park, the cluster, or the zone that adopts the element.
    by : str
        IRI of the element, where one is meant; empty otherwise.
    instead : tuple of Means
        What the sources show there instead.
    """

    lacking: Lacking
    target: str
    by: str
    instead: tuple[Means, ...]


def parks_without_tenants(graph: nx.MultiDiGraph[str]) -> Iterator[Lack]:
    """Yield the parks and bases that no enterprise is said to be a tenant of.

    Examples
    --------
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("park", kind="IndustrialPark")
    >>> [lack.target for lack in parks_without_tenants(graph)]
    ['park']
    """
    for park in sorted(node for node in graph if kind_of(graph, node) == "IndustrialPark"):
        coming = graph.in_edges(park, data=True)
        if not any(data["relation"] == "tenantOf" for *_, data in coming):
            built_for = tuple(
                Means(firm, data["evidence"])
                for _, firm, data in sorted(
                    graph.out_edges(park, data=True), key=lambda edge: edge[1]
                )
                if data["relation"] == "builtFor"
            )
            yield Lack(Lacking.TENANTS, park, "", built_for)


def elements_without_instrument(
    graph: nx.MultiDiGraph[str], cells: Collection[Cell]
) -> Iterator[Lack]:
    """Yield the elements that a zone adopts and that no fund, policy, platform or the like realises.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A projected network.
    cells : collection of Cell
        The matrix of one framework.
    """
    for cell in cells:
        adopted = cell.realised in (Realised.HERE, Realised.GOAL)
        if kind_of(graph, cell.target) != "HighTechZone" or not adopted:
            continue
        if not any(kind_of(graph, means.entity) in INSTRUMENTS for means in cell.means):
            yield Lack(Lacking.INSTRUMENT, cell.target, cell.element, cell.means)


def clusters_untouched(
    graph: nx.MultiDiGraph[str], cells: Collection[Cell], touching: Mapping[str, str]
) -> Iterator[Lack]:
    """Yield the clusters that no fund, team or forum reaches.

    A cluster is touched if its element is realised for it, or if an entity of the kind lies within two hops
    of a member, not walking through hubs.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A projected network.
    cells : collection of Cell
        The matrix of a framework.
    touching : mapping of str to str
        IRI of an element to the kind of entity that would do, as ``"Fund"``; an empty kind is none.
    """
    realised = {
        (cell.target, cell.element): cell
        for cell in cells
        if cell.realised is not Realised.NOT_FOUND
    }
    for cluster in clusters(graph):
        near = {kind_of(graph, node) for node in surroundings(graph, cluster).network}
        for element, kind in touching.items():
            cell = realised.get((cluster, element))
            own = cell is not None and cell.realised is Realised.HERE
            if not own and kind not in near:
                yield Lack(Lacking.TOUCH, cluster, element, cell.means if cell else ())
