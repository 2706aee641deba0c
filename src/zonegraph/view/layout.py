"""Where each node of a picture stands: by structure, without overlaps, the same on every run.

Groups that hang together are drawn by stress (Kamada and Kawai 1989), their communities pulled
apart, then freed of overlaps and packed around the largest. Ties of a hub - the zone that all
things belong to - say little about who stands near whom: they exert no force, unless a node has
no other tie.
"""

from __future__ import annotations

import math
import random
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import igraph
    import networkx as nx

Point = tuple[float, float]
Tie = tuple[str, str]

STEP = 64.0
"""Length of a tie inside a community, in the units of the picture."""
APART = 1.4
"""How much longer a tie between two communities is."""
CELL = 18.0
"""Grain at which groups are packed."""
FILLED = 0.36
"""Share of a drawing that boxes may fill before they are pushed apart."""
STUBBORN = 120
"""Rounds after which overlaps are undone by the shortest way, whatever that does to angles."""
STRESS_LIMIT = 900
"""Nodes up to which stress is affordable; larger groups take the large graph layout."""


@dataclass(frozen=True, slots=True)
class Box:
    """The room a node takes around its centre, with its label.

    Attributes
    ----------
    aside : float
        To either side.
    above, below : float
        Upwards and downwards.
    """

    aside: float
    above: float
    below: float


def arrange(
    graph: nx.MultiDiGraph[str], boxes: Mapping[str, Box], hubs: Collection[str] = frozenset()
) -> dict[str, tuple[int, int]]:
    """Return a position for every node of a graph.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        Nodes are strings; attributes are not read.
    boxes : mapping of str to Box
        The room that each node takes.
    hubs : collection of str, optional
        Nodes whose ties exert no force on nodes that have others.

    Returns
    -------
    dict of str to tuple of int
        Whole coordinates, y downwards, centred on the origin.

    Examples
    --------
    >>> import networkx as nx
    >>> boxes = dict.fromkeys("ab", Box(10, 10, 10))
    >>> (ax, ay), (bx, by) = arrange(nx.MultiDiGraph([("a", "b")]), boxes).values()
    >>> abs(ax - bx) >= 20 or abs(ay - by) >= 20
    True
    """
    ties = _forceful_ties(graph, hubs)
    groups = _connected_groups(sorted(graph), ties)
    parts = [_spread(_draw_group(group, own), boxes) for group, own in groups]
    return _centred(_pack(parts, [own for _, own in groups], boxes))


def _forceful_ties(graph: nx.MultiDiGraph[str], hubs: Collection[str]) -> list[Tie]:
    every = sorted({(min(u, v), max(u, v)) for u, v in graph.edges() if u != v})
    free = [tie for tie in every if not (tie[0] in hubs or tie[1] in hubs)]
    tied = {node for tie in free for node in tie}
    only_to_hub: dict[str, Tie] = {}
    for tie in every:
        for node, other in (tie, tie[::-1]):
            if other in hubs and node not in tied and node not in hubs:
                only_to_hub.setdefault(node, tie)
    return sorted({*free, *only_to_hub.values()})


def _connected_groups(
    nodes: Sequence[str], ties: Sequence[Tie]
) -> list[tuple[list[str], list[Tie]]]:
    group_of = {node: number for number, part in _components(nodes, ties) for node in part}
    groups: dict[int, tuple[list[str], list[Tie]]] = {}
    for node in nodes:
        groups.setdefault(group_of[node], ([], []))[0].append(node)
    for tie in ties:
        groups[group_of[tie[0]]][1].append(tie)
    return sorted(groups.values(), key=lambda group: (-len(group[0]), group[0][0]))


def _components(nodes: Sequence[str], ties: Sequence[Tie]) -> Iterator[tuple[int, list[str]]]:
    for number, members in enumerate(_as_igraph(nodes, ties).connected_components()):
        yield number, [nodes[member] for member in members]


def _as_igraph(nodes: Sequence[str], ties: Sequence[Tie]) -> igraph.Graph:
    import igraph

    place = {node: number for number, node in enumerate(nodes)}
    return igraph.Graph(n=len(nodes), edges=[(place[u], place[v]) for u, v in ties])


