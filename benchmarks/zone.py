"""How long each analysis takes over one made-up zone of 200 enterprises, beside projecting it.

Usage: python benchmarks/zone.py [REPEATS]
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

from made_up import open_made_up

from zonegraph.analysis.anchors import find_anchors
from zonegraph.analysis.communities import communities
from zonegraph.analysis.jackknife import jackknife
from zonegraph.analysis.paths import find_paths
from zonegraph.analysis.resilience import rank_by_loss
from zonegraph.analysis.structure import core_periphery, summarise
from zonegraph.analysis.surroundings import surroundings
from zonegraph.synthetic import make_zone


def median(task: Callable[[], object], repeats: int) -> float:
    """Return the median time of a task, in milliseconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        task()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e3


def main(repeats: int) -> None:
    """Print a row for each analysis, with its ratio to the projection."""
    zone = make_zone(0)
    with open_made_up([zone.quads()]) as kg:
        graph = kg.network()
        largest = max(kg.clusters(), key=lambda cluster: len(surroundings(graph, cluster).firms))
        around = surroundings(graph, largest)
        ends = around.known()[0], around.known()[-1]
        tasks: dict[str, Callable[[], object]] = {
            "project the zone": kg.network,
            "anchors of all clusters": lambda: find_anchors(graph),
            f"jackknife of the largest cluster ({len(around.firms)} enterprises)": lambda: (
                jackknife(around)
            ),
            "gaps of all clusters": kg.gaps,
            "audit": kg.audit,
            "losses": lambda: rank_by_loss(graph),
            "paths between two enterprises": lambda: find_paths(graph, *ends),
            "summary": lambda: summarise(graph),
            "communities": lambda: communities(graph),
            "core and periphery": lambda: core_periphery(graph),
        }
        times = {name: median(task, repeats) for name, task in tasks.items()}
        print(f"{len(graph)} entities, {graph.number_of_edges()} facts between them\n")
    baseline = next(iter(times.values()))
    print("| analysis | median, ms | times the projection |")
    print("|---|---|---|")
    for name, milliseconds in times.items():
        print(f"| {name} | {milliseconds:.0f} | {milliseconds / baseline:.1f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
