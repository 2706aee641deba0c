"""What an ecosystem loses when entities leave: connections, members, elements, stages.

An entity's own disappearance is no loss; what counts is what others lose (after Albert, Jeong & Barabasi 2000,
*Error and attack tolerance of complex networks*, Nature 406).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import networkx as nx

from zonegraph.analysis.measures import coverage
from zonegraph.analysis.neighbourhood import (
    HUB_KINDS,
    SHARED_KINDS,
    clusters,
    enterprises,
    kind_of,
    members,
)
from zonegraph.model import Evidence, reading_order

NO_TIE = HUB_KINDS | SHARED_KINDS | {"ElementRealization", "Membership", "ReportingVisit"}
"""Kinds that hold nothing together: hubs, concepts, and nodes that only spell out what was told."""


@dataclass(frozen=True, slots=True)
class Sole:
    """Something that only entities that leave have or do.

    Attributes
    ----------
    what : str
        IRI of the element or the stage.
    target : str
        IRI of the cluster, industry or zone that the element is realised for; empty for a stage.
    by : tuple of str
        IRIs of those who leave with it.
    locators : tuple of str
        The spans that say so, in reading order.
    """

    what: str
    target: str
    by: tuple[str, ...]
    locators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClusterLoss:
    """What one cluster loses.

    Attributes
    ----------
    cluster : str
        IRI.
    members : tuple of int
        Members before and after, those who leave not counted in either.
    connected : tuple of int
        The most members that hang together, before and after, those who leave not counted in either.
    coverage : tuple of float
        The greatest share of the other members that one enterprise reaches within two hops, before and
        after, 0 to 1.
    """

    cluster: str
    members: tuple[int, int]
    connected: tuple[int, int]
    coverage: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Loss:
    """What an ecosystem loses without some entities.

    Attributes
    ----------
    without : tuple of str
        IRIs of those who leave.
    components : tuple of int
        Connected components before and after.
    largest : tuple of int
        Entities in the largest component before and after.
    cut_off : tuple of str
        IRIs of the entities that fall off the largest piece left of the component they were in.
    clusters : tuple of ClusterLoss
        Those that lose connections.
    elements : tuple of Sole
        Elements of frameworks that nothing else realises for their target.
    stages : tuple of Sole
        Value-chain stages that nobody else covers.
    """

    without: tuple[str, ...]
    components: tuple[int, int]
    largest: tuple[int, int]
    cut_off: tuple[str, ...]
    clusters: tuple[ClusterLoss, ...]
    elements: tuple[Sole, ...]
    stages: tuple[Sole, ...]

    @property
    def total(self) -> int:
        """Entities cut off, and elements and stages lost, added up."""
        return len(self.cut_off) + len(self.elements) + len(self.stages)


def ties(graph: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    """Return the undirected network that holds an ecosystem together, without hubs and concepts."""
    kept = [node for node in sorted(graph) if kind_of(graph, node) not in NO_TIE]
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from(kept)
    network.add_edges_from(
        sorted({(min(a, b), max(a, b)) for a, b in graph.edges() if a != b and {a, b} <= set(kept)})
    )
    return network


def what_if(graph: nx.MultiDiGraph[str], without: Collection[str]) -> Loss:
    """Return what is lost when entities leave together.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A projected network.
    without : collection of str
        IRIs of those who leave.

    Examples
    --------
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_nodes_from(["a", "b", "c"], kind="Enterprise")
    >>> for one, other in [("a", "b"), ("b", "c")]:
    ...     _ = graph.add_edge(one, other, relation="subsidiaryOf", evidence=())
    >>> loss = what_if(graph, ["b"])
    >>> loss.components, loss.largest, loss.cut_off
    ((1, 2), (3, 1), ('c',))
    """
    return _Whole(graph).loss(tuple(sorted(set(without))))


def rank_by_loss(graph: nx.MultiDiGraph[str]) -> list[Loss]:
    """Return for every entity whose leaving costs others anything what it costs, the most first.

    Only articulation points (Tarjan 1972, *Depth-first search and linear graph algorithms*) can cut others off,
    so only they and those who realise or cover something alone are taken out and counted.
    """
    whole = _Whole(graph)
    sole = {each.by[0] for each in (*whole.elements, *whole.stages) if len(each.by) == 1}
    candidates = {*nx.articulation_points(whole.network), *(sole & set(whole.network))}
    losses = [whole.loss((node,)) for node in sorted(candidates)]
    return sorted(
        (loss for loss in losses if loss.total), key=lambda loss: (-loss.total, loss.without)
    )


def articulation_points(graph: nx.MultiDiGraph[str]) -> frozenset[str]:
    """Return the entities without which what they hold together falls apart (Tarjan 1972)."""
    return frozenset(nx.articulation_points(ties(graph)))


def bridges(graph: nx.MultiDiGraph[str]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return the pairs whose one tie holds two parts of two or more entities together, with its spans.

    A tie to an entity that has no other is a bridge by definition, and told of nowhere.
    """
    network = ties(graph)
    found = [pair for pair in nx.bridges(network) if min(network.degree(node) for node in pair) > 1]
    return [
        (a, b, _locators(_evidence(graph, a, b)))
        for a, b in sorted(tuple(sorted(pair)) for pair in found)
    ]


