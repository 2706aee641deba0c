"""A network too large for one page, folded into its zones and clusters, and what ties them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from zonegraph.model import Label, Status
from zonegraph.view.folding import END_KINDS, LOOSE_KINDS, STEPS, nearest
from zonegraph.view.selection import SHARED_KINDS

if TYPE_CHECKING:
    import networkx as nx

MOST = 2000
"""Nodes up to which one page stays fluid."""

BETWEEN = Label("其间事实", "facts between them")
"""What a line of an overview stands for."""

Links = Iterable[tuple[str, str, str, Status]]
_STATUSES = tuple(Status)
_FAR = 64


def links_of(graph: nx.MultiDiGraph[str]) -> Iterator[tuple[str, str, str, Status]]:
    """Yield the relations of a projection as `fold` reads them."""
    for subject, target, relation, fact in graph.edges(keys=True, data=True):
        yield subject, relation, target, Status(fact["status"])


def fold(
    kinds: Mapping[str, str],
    links: Links,
    names: Callable[[list[str]], Mapping[str, Label]],
    most: int = MOST,
) -> nx.MultiDiGraph[str]:
    """Return the overview of a large network: zones, clusters and the industries of clusters.

    An entity is folded into the cluster that it alone is near, else into its zone. What many zones
    share - a framework, an area - is left out. Where even so there are too many nodes, clusters fold
    into their zones.

    Parameters
    ----------
    kinds : mapping of str to str
        Kind of each entity, by IRI.
    links : iterable of (subject, relation, object, status)
        Read once; a fact may come several times, and counts once, by its best status.
    names : callable
        Returns the labels of some IRIs.
    most : int, optional
        Nodes to show at most.

    Returns
    -------
    networkx.MultiDiGraph
        Ready for `zonegraph.view.page.render_page`. Nodes have ``holds``, how many entities are
        folded into them, and ``inside``, how many facts; edges have ``weight``, how many facts lie
        between, one edge a status. The graph has ``entities`` and ``facts``, of the whole.

    Examples
    --------
    >>> kinds = {"z": "HighTechZone", "c": "IndustryCluster", "f": "Enterprise"}
    >>> links = [("f", "memberOf", "c", Status.STATED), ("c", "locatedIn", "z", Status.STATED)]
    >>> folded = fold(kinds, links, lambda iris: {iri: Label(iri, iri) for iri in iris})
    >>> [(node, folded.nodes[node]["holds"]) for node in folded]
    [('c', 2), ('z', 1)]
    """
    facts = _best_facts(kinds, links)
    neighbours = _neighbours(facts)
    owner = _owners(kinds, neighbours, clusters=True)
    if len(set(owner.values())) > most:
        owner = _owners(kinds, neighbours, clusters=False)
    return _drawable(kinds, facts, owner, names)


def _best_facts(kinds: Mapping[str, str], links: Links) -> dict[tuple[str, str, str], int]:
    """Return the best status of each fact between entities; each IRI is held once."""
    held = {iri: iri for iri in kinds}
    facts: dict[tuple[str, str, str], int] = {}
    for subject, relation, target, status in links:
        if subject in held and target in held:
            fact = held[subject], held.setdefault(relation, relation), held[target]
            place = _STATUSES.index(status)
            facts[fact] = min(place, facts.get(fact, place))
    return facts


def _neighbours(facts: Iterable[tuple[str, str, str]]) -> dict[str, list[str]]:
    neighbours: dict[str, list[str]] = {}
    for subject, _, target in facts:
        neighbours.setdefault(subject, []).append(target)
        neighbours.setdefault(target, []).append(subject)
    return neighbours


def _owners(
    kinds: Mapping[str, str], neighbours: Mapping[str, list[str]], *, clusters: bool
) -> dict[str, str]:
    """Return the node of the overview that stands for each entity."""
    of_kind: dict[str, list[str]] = {}
    for iri, kind in kinds.items():
        of_kind.setdefault(kind, []).append(iri)
    shared = {iri for kind in SHARED_KINDS | LOOSE_KINDS for iri in of_kind.get(kind, ())}

    def next_to(node: str) -> list[str]:
        return neighbours.get(node, [])

    zones = of_kind.get("HighTechZone", [])
    owner = nearest(zones, next_to, shared - set(zones), _FAR)
    if clusters:
        heads = of_kind.get("IndustryCluster", [])
        ends = {iri for kind in END_KINDS for iri in of_kind.get(kind, ())}
        owner |= nearest(heads, next_to, shared, STEPS, ends)
        owner |= {
            iri: iri
            for iri in of_kind.get("Industry", ())
            if any(kinds[other] == "IndustryCluster" for other in next_to(iri))
        }
    return owner


def _drawable(
    kinds: Mapping[str, str],
    facts: Mapping[tuple[str, str, str], int],
    owner: Mapping[str, str],
    names: Callable[[list[str]], Mapping[str, Label]],
) -> nx.MultiDiGraph[str]:
    import networkx as nx

    holds = Counter(owner.values())
    inside, between = _counted(facts, owner)
    labels = names(sorted(holds))
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(entities=len(kinds), facts=len(facts))
    for iri in sorted(holds):
        zh, en = labels[iri].zh, labels[iri].en
        graph.add_node(iri, kind=kinds[iri], label_zh=zh, label_en=en, aliases=())
        graph.nodes[iri].update(holds=holds[iri], inside=inside[iri])
    for (one, other, place), count in sorted(between.items()):
        status = _STATUSES[place]
        graph.add_edge(
            one,
            other,
            key=status.value,
            relation="between",
            label_zh=BETWEEN.zh,
            label_en=BETWEEN.en,
            status=status.value,
            confidence=1.0,
            evidence=(),
            weight=count,
        )
    return graph


def _counted(
    facts: Mapping[tuple[str, str, str], int], owner: Mapping[str, str]
) -> tuple[Counter[str], Counter[tuple[str, str, int]]]:
    """Return how many facts each node holds, and how many of each status lie between two."""
    inside: Counter[str] = Counter()
    between: Counter[tuple[str, str, int]] = Counter()
    for (subject, _, target), place in facts.items():
        one, other = owner.get(subject), owner.get(target)
        if one is None or other is None:
            continue
        if one == other:
            inside[one] += 1
        else:
            between[min(one, other), max(one, other), place] += 1
    return inside, between
