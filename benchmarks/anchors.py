"""Whether the anchor score finds planted anchors, against single measures on the same networks.

Run: ``python benchmarks/anchors.py [SEEDS] [ZONES]``. Each seed is a country of its own; the interval is the
95 % bootstrap interval of the mean over seeds.
"""

from __future__ import annotations

import sys
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from random import Random
from statistics import fmean

import igraph
import networkx as nx
from pyoxigraph import Quad

from zonegraph.analysis.anchors import measure
from zonegraph.analysis.measures import Measures
from zonegraph.analysis.scoring import COMPONENTS, WEIGHTS, composite, rank_components
from zonegraph.analysis.surroundings import Surroundings, surroundings
from zonegraph.projection import project
from zonegraph.synthetic import make_zone, with_noise

NOISE = ((0.0, 0.0), (0.1, 0.05), (0.2, 0.0), (0.2, 0.1), (0.4, 0.2))
"""Shares of facts missing and of facts false."""

Scores = Mapping[str, float]


class Quads:
    """Quads in memory, as a projection reads them."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._quads = list(quads)

    def quads(self) -> Iterator[Quad]:
        """Yield them."""
        return iter(self._quads)


def by_igraph(
    of: Callable[[igraph.Graph], Sequence[float]], network: nx.Graph[str], *, directed: bool = False
) -> Scores:
    """Compute a measure of every node with igraph, on facts as they read or on ties without direction."""
    nodes = sorted(network)
    number = {node: place for place, node in enumerate(nodes)}
    pairs = (
        {(tie.source, tie.target) for *_, data in network.edges(data=True) for tie in data["ties"]}
        if directed
        else network.edges()
    )
    edges = sorted((number[a], number[b]) for a, b in pairs)
    flat = igraph.Graph(n=len(nodes), edges=edges, directed=directed)
    return dict(zip(nodes, of(flat), strict=True))


def hits(flat: igraph.Graph) -> list[float]:
    """Return the larger of hub and authority score (Kleinberg 1999) of every node."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # the network may fall into parts
        return [max(pair) for pair in zip(flat.hub_score(), flat.authority_score(), strict=True)]


SINGLE: dict[str, Callable[[nx.Graph[str]], Scores]] = {
    "degree": lambda network: {node: float(degree) for node, degree in network.degree()},
    "PageRank": lambda network: by_igraph(lambda flat: flat.pagerank(), network),
    "betweenness": lambda network: by_igraph(lambda flat: flat.betweenness(), network),
    "HITS": lambda network: by_igraph(hits, network, directed=True),
}


def rivals(around: Surroundings) -> dict[str, Scores]:
    """Return every score of the cluster's enterprises; whom nothing is known of comes last."""
    measures = measure(around)
    ranks = rank_components(measures)
    ours = {firm: composite(ranked, WEIGHTS) for firm, ranked in ranks.items()}
    found: dict[str, Scores] = {"zonegraph": ours}
    found |= {f"only {name}": _column(measures, name) for name in COMPONENTS}
    for name in (name for name, weight in WEIGHTS.items() if weight):
        weights = {other: weight for other, weight in WEIGHTS.items() if other != name}
        found[f"without {name}"] = {
            firm: composite(ranked, weights) for firm, ranked in ranks.items()
        }
    found |= {name: single(around.network) for name, single in SINGLE.items()}
    return {name: {f: scores.get(f, -1e9) for f in around.firms} for name, scores in found.items()}


def _column(measures: Mapping[str, Measures], name: str) -> Scores:
    return {firm: float(getattr(each, name)) for firm, each in measures.items()}


def area(scores: Scores, planted: Sequence[str]) -> float:
    """Return the area under the ROC curve: how often an anchor beats another, a tie counting half."""
    pairs = [
        (scores[anchor], scores[other])
        for anchor in planted
        for other in scores
        if other not in planted
    ]
    return fmean(1.0 if a > b else 0.5 if a == b else 0.0 for a, b in pairs)


def first(scores: Scores, planted: Sequence[str]) -> float:
    """Return precision at 1: the share of those in first place that are anchors."""
    best = max(scores.values())
    leading = [firm for firm, score in scores.items() if score == best]
    return sum(firm in planted for firm in leading) / len(leading)


def reciprocal_rank(scores: Scores, planted: Sequence[str]) -> float:
    """Return one over the place of the best-placed anchor, the mean place among equals."""
    best = max(scores[anchor] for anchor in planted)
    above = sum(score > best for score in scores.values())
    equal = sum(score == best for score in scores.values())
    return 1 / (above + (equal + 1) / 2)


def of_country(seed: int, zones: int, missing: float, false: float) -> dict[str, list[float]]:
    """Return the mean precision at 1, reciprocal rank and AUC of every score over a country."""
    figures: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for number in range(zones):
        zone = make_zone(number, seed)
        graph = project(Quads(with_noise(zone.quads(), missing, false, seed)))
        for cluster, planted in zone.truth.anchors.items():
            around = surroundings(graph, cluster)
            here = [firm for firm in planted if firm in around.firms]
            if not here or len(here) == len(around.firms):
                continue
            for name, scores in rivals(around).items():
                figures[name].append(
                    (first(scores, here), reciprocal_rank(scores, here), area(scores, here))
                )
    return {
        name: [fmean(column) for column in zip(*rows, strict=True)]
        for name, rows in figures.items()
    }


def interval(values: Sequence[float], draws: int = 2000) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of a mean."""
    random = Random("bootstrap")
    means = sorted(fmean(random.choices(values, k=len(values))) for _ in range(draws))
    return means[int(0.025 * draws)], means[int(0.975 * draws)]


def main(seeds: int, zones: int) -> None:
    """Print a table for each level of noise, the best AUC first."""
    for missing, false in NOISE:
        countries = [of_country(seed, zones, missing, false) for seed in range(seeds)]
        print(f"\n{missing:.0%} missing, {false:.0%} false; {seeds} seeds of {zones} zones")
        print(f"{'score':28}{'P@1':>7}{'MRR':>7}{'AUC':>7}  95 % interval")
        means = {
            name: [fmean(each[name][place] for each in countries) for place in range(3)]
            for name in countries[0]
        }
        for name, (precision, rank, auc) in sorted(means.items(), key=lambda item: -item[1][2]):
            low, high = interval([each[name][2] for each in countries])
            print(f"{name:28}{precision:7.3f}{rank:7.3f}{auc:7.3f}  {low:.3f}-{high:.3f}")


if __name__ == "__main__":
    arguments = [int(each) for each in sys.argv[1:]]
    main(*(arguments + [20, 3][len(arguments) :]))
