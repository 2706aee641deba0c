"""A graph made ready to draw: sized nodes with positions, parallel relations drawn as one line."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zonegraph.model import Evidence, Status
from zonegraph.view.addresses import check_address
from zonegraph.view.folding import homes
from zonegraph.view.layout import Box, arrange
from zonegraph.view.palette import FAMILIES, legend_order, look_of
from zonegraph.view.pinyin import keys
from zonegraph.view.selection import find_hubs
from zonegraph.vocab import shorten

if TYPE_CHECKING:
    import networkx as nx

STATUSES = tuple(Status)
"""Best first: the place of a status in this row is how a page refers to it."""

SMALLEST, LARGEST = 5.5, 20.0
LABELLED = 60
"""Nodes that get room for their label in the layout; a page shows as many more as then fit."""
MANY = 16
"""Neighbours from which on a node is no longer drawn larger: a hub would dwarf all others."""
_EM = 13.0
_LABEL_WIDTH = 9 * _EM


@dataclass(frozen=True, slots=True)
class Picture:
    """What a page draws, in plain values that JSON can hold.

    Attributes
    ----------
    nodes : list of dict
        One a node: number, look, place, size, names and their pinyin; ``wall`` where no walk goes
        on, the ``home`` cluster that it hangs on, the ``day`` from which on it counts, the ``link``
        to its own page; in an overview what it ``holds``.
    edges : list of dict
        One a pair of nodes: its facts, and whether it is a hub's.
    kinds : list of dict
        The kinds that occur, in the order of a legend.
    relations : list of list of str
        Names of the relations that occur, in Chinese and English.
    evidence : list of list
        Status, confidence and locators of each piece of evidence.
    """

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    kinds: list[dict[str, Any]]
    relations: list[list[str]]
    evidence: list[list[Any]]


def draw(
    graph: nx.MultiDiGraph[str],
    emphasis: Mapping[str, float] | None = None,
    days: Mapping[str, str] | None = None,
    links: Mapping[str, str] | None = None,
) -> Picture:
    """Return the picture of a graph.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A projection: nodes with ``kind``, ``label_zh``, ``label_en`` and ``aliases``; edges with
        ``relation``, ``label_zh``, ``label_en``, ``status``, ``confidence`` and ``evidence``.
    emphasis : mapping of str to float, optional
        What the sizes of nodes stand for; their number of relations where it is not given.
    days : mapping of str to str, optional
        From which day on an entity counts, as ``"2021-06-30"``, by IRI.
    links : mapping of str to str, optional
        Addresses of entities' own pages, by IRI.

    Raises
    ------
    ZonegraphError
        If an address is neither relative nor http(s).

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("urn:a", kind="Enterprise", label_zh="甲", label_en="A", aliases=())
    >>> [(node["label"], node["shape"]) for node in draw(graph).nodes]
    [('甲', 'dot')]
    """
    order = sorted(graph)
    number = {node: place for place, node in enumerate(order)}
    folded = is_overview(graph)
    sizes = _sizes(graph, order, _held(graph) if folded else emphasis)
    walls: frozenset[str] = frozenset() if folded else find_hubs(graph)
    hubs = _of_kind(graph, "Industry") if folded else _crowded(graph, walls)
    home = {} if folded else homes(graph, walls)
    places = arrange(graph, _boxes(graph, sizes), hubs)
    kinds = sorted({str(graph.nodes[node]["kind"]) for node in order}, key=legend_order)
    evidence = _Register()
    relations = _relations(graph)
    edges = list(_lines(graph, number, hubs, evidence, relations))
    nodes = []
    for node in order:
        dot = _dot(node, number[node], graph.nodes[node], kinds, sizes[node], places[node])
        known = {
            "wall": 1 if node in walls else None,
            "home": number[home[node]] if node in home else None,
            "day": days.get(node) if days else None,
            "link": check_address(links[node]) if links and node in links else None,
            "holds": graph.nodes[node].get("holds"),
            "inside": graph.nodes[node].get("inside"),
        }
        nodes.append(dot | {name: value for name, value in known.items() if value is not None})
    return Picture(
        nodes, edges, [_kind(name) for name in kinds], relations.as_lists(), evidence.as_lists()
    )


def is_overview(graph: nx.MultiDiGraph[str]) -> bool:
    """Tell whether the nodes of a graph stand for more than themselves, as `overview.fold` makes it."""
    return "entities" in graph.graph


def _held(graph: nx.MultiDiGraph[str]) -> dict[str, float]:
    """Return how many entities each node of an overview holds; a zone, with those of its clusters."""
    held = {node: float(graph.nodes[node]["holds"]) for node in graph}
    for zone in _of_kind(graph, "HighTechZone"):
        around = {*graph.successors(zone), *graph.predecessors(zone)}
        held[zone] += sum(graph.nodes[node]["holds"] for node in around)
    return held


def _of_kind(graph: nx.MultiDiGraph[str], kind: str) -> frozenset[str]:
    return frozenset(node for node in graph if graph.nodes[node]["kind"] == kind)


class _Register:
    """Numbers values in the order in which they first come."""

    def __init__(self) -> None:
        self._numbers: dict[Any, int] = {}

    def number(self, value: Any) -> int:
        return self._numbers.setdefault(value, len(self._numbers))

    def as_lists(self) -> list[list[Any]]:
        return [list(value) for value in self._numbers]


def _relations(graph: nx.MultiDiGraph[str]) -> _Register:
    """Return the relations, numbered in the order of their terms, as a page lists them."""
    relations = _Register()
    facts = (fact for *_, fact in graph.edges(data=True))
    for fact in sorted(facts, key=lambda fact: (fact["relation"], _names(fact))):
        relations.number(_names(fact))
    return relations


def _kind(name: str) -> dict[str, Any]:
    look = look_of(name)
    family = next(place for place, family in enumerate(FAMILIES) if family.name == look.family)
    return {
        "name": name,
        "label": [look.label.zh, look.label.en],
        "family": family,
        "shape": look.shape,
        "filled": look.filled,
    }


def _dot(
    node: str,
    number: int,
    attributes: Mapping[str, Any],
    kinds: list[str],
    size: float,
    place: tuple[int, int],
) -> dict[str, Any]:
    kind = str(attributes["kind"])
    return {
        "id": number,
        "label": str(attributes["label_zh"] or shorten(node)),
        "en": str(attributes["label_en"] or shorten(node)),
        "aliases": [str(alias) for alias in attributes["aliases"]],
        "pinyin": _pinyin(attributes),
        "iri": shorten(node),
        "kind": kinds.index(kind),
        "shape": look_of(kind).shape,
        "size": size,
        "x": place[0],
        "y": place[1],
    }


def _pinyin(attributes: Mapping[str, Any]) -> str:
    names = (str(attributes["label_zh"] or ""), *map(str, attributes["aliases"]))
    return " ".join(dict.fromkeys(key for name in names for key in keys(name)))


def _sizes(
    graph: nx.MultiDiGraph[str], order: Iterable[str], emphasis: Mapping[str, float] | None
) -> dict[str, float]:
    weights = {node: _weight(graph, node, emphasis) for node in order}
    most = max(weights.values(), default=0.0) or 1.0
    return {
        node: round(SMALLEST + (LARGEST - SMALLEST) * (weight / most) ** 0.65, 1)
        for node, weight in weights.items()
    }


def _weight(graph: nx.MultiDiGraph[str], node: str, emphasis: Mapping[str, float] | None) -> float:
    if emphasis is not None:
        return max(0.0, float(emphasis.get(node, 0.0)))
    return float(min(_neighbour_count(graph, node), MANY))


def _neighbour_count(graph: nx.MultiDiGraph[str], node: str) -> int:
    return len({*graph.successors(node), *graph.predecessors(node)} - {node})


def _crowded(graph: nx.MultiDiGraph[str], hubs: Iterable[str]) -> frozenset[str]:
    """Return the hubs that so many nodes are tied to that their ties would pull all together.

    A framework is none: its elements belong around it.
    """
    crowd = max(8, min(len(graph) // 15, 30))
    pulling = (hub for hub in hubs if graph.nodes[hub]["kind"] != "Framework")
    return frozenset(hub for hub in pulling if _neighbour_count(graph, hub) >= crowd)


def _boxes(graph: nx.MultiDiGraph[str], sizes: Mapping[str, float]) -> dict[str, Box]:
    labelled = sorted(sizes, key=lambda node: (-sizes[node], node))[:LABELLED]
    boxes = {node: Box(size + 7, size + 7, size + 7) for node, size in sizes.items()}
    for node in labelled:
        names = (graph.nodes[node]["label_zh"], graph.nodes[node]["label_en"])
        widths = [text_width(str(name)) for name in names]
        aside = max(min(width, _LABEL_WIDTH) for width in widths) / 2 + 4
        lines = max(min(3, math.ceil(width / _LABEL_WIDTH)) for width in widths)
        size = sizes[node]
        boxes[node] = Box(max(aside, size + 4), size + 5, size + 8 + lines * _EM * 1.2)
    return boxes


def text_width(text: str) -> float:
    """Return about how wide a label is; East Asian characters take a whole em, others half."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return _EM * (wide + 0.54 * (len(text) - wide))


