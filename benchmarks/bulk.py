"""How long a build takes, beside loading the same quads with the engine alone, in the same run.

Usage: python benchmarks/bulk.py [QUADS]... - 100000 and 1000000 if not given; 10000000 takes a quarter of
an hour and 10 GiB of the folder for temporary files. Each way runs in a process of its own; building
includes the door, the default graph and the rules, so that the store holds nearly three times the quads.
The last column tells what loading costs per quad that the store then holds.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
from measuring import size_of

from zonegraph.store.building import build
from zonegraph.synthetic import country
from zonegraph.synthetic.writing import write_file
from zonegraph.workspace import bundled

QUADS_OF_A_ZONE = 11_500


@dataclass(frozen=True, slots=True)
class Measured:
    """What one way of loading took."""

    seconds: float
    mebibytes: float
    held: int
    disk: float


def make_country(quads: int, folder: Path) -> tuple[Path, int]:
    """Write a made-up country of about so many quads; return its file and their number."""
    path = folder / f"country-{quads}.nq"
    zones = max(1, round(quads / QUADS_OF_A_ZONE))
    return path, write_file(country(zones), path, folder / f"truth-{quads}.jsonl")


def load_raw(data: Path, store: Path) -> int:
    """Load a file with the engine alone; return how many quads the store holds."""
    engine = pyoxigraph.Store(str(store))
    engine.bulk_load(path=data, format=pyoxigraph.RdfFormat.N_QUADS)
    engine.flush()
    return len(engine)


def build_store(data: Path, store: Path) -> int:
    """Build a store of a file; return how many quads it holds."""
    return build(bundled().with_data([data]), store).quads


def measure(task: Callable[[Path, Path], int], data: Path, store: Path) -> Measured:
    """Run a task in a process of its own; return its seconds, peak memory and bytes on disk."""
    context = multiprocessing.get_context("spawn")
    results: multiprocessing.SimpleQueue[tuple[float, float, int]] = context.SimpleQueue()
    process = context.Process(target=_run, args=(task, data, store, results))
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(process.exitcode)
    return Measured(*results.get(), size_of(store) / 2**20)


def _run(
    task: Callable[[Path, Path], int],
    data: Path,
    store: Path,
    results: multiprocessing.SimpleQueue[tuple[float, float, int]],
) -> None:
    start = time.perf_counter()
    held = task(data, store)
    seconds = time.perf_counter() - start
    results.put((seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, held))


def main(sizes: list[int]) -> None:
    """Print a row for each size and way."""
    print(
        "| quads | way | seconds | times raw | peak memory, MiB | on disk, MiB | µs a quad held |"
    )
    print("|---|---|---|---|---|---|---|")
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            data, number = make_country(size, Path(name))
            raw = measure(load_raw, data, Path(name) / "raw")
            for way, result in (
                ("raw bulk_load", raw),
                ("build", measure(build_store, data, Path(name) / "store")),
            ):
                print(
                    f"| {number} | {way} | {result.seconds:.1f} | {result.seconds / raw.seconds:.1f}"
                    f" | {result.mebibytes:.0f} | {result.disk:.0f}"
                    f" | {result.seconds / result.held * 1e6:.1f} |",
                    flush=True,
                )


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or [100_000, 1_000_000])
