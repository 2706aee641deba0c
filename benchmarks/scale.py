"""Time, memory and disk of each step from files to answers, at several sizes, beside other engines.

Usage: python benchmarks/scale.py [QUADS ...] [--limit SECONDS] [--keep DIR]

Sizes are quads in the store, 10000 100000 1000000 unless given. Every step runs in a process of its own.
Beside zonegraph stand raw pyoxigraph, and up to 100,000 quads rdflib and kglab; kglab gets an environment
of its own, made for the run. A step over the limit is stopped and shown as such.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import venv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

QUADS_OF_A_ZONE, ENTERPRISES = 31_400, 200
SMALL = 100_000
QUESTIONS = (
    "anchors",
    "brought-in",
    "cluster-members",
    "clusters",
    "clusters-without",
    "evidence-summary",
    "figures",
    "organisations",
    "ten-ones-matrix",
    "tenants",
)
PROGRAM = (sys.executable, "-m", "zonegraph", "--lang", "en")
HERE = str(Path(__file__).resolve())


@dataclass(frozen=True, slots=True)
class Cost:
    """What one step cost.

    Attributes
    ----------
    step : str
        Its name.
    quads : int
        How many were in the store.
    seconds, mebibytes : float
        Time, and peak memory of its process and of those that it waited for.
    disk : int or None
        Bytes that it wrote; None where it keeps nothing.
    failure : str
        Why it did not end well; empty where it did.
    said : str
        What it printed.
    """

    step: str
    quads: int
    seconds: float
    mebibytes: float
    disk: int | None
    failure: str
    said: str


def measured(
    step: str, quads: int, command: Sequence[str], limit: float, written: Path | None = None
) -> Cost:
    """Run a step in a process of its own."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=err)
        stopping = threading.Timer(limit, process.kill)
        stopping.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        stopping.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        told, complaint = out.read().decode(), err.read().decode().strip().splitlines()
    failure = ""
    if process.returncode:
        failure = f"over {limit:.0f} s" if seconds >= limit else (complaint or ["failed"])[-1]
    disk = size_of(written) if written is not None and not failure else None
    return Cost(step, quads, seconds, usage.ru_maxrss / 1024, disk, failure, told)


def size_of(path: Path) -> int:
    """Return how many bytes a file or all files of a folder have."""
    if path.is_file():
        return path.stat().st_size
    return sum(each.stat().st_size for each in path.rglob("*") if each.is_file())


def zonegraph_steps(folder: Path, size: int, limit: float) -> Iterator[Cost]:
    """Build, ask, project, find all anchors, draw a page of the largest cluster."""
    zones = max(1, round(size / QUADS_OF_A_ZONE))
    enterprises = max(10, round(ENTERPRISES * size / zones / QUADS_OF_A_ZONE))
    made = ("generate", "--zones", str(zones), "--enterprises", str(enterprises))
    subprocess.run(
        [*PROGRAM, *made, "-o", str(folder / "data")], check=True, stderr=subprocess.DEVNULL
    )
    store, columns, page = folder / "store", folder / "graph.parquet", folder / "page.html"
    build = (*PROGRAM, "build", "--data", str(folder / "data"), str(store))
    built = measured("build", size, build, limit, store)
    if built.failure:
        yield built
        return
    on_store = (*PROGRAM, "--store", str(store))
    described = json.loads(run_step("describe", store))
    quads, cluster = described["quads"], described["cluster"]
    yield Cost("build", quads, built.seconds, built.mebibytes, built.disk, "", "")
    yield measured("ten questions", quads, step("ask", store), limit)
    yield measured("projection", quads, (*on_store, "export", str(columns)), limit, columns)
    listed = ("--format", "csv", "-o", str(folder / "anchors.csv"))
    yield measured(
        "anchors, columnar",
        quads,
        (*PROGRAM, "anchors", "--projection", str(columns), *listed),
        limit,
    )
    yield measured("anchors, by look-ups", quads, (*on_store, "anchors", *listed), limit)
    drawn = (*on_store, "view", "--cluster", cluster, "-o", str(page))
    yield measured("page of a cluster", quads, drawn, limit, page)


