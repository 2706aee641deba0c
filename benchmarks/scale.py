"""Time, memory and disk of each step from files to answers, at several sizes, beside other engines.

Usage: python benchmarks/scale.py [QUADS ...] [--limit SECONDS] [--peer-limit SECONDS] [--memory MIB]
       [--work DIR] [--tables]

Sizes are quads in the store, 10000 100000 1000000 10000000 unless given. Every step runs in a process of its
own and is stopped when it, with its children, passes the limit of time or of resident memory. Beside
zonegraph stand raw pyoxigraph, rdflib in memory, kglab (in an environment of its own, made for the run) and
networkx with everything in it at once. The last three have a limit of time of their own, and one that was
stopped at a size is left out at larger ones.

Each step's cost goes to DIR/costs.jsonl (out/scale unless given) as soon as it is known: what was interrupted
goes on where it was, and sizes may be measured one by one; --tables prints what there is and measures
nothing. To begin anew, remove DIR.
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

from measuring import Cost, Limits, measured, size_of
from scale_steps import QUESTIONS

QUADS_OF_A_ZONE, ENTERPRISES = 31_400, 200
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
STEPS = str(Path(__file__).resolve().with_name("scale_steps.py"))
PROGRAM = (sys.executable, "-m", "zonegraph", "--lang", "en")
ASKED = "ten questions"
PEERS = ("networkx", "rdflib", "kglab")
"""Names with which the steps begin that may be too slow or too large to end."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that is measured.

    Attributes
    ----------
    name : str
        What the tables call it.
    command : tuple of str
        What runs.
    makes : Path or None
        What it writes, and later steps read.
    """

    name: str
    command: tuple[str, ...]
    makes: Path | None = None

    @property
    def may_fail(self) -> bool:
        """Whether it is a baseline that is left out where it was stopped at a smaller size."""
        return self.name.startswith(PEERS)


@dataclass(frozen=True, slots=True)
class Row:
    """What one step cost at one size: a line of the record.

    Attributes
    ----------
    size, step : int, str
        Which size was asked for, and the step.
    cost : Cost
        What it cost; its failure tells why where it was not run.
    disk : int or None
        Bytes that it wrote; None where it keeps nothing.
    """

    size: int
    step: str
    cost: Cost
    disk: int | None = None

    @property
    def asked(self) -> dict[str, float]:
        """The seconds of each question that was answered."""
        if ASKED not in self.step:
            return {}
        return {str(name): float(at) for name, at in map(json.loads, self.cost.said.splitlines())}


class Record:
    """The rows that are known, on disk line by line."""

    def __init__(self, path: Path) -> None:
        self._path = path
        lines = path.read_text().splitlines() if path.exists() else []
        found = [json.loads(line) for line in lines]
        self.rows = [Row(**{**each, "cost": Cost(**each["cost"])}) for each in found]

    def find(self, size: int, step: str) -> Row | None:
        """Return what a step cost at a size, if it was measured."""
        return next((row for row in self.rows if (row.size, row.step) == (size, step)), None)

    def add(self, row: Row) -> None:
        """Keep a row, in place of an older one of the same step and size."""
        self.rows = [each for each in self.rows if (each.size, each.step) != (row.size, row.step)]
        self.rows.append(row)
        with self._path.open("a") as file:
            file.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")


def making(folder: Path, size: int) -> Iterator[Step]:
    """Yield the steps that make a store."""
    zones = max(1, round(size / QUADS_OF_A_ZONE))
    enterprises = max(10, round(ENTERPRISES * size / zones / QUADS_OF_A_ZONE))
    data, store = folder / "data.nq", folder / "store"
    made = ("generate", "--zones", str(zones), "--enterprises", str(enterprises), "-o", str(data))
    yield Step("generate", (*PROGRAM, *made), data)
    yield Step("build", (*PROGRAM, "build", "--data", str(data), str(store)), store)
    yield Step("describe", step("describe", store))


def using(folder: Path, cluster: str) -> Iterator[Step]:
    """Yield the steps that ask, project, find all anchors and draw a page of a cluster."""
    store, columns, page = folder / "store", folder / "graph.parquet", folder / "page.html"
    on_store = (*PROGRAM, "--store", str(store))
    listed = ("--format", "csv", "-o", str(folder / "anchors.csv"))
    yield Step(ASKED, step("ask", store))
    yield Step("projection", (*on_store, "export", str(columns)), columns)
    projected = ("anchors", "--projection", str(columns), *listed)
    yield Step("anchors, columnar", (*PROGRAM, *projected))
    yield Step("anchors, by look-ups", (*on_store, "anchors", *listed))
    yield Step("networkx: anchors, everything at once", step("at-once", store))
    yield Step(
        "page of a cluster", (*on_store, "view", "--cluster", cluster, "-o", str(page)), page
    )


def beside(folder: Path, kglab: Path) -> Iterator[Step]:
    """Yield the steps of other engines: load the same quads, ask the same questions."""
    nquads, triples, raw = folder / "all.nq", folder / "default.nt", folder / "raw"
    texts = folder / "questions.json"
    yield Step("dump", step("dump", folder / "store", nquads, triples), nquads)
    yield Step("pyoxigraph: bulk load", step("raw-load", nquads, raw), raw)
    yield Step(f"pyoxigraph: {ASKED}", step("raw-ask", raw))
    yield Step("rdflib: parse", step("rdflib", nquads))
    yield Step(f"rdflib: parse, {ASKED}", step("rdflib", nquads, "ask"))
    yield Step("texts", step("texts", texts), texts)
    with_kglab = (str(kglab), STEPS, "kglab", str(triples))
    yield Step("kglab: load (triples alone)", with_kglab)
    yield Step(f"kglab: load, those of the {ASKED} without GRAPH", (*with_kglab, str(texts)))


def step(name: str, *arguments: Path | str) -> tuple[str, ...]:
    """Return the command that runs one step of scale_steps.py."""
    return (sys.executable, STEPS, name, *map(str, arguments))


@dataclass(frozen=True, slots=True)
class Bounds:
    """The limits of our own steps, and of the baselines that may fail."""

    own: Limits
    peers: Limits


def run(record: Record, size: int, wanted: Step, bounds: Bounds) -> Row:
    """Measure a step, unless it is known and what it makes is there."""
    known = record.find(size, wanted.name)
    if known and (known.cost.failure or wanted.makes is None or wanted.makes.exists()):
        return known
    stopped = [row for row in record.rows if row.step == wanted.name and row.cost.failure]
    smaller = [row.size for row in stopped if row.size < size]
    if wanted.may_fail and smaller:
        row = Row(size, wanted.name, Cost(0, 0, 0, f"left out above {min(smaller):,}", ""))
    else:
        row = _measured(size, wanted, bounds.peers if wanted.may_fail else bounds.own)
    record.add(row)
    print(f"{size:>10,}  {wanted.name:50} {figures(row)[0]:>12}", file=sys.stderr, flush=True)
    return row


def _measured(size: int, wanted: Step, limits: Limits) -> Row:
    if wanted.makes is not None and wanted.makes.is_dir():
        shutil.rmtree(wanted.makes)  # left half-written by a run that was interrupted
    cost = measured(wanted.command, limits)
    made = wanted.makes if not cost.failure else None
    return Row(size, wanted.name, cost, None if made is None else size_of(made))


def run_size(record: Record, work: Path, size: int, bounds: Bounds) -> None:
    """Measure every step at one size, unless that was done; what was made goes when all is known."""
    if record.find(size, "done"):
        return
    folder = work / str(size)
    folder.mkdir(parents=True, exist_ok=True)
    for each in making(folder, size):
        made = run(record, size, each, bounds)
        if made.cost.failure:
            raise SystemExit(f"{each.name} at {size:,} quads: {made.cost.failure}")
    cluster = json.loads(made.cost.said)["cluster"]
    for each in (*using(folder, cluster), *beside(folder, kglab_of(work))):
        run(record, size, each, bounds)
    record.add(Row(size, "done", Cost(0, 0, 0, "", "")))
    shutil.rmtree(folder)


def kglab_of(work: Path) -> Path:
    """Return the Python of an environment with kglab in it, made if it is not there."""
    python = work / "kglab" / "bin" / "python"
    if not python.exists():
        print("making an environment for kglab", file=sys.stderr)
        venv.create(python.parents[1], with_pip=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "kglab"]
        # Where this fails the steps say that there is no kglab, and the others are measured all the same.
        done = subprocess.run(install, capture_output=True, text=True, check=False, timeout=900)
        print("\n".join(done.stderr.splitlines()[-1:]) if done.returncode else "", file=sys.stderr)
    return python


# ---- the tables --------------------------------------------------------------------------------

HIDDEN = ("describe", "dump", "texts", "done")


def figures(row: Row) -> tuple[str, str, str]:
    """Return seconds, memory and disk of a row as a table has them."""
    cost = row.cost
    disk = "-" if row.disk is None else f"{row.disk / 2**20:,.1f}"
    memory = f"{cost.mebibytes:,.0f}" if cost.mebibytes else "-"
    return cost.failure or f"{cost.seconds:,.1f}", memory, disk


def print_costs(record: Record, quads: dict[int, int]) -> None:
    """Print what each step cost at each size."""
    print("| quads | step | seconds | peak memory, MiB | on disk, MiB |\n|---|---|---|---|---|")
    for row in sorted(record.rows, key=lambda row: row.size):
        if row.step not in HIDDEN:
            print(f"| {quads[row.size]:,} | {row.step} | {' | '.join(figures(row))} |")


def print_growth(record: Record, quads: dict[int, int]) -> None:
    """Print how time grows from each size to the next, and memory to the last: 1 is linear."""
    sizes = sorted(quads)
    steps = list(pairwise(sizes))
    if not steps:
        return
    heads = [f"time, {quads[a]:,} to {quads[b]:,}" for a, b in steps]
    print(f"\n| growth exponent | {' | '.join([*heads, 'memory, last step'])} |")
    print("|---" * (len(heads) + 2) + "|")
    for name in dict.fromkeys(row.step for row in record.rows if row.step not in HIDDEN):
        found = [[record.find(a, name), record.find(b, name)] for a, b in steps]
        times = [exponent(pair, quads, "seconds") for pair in found]
        print(f"| {name} | {' | '.join([*times, exponent(found[-1], quads, 'mebibytes')])} |")


def exponent(pair: Sequence[Row | None], quads: dict[int, int], of: str) -> str:
    """Return the slope between two sizes, both axes as logarithms."""
    rows = [row for row in pair if row is not None and not row.cost.failure]
    if len(rows) < 2:
        return "-"
    (low, high), (before, after) = rows, (getattr(row.cost, of) for row in rows)
    return f"{math.log(after / before) / math.log(quads[high.size] / quads[low.size]):.2f}"


def print_questions(record: Record, quads: dict[int, int]) -> None:
    """Print the milliseconds of each question, engine by engine."""
    rows = sorted((row for row in record.rows if row.asked), key=lambda row: row.size)
    engines = list(dict.fromkeys(row.step.partition(":")[0] for row in rows))
    sizes = [f"{quads[size]:,}" for size in sorted(quads)]
    print(f"\n| question, ms, at quads | engine | {' | '.join(sizes)} |")
    print("|---" * (len(sizes) + 2) + "|")
    for name in QUESTIONS:
        for engine in engines:
            of = {row.size: row.asked for row in rows if row.step.startswith(engine)}
            times = [of.get(size, {}).get(name) for size in sorted(quads)]
            cells = ["-" if time is None else f"{1e3 * time:,.1f}" for time in times]
            called = "zonegraph" if engine == ASKED else engine
            print(f"| {name} | {called} | {' | '.join(cells)} |")


def main(sizes: Sequence[int], work: Path, bounds: Bounds, tables: bool) -> None:
    """Measure what is not known yet, and print the tables."""
    work.mkdir(parents=True, exist_ok=True)
    record = Record(work / "costs.jsonl")
    try:
        for size in () if tables else sorted(sizes):
            run_size(record, work, size, bounds)
    finally:
        described = [row for row in record.rows if row.step == "describe"]
        quads = {row.size: json.loads(row.cost.said)["quads"] for row in described}
        record.rows = [row for row in record.rows if row.size in quads]
        for table in (print_costs, print_growth, print_questions):
            table(record, quads)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, help="quads in the store")
    parser.add_argument("--limit", type=float, default=900, help="seconds a step may take")
    parser.add_argument("--peer-limit", type=float, default=180, help="the same, of a baseline")
    parser.add_argument("--memory", type=float, default=8192, help="MiB a step may hold")
    parser.add_argument("--work", type=Path, default=Path("out/scale"), help="where to work")
    parser.add_argument("--tables", action="store_true", help="print what is known, and no more")
    given = parser.parse_args()
    bounds = Bounds(Limits(given.limit, given.memory), Limits(given.peer_limit, given.memory))
    main(given.sizes, given.work, bounds, given.tables)