def _lines(
    graph: nx.MultiDiGraph[str],
    number: Mapping[str, int],
    hubs: frozenset[str],
    evidence: _Register,
    relations: _Register,
) -> Iterator[dict[str, Any]]:
    """Yield one line a pair of nodes, in order of their numbers, with all facts between them."""
    between: dict[tuple[int, int], list[list[Any]]] = {}
    rows = sorted(graph.edges(keys=True, data=True), key=lambda row: row[:3])
    for subject, object_, _, fact in rows:
        ends = number[subject], number[object_]
        between.setdefault((min(ends), max(ends)), []).append(
            [*ends, relations.number(_names(fact)), *_vouched(fact, evidence), *_weight_of(fact)]
        )
    hub_numbers = {number[hub] for hub in hubs}
    for (low, high), facts in sorted(between.items()):
        start, end = facts[0][:2]
        both_ways = any(fact[0] != start for fact in facts)
        yield {
            "from": start,
            "to": end,
            "arrows": "to;from" if both_ways else "to",
            "hub": low in hub_numbers or high in hub_numbers,
            "facts": facts,
        }


def _weight_of(fact: Mapping[str, Any]) -> list[int]:
    """Return for how many facts one stands, where it stands for several."""
    return [fact["weight"]] if "weight" in fact else []


def _names(fact: Mapping[str, Any]) -> tuple[str, str]:
    return str(fact["label_zh"] or fact["relation"]), str(fact["label_en"] or fact["relation"])


def _vouched(fact: Mapping[str, Any], evidence: _Register) -> tuple[int, float, list[int]]:
    """Return the status, the confidence and the numbers of a fact's evidence."""
    status = STATUSES.index(Status(fact["status"]))
    numbers = [evidence.number(_plain(piece)) for piece in fact["evidence"]]
    return status, float(fact["confidence"]), numbers


def _plain(piece: Evidence) -> tuple[int, float, tuple[str, ...]]:
    return STATUSES.index(piece.status), float(piece.confidence), piece.locators