def peers(folder: Path, quads: int, limit: float, kglab: Path | str) -> Iterator[Cost]:
    """Load the same quads into other engines, and ask them the same questions."""
    nquads, triples, raw = folder / "all.nq", folder / "default.nt", folder / "raw"
    run_step("dump", folder / "store", nquads, triples)
    loading = measured("pyoxigraph: bulk load", quads, step("raw-load", nquads, raw), limit, raw)
    yield loading
    if not loading.failure:
        yield measured("pyoxigraph: ten questions", quads, step("raw-ask", raw), limit)
    if quads > 2 * SMALL:
        return
    yield measured("rdflib: parse", quads, step("rdflib", nquads), limit)
    yield measured("rdflib: parse, ten questions", quads, step("rdflib", nquads, "ask"), limit)
    if isinstance(kglab, str):
        yield Cost("kglab", quads, 0, 0, None, kglab, "")
        return
    texts = folder / "questions.json"
    texts.write_text(
        json.dumps({name: text for name, text in questions().items() if "GRAPH" not in text})
    )
    with_kglab = (str(kglab), HERE, "--step", "kglab", str(triples))
    yield measured("kglab: load (triples alone)", quads, with_kglab, limit)
    yield measured(
        "kglab: load, the questions without GRAPH", quads, (*with_kglab, str(texts)), limit
    )


def step(name: str, *arguments: Path | str) -> tuple[str, ...]:
    """Return the command that runs one step of this file."""
    return (sys.executable, HERE, "--step", name, *map(str, arguments))


def run_step(name: str, *arguments: Path | str) -> str:
    """Run a step that is not measured; return what it printed."""
    return subprocess.run(step(name, *arguments), check=True, capture_output=True, text=True).stdout


# ---- what runs in processes of their own -------------------------------------------------------


def questions() -> dict[str, str]:
    """Return the SPARQL of the ten questions."""
    from zonegraph import vocab
    from zonegraph.queries.catalogue import find_question

    return {name: find_question(name).bind({}, vocab.ID) for name in QUESTIONS}


def ask(store: str) -> None:
    """Ask the ten questions as `zonegraph query` does; print the seconds of each."""
    import zonegraph

    with zonegraph.open(store) as kg:
        print(
            json.dumps(
                {name: timed(lambda name=name: kg.query(name).render("csv")) for name in QUESTIONS}
            )
        )


def timed(task: object) -> float:
    """Return how long a task takes."""
    assert callable(task)
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def describe(store: str) -> None:
    """Print how many quads a store has, and the name of its first cluster."""
    import zonegraph
    from zonegraph.store import open_store

    with open_store(store) as opened, zonegraph.open(store) as kg:
        print(json.dumps({"quads": len(opened), "cluster": kg.clusters()[0]}))


def dump(store: str, nquads: str, triples: str) -> None:
    """Write a store's quads, and the triples of its default graph, natively."""
    import pyoxigraph
    from pyoxigraph import DefaultGraph, RdfFormat

    from zonegraph.store.directory import read_manifest

    engine = pyoxigraph.Store.read_only(str(Path(store) / read_manifest(Path(store)).version))
    engine.dump(nquads, RdfFormat.N_QUADS)
    engine.dump(triples, RdfFormat.N_TRIPLES, from_graph=DefaultGraph())


def raw_load(nquads: str, folder: str) -> None:
    """Load quads into a bare Oxigraph store on disk."""
    import pyoxigraph

    engine = pyoxigraph.Store(folder)
    engine.bulk_load(path=nquads, format=pyoxigraph.RdfFormat.N_QUADS)
    engine.flush()


def raw_ask(folder: str) -> None:
    """Ask a bare Oxigraph store the same texts, serialising natively."""
    import pyoxigraph

    engine = pyoxigraph.Store.read_only(folder)
    form = pyoxigraph.QueryResultsFormat.CSV
    for text in questions().values():
        answer = engine.query(text)
        assert not isinstance(answer, pyoxigraph.QueryTriples)
        answer.serialize(format=form)


def ask_rdflib(nquads: str, asking: str = "") -> None:
    """Parse the quads with rdflib, and ask it if told to."""
    import rdflib

    dataset = rdflib.Dataset()
    dataset.parse(nquads, format="nquads")
    for text in questions().values() if asking else ():
        dataset.query(text).serialize(format="csv")