class _Whole:
    """What is there before anyone leaves, gathered once."""

    def __init__(self, graph: nx.MultiDiGraph[str]) -> None:
        self.network = ties(graph)
        self.elements = tuple(_elements(graph))
        self.stages = tuple(_stages(graph))
        self._members = {cluster: set(members(graph, cluster)) for cluster in clusters(graph)}
        self._firms = set(enterprises(graph, list(graph)))
        self._parts = _parts(self.network)
        self._coverage = {
            cluster: self._reach(self.network, inside) for cluster, inside in self._members.items()
        }

    def loss(self, without: tuple[str, ...]) -> Loss:
        """Return what is lost without some."""
        gone = set(without)
        rest = self.network.copy()
        rest.remove_nodes_from(gone)
        left = _parts(rest)
        before, after = (parts[0] if parts else set() for parts in (self._parts, left))
        hit = [part for part in self._parts if part & gone]
        return Loss(
            without,
            (len(self._parts), len(left)),
            (len(before), len(after)),
            tuple(sorted(node for part in hit for node in _cut_off(part, left))),
            tuple(self._clusters(rest, left, gone)),
            tuple(each for each in self.elements if set(each.by) <= gone),
            tuple(each for each in self.stages if set(each.by) <= gone),
        )

    def _clusters(
        self, rest: nx.Graph[str], left: list[set[str]], gone: set[str]
    ) -> Iterator[ClusterLoss]:
        for cluster, inside in self._members.items():
            before = _most_together(self._parts, inside, gone)
            after = _most_together(left, inside, gone)
            if after < before or inside & gone:
                staying = inside - gone
                reached = (self._coverage[cluster], self._reach(rest, staying))
                yield ClusterLoss(cluster, (len(inside), len(staying)), (before, after), reached)

    def _reach(self, network: nx.Graph[str], inside: set[str]) -> float:
        """Return the coverage of the enterprise that reaches most."""
        firms = inside & self._firms
        return max((coverage(network, firm, inside) for firm in firms), default=0.0)


def _parts(network: nx.Graph[str]) -> list[set[str]]:
    """Return the connected components, the largest first."""
    return sorted(nx.connected_components(network), key=lambda part: (-len(part), min(part)))


def _cut_off(part: set[str], left: list[set[str]]) -> set[str]:
    """Return what falls off the largest piece of a component that has lost someone."""
    pieces = [piece for piece in left if piece <= part]
    return set().union(*pieces[1:])


def _most_together(parts: list[set[str]], inside: set[str], gone: set[str]) -> int:
    """Return how many members of a cluster hang together at most, those who leave not counted."""
    together = max((part & inside for part in parts), key=len, default=set[str]())
    return len(together - gone)


def _elements(graph: nx.MultiDiGraph[str]) -> Iterator[Sole]:
    """Yield each element that is realised for a target, with all who realise it."""
    means: dict[tuple[str, str], set[str]] = defaultdict(set)
    said: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for node in sorted(graph):
        if kind_of(graph, node) != "ElementRealization":
            continue
        facts = list(graph.out_edges(node, data=True))
        for _, element, of_element in facts:
            for _, target, of_target in facts:
                if (of_element["relation"], of_target["relation"]) == (
                    "realizesElement",
                    "realizedFor",
                ):
                    by = [fact for fact in facts if fact[2]["relation"] == "realizedBy"]
                    means[target, element] |= {entity for _, entity, _ in by}
                    said[target, element] += [item for *_, data in by for item in data["evidence"]]
    for (target, element), entities in sorted(means.items()):
        yield Sole(element, target, tuple(sorted(entities)), _locators(said[target, element]))


def _stages(graph: nx.MultiDiGraph[str]) -> Iterator[Sole]:
    """Yield each value-chain stage with the enterprises that cover it."""
    for stage in sorted(node for node in graph if kind_of(graph, node) == "ValueChainStage"):
        facts = [
            fact
            for fact in graph.in_edges(stage, data=True)
            if fact[2]["relation"] == "coversStage"
        ]
        firms = enterprises(graph, sorted({firm for firm, *_ in facts}))
        if firms:
            evidence = [item for *_, data in facts for item in data["evidence"]]
            yield Sole(stage, "", tuple(firms), _locators(evidence))


def _evidence(graph: nx.MultiDiGraph[str], one: str, other: str) -> list[Evidence]:
    pairs = ((one, other), (other, one))
    facts = [data for a, b in pairs for data in (graph.get_edge_data(a, b) or {}).values()]
    return [item for data in facts for item in data["evidence"]]


def _locators(evidence: Collection[Evidence]) -> tuple[str, ...]:
    return tuple(sorted({spot for item in evidence for spot in item.locators}, key=reading_order))