def _draw_group(nodes: list[str], ties: list[Tie]) -> dict[str, Point]:
    if len(nodes) < 3:
        return {node: (STEP * number, 0.0) for number, node in enumerate(nodes)}
    import igraph

    drawing = _as_igraph(nodes, ties)
    igraph.set_random_number_generator(random.Random(1))  # noqa: S311 - no secret
    try:
        points = _by_stress(drawing) if len(nodes) <= STRESS_LIMIT else drawing.layout_lgl()
    finally:
        igraph.set_random_number_generator(random)
    stretch = STEP if len(nodes) <= STRESS_LIMIT else STEP * _to_unit_ties(points, drawing)
    return {node: (x * stretch, y * stretch) for node, (x, y) in zip(nodes, points, strict=True)}


def _by_stress(drawing: igraph.Graph) -> Sequence[Point]:
    community = drawing.community_leiden(objective_function="modularity", n_iterations=8).membership
    degree = drawing.degree()
    lengths = [
        _tie_length(degree[u], degree[v], community[u] == community[v])
        for u, v in drawing.get_edgelist()
    ]
    around = sorted(range(len(degree)), key=lambda node: (community[node], -degree[node], node))
    radius = len(degree) / (2 * math.pi)
    start = [(0.0, 0.0)] * len(degree)
    for place, node in enumerate(around):
        angle = 2 * math.pi * place / len(around)
        start[node] = (radius * math.cos(angle), radius * math.sin(angle))
    points: Sequence[Point] = drawing.layout_kamada_kawai(
        seed=start, maxiter=60 * len(degree), weights=lengths
    ).coords
    return points


def _tie_length(degree: int, other: int, together: bool) -> float:
    """Return room for the fan of a well-connected node; more where communities part."""
    fan = 1.0 + 0.12 * math.sqrt(max(degree, other))
    return fan if together else fan * APART


