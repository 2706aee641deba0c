"""How long the bundled graph takes to load, project and analyse, beside rdflib on the same quads.

Usage: python benchmarks/loading.py [REPEATS]
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from typing import cast

import pyoxigraph
import rdflib

from zonegraph.analysis.anchors import find_anchors
from zonegraph.projection import project
from zonegraph.store import open_store


def median(task: Callable[[], object], repeats: int) -> float:
    """Return the median time of a task, in milliseconds."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        task()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e3


def main(repeats: int) -> None:
    """Print a row for each step, with its ratio to rdflib's parsing."""
    store = open_store()
    graph = project(store)
    lines = cast(bytes, pyoxigraph.serialize(store.quads(), format=pyoxigraph.RdfFormat.N_QUADS))
    steps: dict[str, Callable[[], object]] = {
        "rdflib: parse the same quads": lambda: rdflib.Dataset().parse(data=lines, format="nquads"),
        "load files, run rules, in memory": open_store,
        "project to networkx": lambda: project(store),
        "find all anchors": lambda: find_anchors(graph),
    }
    times = {name: median(task, repeats) for name, task in steps.items()}
    baseline = next(iter(times.values()))
    print(f"{len(store)} quads, {len(graph)} nodes, {graph.number_of_edges()} edges\n")
    print("| step | median, ms | share of rdflib's parsing |")
    print("|---|---|---|")
    for name, milliseconds in times.items():
        print(f"| {name} | {milliseconds:.0f} | {milliseconds / baseline:.2f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
