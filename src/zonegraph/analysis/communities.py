"""Communities that the ties of a network show, beside the clusters that sources state."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import comb
from typing import Literal

import networkx as nx

from zonegraph.analysis.neighbourhood import MEMBERSHIP, clusters
from zonegraph.analysis.resilience import ties
from zonegraph.analysis.walks import to_igraph

SEED = 20210815
"""Communities are drawn by chance; the same seed gives the same."""


@dataclass(frozen=True, slots=True)
class Communities:
    """Communities that the ties show, beside the clusters that sources state.

    Attributes
    ----------
    parts : tuple of tuple of str
        IRIs, the largest community first.
    modularity : float
        How much denser ties are within than chance would have it (Newman & Girvan 2004).
    agreement : float or None
        Adjusted Rand index between communities and stated clusters over entities that belong to just one
        cluster, 1 for the same division and about 0 for chance; None where fewer than two clusters compare.
    compared : int
        How many entities that rests on.
    """

    parts: tuple[tuple[str, ...], ...]
    modularity: float
    agreement: float | None
    compared: int


def communities(
    graph: nx.MultiDiGraph[str], method: Literal["leiden", "louvain"] = "leiden"
) -> Communities:
    """Return the communities of a network.

    Leiden (Traag, Waltman & van Eck 2019, *From Louvain to Leiden*, Scientific Reports 9) or Louvain (Blondel
    et al. 2008, *Fast unfolding of communities*, J. Stat. Mech. P10008), both maximising modularity, by igraph.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A projected network.
    method : {"leiden", "louvain"}, optional
        How.
    """
    network = ties(graph)
    names = sorted(network)
    flat = to_igraph(network)
    with _chance():
        if method == "leiden":
            found = flat.community_leiden(objective_function="modularity", n_iterations=-1)
        else:
            found = flat.community_multilevel()
    parts = sorted(
        (tuple(sorted(names[node] for node in part)) for part in found),
        key=lambda part: (-len(part), part),
    )
    of_part = {name: number for number, part in enumerate(parts) for name in part}
    stated = {name: cluster for name, cluster in _stated(graph).items() if name in of_part}
    both = sorted(stated)
    comparable = len(set(stated.values())) > 1
    agreement = (
        adjusted_rand_index([of_part[name] for name in both], [stated[name] for name in both])
        if comparable
        else None
    )
    return Communities(
        tuple(parts), found.modularity if flat.ecount() else 0.0, agreement, len(both)
    )


def adjusted_rand_index(one: Sequence[object], other: Sequence[object]) -> float:
    """Return how far two divisions of the same things agree, 1 for the same and about 0 for chance.

    Hubert & Arabie 1985, *Comparing partitions*, Journal of Classification 2.

    Examples
    --------
    >>> adjusted_rand_index("aabb", "xxyy"), adjusted_rand_index("aabb", "xyxy")
    (1.0, -0.5)
    """
    pairs = sum(comb(number, 2) for number in Counter(zip(one, other, strict=True)).values())
    rows = sum(comb(number, 2) for number in Counter(one).values())
    columns = sum(comb(number, 2) for number in Counter(other).values())
    expected = rows * columns / comb(len(one), 2) if len(one) > 1 else 0.0
    greatest = (rows + columns) / 2
    if greatest == expected:
        return 1.0
    return round((pairs - expected) / (greatest - expected), 12)


def _stated(graph: nx.MultiDiGraph[str]) -> dict[str, str]:
    """Map each entity that belongs to just one cluster to it."""
    found: dict[str, set[str]] = defaultdict(set)
    for cluster in clusters(graph):
        for node, _, data in graph.in_edges(cluster, data=True):
            if data["relation"] in MEMBERSHIP:
                found[node].add(cluster)
    return {node: min(of_node) for node, of_node in found.items() if len(of_node) == 1}


@contextmanager
def _chance() -> Iterator[None]:
    """Let igraph draw from a chance that is the same every time."""
    import igraph

    igraph.set_random_number_generator(random.Random(SEED))  # noqa: S311 - chance, not secrecy
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)
