"""Two zones, or one at two moments, side by side; what is unknown stays unknown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from zonegraph.analysis.figures import Figure
from zonegraph.analysis.gaps import Realised, find_gaps
from zonegraph.analysis.neighbourhood import clusters, enterprises, kind_of, members
from zonegraph.analysis.roles import roles_in
from zonegraph.analysis.zones import zone_parts


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things compared.

    Attributes
    ----------
    network : networkx.MultiDiGraph
        Its part of a projected network.
    figures : tuple of Figure
        Its observations.
    """

    network: nx.MultiDiGraph[str]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing compared.

    Attributes
    ----------
    section : str
        ``"entities"``, ``"facts"``, ``"clusters"``, ``"anchors"``, ``"elements"`` or ``"figures"``.
    what : str
        A kind, an IRI, or a figure's indicator and kind.
    values : tuple
        One for each side: a number, a tuple of IRIs, or figures; None where the sources say nothing.
    """

    section: str
    what: str
    values: tuple[object, ...]


def compare(sides: Sequence[Side], framework: str, elements: Sequence[str]) -> list[Line]:
    """Return what can be compared, line by line, in the order of sections.

    Parameters
    ----------
    sides : sequence of Side
        Two or more.
    framework : str
        IRI of the framework whose elements are compared.
    elements : sequence of str
        IRIs of its elements, in its order.

    Examples
    --------
    >>> one, other = nx.MultiDiGraph(), nx.MultiDiGraph()
    >>> one.add_node("firm", kind="Enterprise")
    >>> lines = compare([Side(one, ()), Side(other, ())], "frame", [])
    >>> [(line.section, line.what, line.values) for line in lines]
    [('entities', 'Enterprise', (1, None)), ('facts', '', (0, 0))]
    """
    networks = [side.network for side in sides]
    return [
        *_counted("entities", [_kinds(each) for each in networks]),
        Line("facts", "", tuple(each.number_of_edges() for each in networks)),
        *_listed("clusters", [_cluster_sizes(each) for each in networks]),
        *_listed("anchors", [_stated_anchors(each) for each in networks]),
        *_elements(networks, framework, elements),
        *_listed("figures", [_figures(side.figures) for side in sides]),
    ]


def sides_by_zone(
    graph: nx.MultiDiGraph[str], figures: Sequence[Figure], zones: Sequence[str]
) -> tuple[list[str], list[Side]]:
    """Return the zones to compare, all if none are given, and the side of each."""
    parts = zone_parts(graph)
    chosen = list(dict.fromkeys(zones)) or list(parts)
    return chosen, [_side(graph, parts[zone], figures) for zone in chosen]


def sides_by_day(
    networks: Sequence[nx.MultiDiGraph[str]],
    observations: Sequence[Collection[str]],
    figures: Sequence[Figure],
    zones: Sequence[str],
) -> list[Side]:
    """Return one side for each moment: of the zones given, or of everything.

    Parameters
    ----------
    networks : sequence of networkx.MultiDiGraph
        As sources told by each day.
    observations : sequence of collection of str
        IRIs of the observations told by each day.
    figures : sequence of Figure
        All figures.
    zones : sequence of str
        IRIs; empty for everything.
    """
    sides = []
    for network, told in zip(networks, observations, strict=True):
        known = [figure for figure in figures if figure.observation in told]
        parts = zone_parts(network)
        part = frozenset().union(*(parts[zone] for zone in zones)) if zones else frozenset(network)
        sides.append(_side(network, part, known))
    return sides


def _side(graph: nx.MultiDiGraph[str], part: Collection[str], figures: Sequence[Figure]) -> Side:
    """Return the facts within a part, and the figures about any of it."""
    tied = [node for node in graph if node in part and graph.degree(node)]
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph(graph.subgraph(tied))
    within = tuple(figure for figure in figures if set(figure.entities) & set(part))
    return Side(network, within)


def _kinds(network: nx.MultiDiGraph[str]) -> Counter[str]:
    return Counter(kind_of(network, node) for node in network)


def _counted(section: str, sides: Sequence[Mapping[str, int]]) -> Iterator[Line]:
    totals = sum((Counter(side) for side in sides), Counter[str]())
    for kind in sorted(totals, key=lambda each: (-totals[each], each)):
        yield Line(section, kind, tuple(side.get(kind) for side in sides))


def _listed(section: str, sides: Sequence[Mapping[str, object]]) -> Iterator[Line]:
    for what in sorted({name for side in sides for name in side}):
        yield Line(section, what, tuple(side.get(what) for side in sides))


def _cluster_sizes(network: nx.MultiDiGraph[str]) -> dict[str, object]:
    return {each: len(members(network, each)) for each in clusters(network)}


def _stated_anchors(network: nx.MultiDiGraph[str]) -> dict[str, object]:
    """Map each cluster to the enterprises that sources give an anchoring role."""
    found = {}
    for cluster in clusters(network):
        firms = enterprises(network, members(network, cluster))
        stated = tuple(firm for firm in firms if roles_in(network, firm, cluster))
        if stated:
            found[cluster] = stated
    return dict(found)


def _elements(
    networks: Iterable[nx.MultiDiGraph[str]], framework: str, elements: Sequence[str]
) -> Iterator[Line]:
    """Compare for how many clusters each element is realised, of how many."""
    sides = [_realised(each, framework, elements) for each in networks]
    for element in elements:
        yield Line("elements", element, tuple(side(element) for side in sides))


def _realised(
    network: nx.MultiDiGraph[str], framework: str, elements: Sequence[str]
) -> Callable[[str], tuple[int, int] | None]:
    known = set(clusters(network))
    cells = [cell for cell in find_gaps(network, framework, elements) if cell.target in known]
    having = Counter(cell.element for cell in cells if cell.realised is Realised.HERE)
    return lambda element: (having[element], len(known)) if known else None


def _figures(figures: Iterable[Figure]) -> dict[str, object]:
    """Map indicator, kind and unit to the figures, so that only like stands beside like."""
    found: dict[str, list[Figure]] = {}
    for figure in sorted(figures, key=lambda each: (each.period, each.observation)):
        found.setdefault(f"{figure.indicator} {figure.kind} {figure.unit}", []).append(figure)
    return {what: tuple(alike) for what, alike in found.items()}
