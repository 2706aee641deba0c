"""Every named question on made-up countries of several sizes: its time, its rows, and how it grows.

Usage: python benchmarks/questions.py [ZONES ...] [--limit SECONDS] [--question NAME ...]

Sizes are 1 5 20 zones unless given. Each question is asked whole, and with each of its parameters, in
a process of its own, which is stopped at the limit. A question's cost should grow as its answer does; the
exit code is 1 if one is stopped, or outgrows its answer and the store alike.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import zonegraph
from zonegraph.knowledge_graph import KnowledgeGraph
from zonegraph.queries.catalogue import NamedQuery, catalogue
from zonegraph.store import open_store

KINDS = {
    "cluster": "IndustryCluster",
    "company": "GroupCompany",
    "framework": "Framework",
    "industry": "Industry",
    "park": "IndustrialPark",
    "person": "Person",
    "source": "Source",
}
"""What a parameter names; an enterprise where it is not here."""
OTHERS: Mapping[str, object] = {"paragraph": 1, "sentence": 1, "most": 2, "name": "风筝"}
TELLING = 0.1
"""Seconds from which a time tells how a question grows, not how a process starts."""
STEEP = 1.5
"""A growth exponent above that of sorting, whatever the noise."""
CONTEXT = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question at one size: quads of the store, seconds (infinite if stopped) and rows."""

    quads: int
    seconds: float
    rows: int


def made_up(zones: int, folder: Path) -> Path:
    """Make up a country and build it as anyone would."""
    files, store = folder / f"{zones}.nq", folder / f"store-{zones}"
    program = (sys.executable, "-m", "zonegraph")
    for command in (
        ("generate", "--zones", str(zones), "--seed", "7", "-o", str(files)),
        ("build", "--data", str(files), str(store)),
    ):
        subprocess.run([*program, *command], check=True, capture_output=True)
    return store


def arguments(kg: KnowledgeGraph, question: NamedQuery) -> Iterator[dict[str, object]]:
    """Yield the parameters that are needed, then each other one with them, where it has a value here."""
    kinds = kg.entities()
    every: dict[str, object] = {}
    for parameter in question.parameters:
        if parameter.kind != "entity":
            every[parameter.name] = OTHERS[parameter.name]
            continue
        kind = KINDS.get(parameter.name, "Enterprise")
        named = [iri for iri, of in kinds.items() if of == kind] or registered(kg, kind)
        if named:
            every[parameter.name] = named[len(named) // 2]
    needed = {each.name: every[each.name] for each in question.parameters if each.required}
    yield needed
    for name in sorted(every.keys() - needed.keys()):
        yield {**needed, name: every[name]}


def registered(kg: KnowledgeGraph, kind: str) -> list[str]:
    """Return the things of a kind that the registry of entities does not list, as sources."""
    asked = kg.sparql(f"SELECT ?thing {{ ?thing a zg:{kind} }} ORDER BY ?thing")
    return [str(row["thing"]) for row in asked.records()]


def ask(store: Path, text: str, answers: multiprocessing.SimpleQueue[tuple[float, int]]) -> None:
    """Answer a question in this process; what the processor spent tells more than the clock of a busy machine."""
    with open_store(str(store)) as opened:
        opened.query("ASK {}")
        start = time.process_time()
        rows = len(list(cast(Iterable[object], opened.query(text))))
        answers.put((time.process_time() - start, rows))


def timed(store: Path, text: str, limit: float) -> tuple[float, int]:
    """Return seconds and rows of a question, asked in a process of its own."""
    answers: multiprocessing.SimpleQueue[tuple[float, int]] = CONTEXT.SimpleQueue()
    process = CONTEXT.Process(target=ask, args=(store, text, answers))
    process.start()
    process.join(limit)
    process.kill()
    process.join()
    return (math.inf, 0) if answers.empty() else answers.get()


def growth(points: Sequence[tuple[float, float]]) -> float:
    """Return the slope of the second over the first, both as logarithms: 1 is linear."""
    logs = [(math.log(x), math.log(y)) for x, y in points if x > 0 and 0 < y < math.inf]
    return (
        statistics.linear_regression(*zip(*logs, strict=True)).slope
        if len({x for x, _ in logs}) > 1
        else math.nan
    )


def outgrows(costs: Sequence[Asked]) -> bool:
    """Tell whether a question was stopped, or grows faster than both its answer and the store."""
    if math.inf in (cost.seconds for cost in costs):
        return True
    by_quads = growth([(cost.quads, cost.seconds) for cost in costs])
    by_rows = growth([(cost.rows, cost.seconds) for cost in costs])
    return costs[-1].seconds > TELLING and by_quads > STEEP and not by_rows <= STEEP


def main(sizes: Sequence[int], limit: float, names: Sequence[str]) -> int:
    """Print a row for each question and way to ask it; return how many outgrow their answers."""
    found: dict[tuple[str, str], list[Asked]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for zones in sizes:
            store = made_up(zones, Path(folder))
            with zonegraph.open(str(store)) as kg, open_store(str(store)) as opened:
                quads = len(opened)
                for name in names or catalogue():
                    for values in arguments(kg, catalogue()[name]):
                        text = catalogue()[name].bind(values, kg.entity)
                        cost = Asked(quads, *timed(store, text, limit))
                        found.setdefault((name, ", ".join(values)), []).append(cost)
    heads = " | ".join(f"{zones} zones, ms (rows)" for zones in sizes)
    print(
        f"| question | given | {heads} | by quads | by rows |\n|---|---|{'---|' * len(sizes)}---|---|"
    )
    for (name, given), costs in found.items():
        shown = " | ".join(f"{1e3 * cost.seconds:.0f} ({cost.rows})" for cost in costs)
        by_quads = growth([(cost.quads, cost.seconds) for cost in costs])
        by_rows = growth([(cost.rows, cost.seconds) for cost in costs])
        flag = " **outgrows its answer**" if outgrows(costs) else ""
        print(f"| {name} | {given} | {shown} | {by_quads:.2f} | {by_rows:.2f}{flag} |")
    return sum(map(outgrows, found.values()))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("zones", nargs="*", type=int, default=[1, 5, 20])
    parser.add_argument("--limit", type=float, default=120)
    parser.add_argument("--question", action="append", default=[])
    chosen = parser.parse_args()
    sys.exit(main(chosen.zones, chosen.limit, chosen.question) > 0)
