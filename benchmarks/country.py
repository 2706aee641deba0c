"""Anchors of a whole country, cluster by cluster out of a store on disk: time and memory.

Usage: python benchmarks/country.py [ZONES]. The baseline projects everything into networkx at once.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
from made_up import open_made_up

from zonegraph.analysis.anchors import find_anchors
from zonegraph.knowledge_graph import KnowledgeGraph
from zonegraph.store.oxigraph import OxigraphStore
from zonegraph.synthetic import country


def cluster_by_cluster(kg: KnowledgeGraph) -> int:
    """Find the anchors of one cluster after the other."""
    return sum(len(kg.anchors(cluster)) for cluster in kg.clusters())


def all_at_once(kg: KnowledgeGraph) -> int:
    """Project the whole graph, then find all anchors."""
    return len(find_anchors(kg.network()))


def measured(task: Callable[[KnowledgeGraph], int], folder: Path) -> tuple[int, float, float]:
    """Run a task in a process of its own; return its result, seconds and peak memory in MiB."""
    results: multiprocessing.SimpleQueue[tuple[int, float, float]]
    results = multiprocessing.get_context("spawn").SimpleQueue()
    process = multiprocessing.get_context("spawn").Process(
        target=_run, args=(task, folder, results)
    )
    process.start()
    process.join()
    return results.get()


def _run(
    task: Callable[[KnowledgeGraph], int],
    folder: Path,
    results: multiprocessing.SimpleQueue[tuple[int, float, float]],
) -> None:
    with KnowledgeGraph(OxigraphStore(str(folder), pyoxigraph.Store.read_only(str(folder)))) as kg:
        start = time.perf_counter()
        number = task(kg)
        seconds = time.perf_counter() - start
    results.put((number, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def main(zones: int) -> None:
    """Print a row for each way."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "store"
        start = time.perf_counter()
        with open_made_up((zone.quads() for zone in country(zones)), folder) as kg:
            print(f"{zones} zones, {len(kg.clusters())} clusters, {kg!r}")
        print(f"made and loaded in {time.perf_counter() - start:.0f} s\n")
        print("| way | enterprises | seconds | peak memory, MiB |")
        print("|---|---|---|---|")
        for task in (cluster_by_cluster, all_at_once):
            number, seconds, memory = measured(task, folder)
            print(
                f"| {task.__name__.replace('_', ' ')} | {number} | {seconds:.1f} | {memory:.0f} |"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 169)
