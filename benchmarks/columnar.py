"""Writing and reading a columnar projection with PyArrow, Polars and DuckDB, in one run.

Usage: python benchmarks/columnar.py [PROJECTION] - one of 20 made-up zones is made if none is given.

Each library works in a process of its own, in an environment made for the run, on the same rows: it writes
all of them so that one cluster can be read alone, reads 100 clusters one by one, and reads all of them, as
Python values. Medians.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from measuring import Cost, Limits, measured, size_of

LIBRARIES = ("pyarrow", "polars", "duckdb")
LIMITS = Limits(300, 8192)
STEPS = str(Path(__file__).resolve().with_name("columnar_steps.py"))
PROGRAM = (sys.executable, "-m", "zonegraph")


def environment(folder: Path) -> Path:
    """Make an environment with the libraries in it; return its Python."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "--quiet", *LIBRARIES]
    subprocess.run(install, check=True, capture_output=True)
    return python


def made_up(folder: Path, zones: int = 20) -> Path:
    """Make a projection of made-up zones."""
    data, store, projection = folder / "data.nq", folder / "store", folder / "graph.parquet"
    for command in (
        ("generate", "--zones", str(zones), "-o", str(data)),
        ("build", "--data", str(data), str(store)),
        ("--store", str(store), "export", str(projection)),
    ):
        subprocess.run([*PROGRAM, *command], check=True, stderr=subprocess.DEVNULL)
    return projection


def main(given: str | None) -> None:
    """Print a row for each library, with its times over those of PyArrow."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        python = environment(folder / "env")
        projection = Path(given) if given else made_up(folder)
        found: dict[str, tuple[Cost, float]] = {}
        for library in LIBRARIES:
            command = (str(python), STEPS, library, str(projection), str(folder / library))
            cost = measured(command, LIMITS)
            found[library] = (cost, size_of(folder / library / "0") / 2**20)
    told = {name: json.loads(cost.said) for name, (cost, _) in found.items() if not cost.failure}
    print(f"{told['pyarrow']['clusters']:,} clusters, {size_of(projection) / 2**20:.1f} MiB\n")
    print(
        "| library | write all, s | read one, ms | read all, s | times PyArrow | peak, MiB | on disk, MiB |"
    )
    print("|---" * 7 + "|")
    for library, (cost, disk) in found.items():
        if cost.failure:
            print(f"| {library} | {cost.failure} | - | - | - | {cost.mebibytes:.0f} | - |")
            continue
        seconds, base = told[library]["seconds"], told["pyarrow"]["seconds"]
        write, one, every = seconds
        times = ", ".join(f"{a / b:.2f}" for a, b in zip(seconds, base, strict=True))
        print(
            f"| {library} | {write:.2f} | {1e3 * one:.2f} | {every:.2f} | {times}"
            f" | {cost.mebibytes:.0f} | {disk:.1f} |"
        )


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