def ask_kglab(triples: str, texts: str = "") -> None:
    """Load triples with kglab, and ask it if told to; runs in its own environment."""
    import kglab  # type: ignore[import-not-found]

    graph = kglab.KnowledgeGraph()
    graph.load_rdf(triples, format="nt")
    for text in json.loads(Path(texts).read_text()).values() if texts else ():
        list(graph.query(text))


STEPS: dict[str, Callable[..., None]] = {
    "ask": ask,
    "describe": describe,
    "dump": dump,
    "raw-load": raw_load,
    "raw-ask": raw_ask,
    "rdflib": ask_rdflib,
    "kglab": ask_kglab,
}


# ---- the tables --------------------------------------------------------------------------------


def environment_with_kglab(folder: Path) -> Path | str:
    """Make an environment with kglab in it; return its Python, or why there is none."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    command = [str(python), "-m", "pip", "install", "--quiet", "kglab"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
    if done.returncode:
        errors = [line for line in done.stderr.splitlines() if "ERROR" in line]
        return (
            f"cannot be installed: {(errors or ['pip failed'])[-1].removeprefix('ERROR: ')[:120]}"
        )
    imported = subprocess.run(
        [str(python), "-c", "import kglab"], capture_output=True, text=True, check=False
    )
    if imported.returncode:
        return f"cannot be imported: {imported.stderr.strip().splitlines()[-1][:120]}"
    return python


def exponent(costs: Sequence[Cost]) -> str:
    """Return the slope of time over size, both as logarithms: 1 is linear."""
    points = [(math.log(cost.quads), math.log(cost.seconds)) for cost in costs if not cost.failure]
    if len({x for x, _ in points}) < 2:
        return "-"
    return f"{statistics.linear_regression(*zip(*points, strict=True)).slope:.2f}"


def print_tables(costs: Sequence[Cost]) -> None:
    """Print what each step cost at each size, how it grows, and the seconds of each question."""
    print("| step | quads | seconds | peak memory, MiB | on disk, MiB |\n|---|---|---|---|---|")
    for cost in costs:
        figures = (
            [cost.failure, "-"]
            if cost.failure
            else [f"{cost.seconds:.1f}", f"{cost.mebibytes:.0f}"]
        )
        disk = "-" if cost.disk is None else f"{cost.disk / 2**20:.1f}"
        print(f"| {cost.step} | {cost.quads:,} | {figures[0]} | {figures[1]} | {disk} |")
    print("\n| step | growth exponent |\n|---|---|")
    for name in dict.fromkeys(cost.step for cost in costs):
        print(f"| {name} | {exponent([cost for cost in costs if cost.step == name])} |")
    asked = [cost for cost in costs if cost.step == "ten questions" and not cost.failure]
    sizes = [f"{cost.quads:,} quads" for cost in asked]
    print(f"\n| question, ms | {' | '.join(sizes)} |\n|---|{'---|' * len(sizes)}")
    for name in QUESTIONS:
        times = [f"{1e3 * json.loads(cost.said)[name]:.1f}" for cost in asked]
        print(f"| {name} | {' | '.join(times)} |")


def main(sizes: Sequence[int], limit: float, keep: Path | None) -> None:
    """Measure every size, and print the tables."""
    costs: list[Cost] = []
    with tempfile.TemporaryDirectory() as name:
        root = keep or Path(name)
        small = any(size <= SMALL for size in sizes)
        kglab = environment_with_kglab(Path(name) / "kglab") if small else "not tried"
        for size in sizes:
            folder = root / str(size)
            folder.mkdir(parents=True)
            own = list(zonegraph_steps(folder, size, limit))
            costs += own
            if not own[0].failure:
                costs += peers(folder, own[0].quads, limit, kglab)
    print_tables(costs)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        STEPS[sys.argv[2]](*sys.argv[3:])
    else:
        parser = argparse.ArgumentParser(description=__doc__)
        parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000, 1_000_000])
        parser.add_argument("--limit", type=float, default=1800, help="seconds a step may take")
        parser.add_argument("--keep", type=Path, help="a new folder for what is made")
        given = parser.parse_args()
        main(given.sizes, given.limit, given.keep)