def _to_unit_ties(points: Sequence[Point], drawing: igraph.Graph) -> float:
    lengths = sorted(math.dist(points[u], points[v]) for u, v in drawing.get_edgelist())
    return 1.0 / (lengths[len(lengths) // 2] or 1.0)


def _spread(points: dict[str, Point], boxes: Mapping[str, Box]) -> dict[str, Point]:
    """Push overlapping boxes apart, each pair along the way that is shorter, until none overlap."""
    stretch = _stretch(points, boxes)
    places = {node: [x * stretch, y * stretch] for node, (x, y) in points.items()}
    for turn in range(240):
        pairs = list(_overlapping(places, boxes))
        if not pairs:
            break
        for one, other in pairs:
            _push_apart(places[one], places[other], boxes[one], boxes[other], turn)
    return {node: (x, y) for node, (x, y) in places.items()}


def _stretch(points: Mapping[str, Point], boxes: Mapping[str, Box]) -> float:
    """Return how much a drawing must grow until its boxes fill no more than a share of it."""
    needed = sum(2 * boxes[node].aside * (boxes[node].above + boxes[node].below) for node in points)
    width, height = (_extent([point[axis] for point in points.values()]) for axis in (0, 1))
    return max(1.0, math.sqrt(needed / FILLED / ((width + STEP) * (height + STEP))))


def _extent(values: Sequence[float]) -> float:
    return max(values) - min(values)


def _overlapping(
    places: Mapping[str, Sequence[float]], boxes: Mapping[str, Box]
) -> Iterator[tuple[str, str]]:
    """Sweep from left to right; yield each pair whose boxes overlap."""
    spans = sorted(
        (x - box.aside, node, x + box.aside, y - box.above, y + box.below)
        for node, (x, y) in places.items()
        for box in (boxes[node],)
    )
    active: list[tuple[float, str, float, float, float]] = []
    for span in spans:
        left, node, _, top, bottom = span
        active = [other for other in active if other[2] > left]
        for _, other, _, above, below in active:
            if above < bottom and top < below:
                yield other, node
        active.append(span)


def _push_apart(one: list[float], other: list[float], box: Box, other_box: Box, turn: int) -> None:
    """Move two nodes along the line between them, as in PRISM (Gansner and Hu 2009)."""
    shift = (other_box.below - other_box.above - box.below + box.above) / 2
    apart = other[0] - one[0], other[1] - one[1] + shift
    room = (
        box.aside + other_box.aside,
        (box.above + box.below + other_box.above + other_box.below) / 2,
    )
    if abs(apart[0]) >= room[0] or abs(apart[1]) >= room[1]:
        return
    longer = min(room[axis] / max(abs(apart[axis]), 0.01) for axis in (0, 1))
    if longer > 3 or turn > STUBBORN:
        _push_along_axis(one, other, apart, room)
        return
    share = min(longer - 0.99, 0.25) / 2
    for axis in (0, 1):
        one[axis] -= apart[axis] * share
        other[axis] += apart[axis] * share


def _push_along_axis(one: list[float], other: list[float], apart: Point, room: Point) -> None:
    overlap = [room[axis] - abs(apart[axis]) for axis in (0, 1)]
    axis = 0 if overlap[0] < overlap[1] else 1
    move = math.copysign(overlap[axis] / 2 + 0.5, apart[axis])
    one[axis] -= move
    other[axis] += move


def _pack(
    parts: Sequence[dict[str, Point]], ties: Sequence[Sequence[Tie]], boxes: Mapping[str, Box]
) -> dict[str, Point]:
    """Set each group, largest first, on the free place that is nearest to the middle."""
    taken: set[tuple[int, int]] = set()
    placed: dict[str, Point] = {}
    for part, own in zip(parts, ties, strict=True):
        centred = _about_middle(part)
        cells = _cells(centred, own, boxes)
        across, down = next(
            shift
            for shift in _outwards()
            if taken.isdisjoint((x + shift[0], y + shift[1]) for x, y in cells)
        )
        taken.update((x + across, y + down) for x, y in cells)
        placed |= {n: (x + across * CELL, y + down * CELL) for n, (x, y) in centred.items()}
    return placed


def _about_middle(part: Mapping[str, Point]) -> dict[str, Point]:
    across, down = (_middle([point[axis] for point in part.values()]) for axis in (0, 1))
    return {node: (x - across, y - down) for node, (x, y) in part.items()}


def _middle(values: Sequence[float]) -> float:
    return (min(values) + max(values)) / 2


def _cells(
    part: Mapping[str, Point], ties: Sequence[Tie], boxes: Mapping[str, Box]
) -> set[tuple[int, int]]:
    """Return the grid cells that the boxes and ties of a group cover, with a margin."""
    cells: set[tuple[int, int]] = set()
    for node, (x, y) in part.items():
        box = boxes[node]
        across = range(_cell(x - box.aside) - 1, _cell(x + box.aside) + 2)
        down = range(_cell(y - box.above) - 1, _cell(y + box.below) + 2)
        cells.update((column, row) for column in across for row in down)
    for u, v in ties:
        cells.update(_cells_along(part[u], part[v]))
    return cells


def _cells_along(start: Point, end: Point) -> Iterator[tuple[int, int]]:
    steps = max(1, round(math.dist(start, end) / CELL))
    for step in range(steps + 1):
        share = step / steps
        x, y = (a + (b - a) * share for a, b in zip(start, end, strict=True))
        yield from ((_cell(x) + dx, _cell(y) + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))


def _cell(length: float) -> int:
    return math.floor(length / CELL)


def _outwards() -> Iterator[tuple[int, int]]:
    """Yield shifts on widening rings."""
    yield 0, 0
    for ring in count(1):
        steps = 8 * ring
        for step in range(steps):
            angle = 2 * math.pi * step / steps
            yield round(ring * math.cos(angle)), round(ring * math.sin(angle))


def _centred(points: Mapping[str, Point]) -> dict[str, tuple[int, int]]:
    if not points:
        return {}
    moved = _about_middle(points)
    return {node: (round(x), round(y)) for node, (x, y) in sorted(moved.items())}
