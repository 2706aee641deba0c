"""What columnar.py runs with each library: python benchmarks/columnar_steps.py LIBRARY PROJECTION FOLDER.

Needs PyArrow, DuckDB and Polars, and nothing of zonegraph. Prints a line of seconds for each task.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

ROUNDS, SAMPLED = 3, 100
Columns = dict[str, list[Any]]


class Library(Protocol):
    """What each library does in its own way."""

    def prepare(self, rows: pa.Table) -> Any:
        """Take the rows over as the library holds them; this is not measured."""

    def write(self, prepared: Any, folder: Path) -> None:
        """Write the rows so that one cluster can be read alone."""

    def one(self, path: Path, group: int, cluster: str) -> Columns:
        """Return the rows of one cluster out of a file of several, as Python values."""

    def all(self, path: Path) -> int:
        """Turn the rows of every cluster of a file into Python values; return how many clusters."""


class PyArrow:
    """Row groups: 32 clusters a file, one group each, which is how zonegraph writes."""

    def prepare(self, rows: pa.Table) -> list[pa.Table]:
        names = rows["cluster"].to_pylist()
        starts = [i for i, name in enumerate(names) if i == 0 or name != names[i - 1]]
        ends = [*starts[1:], len(names)]
        return [rows.slice(start, end - start) for start, end in zip(starts, ends, strict=True)]

    def write(self, prepared: list[pa.Table], folder: Path) -> None:
        for start in range(0, len(prepared), 32):
            path = folder / f"part-{start}.parquet"
            with pq.ParquetWriter(path, prepared[0].schema, compression="zstd") as writer:
                for group in prepared[start : start + 32]:
                    writer.write_table(group)

    def one(self, path: Path, group: int, cluster: str) -> Columns:
        with pq.ParquetFile(path) as file:
            found: Columns = file.read_row_group(group).to_pydict()
        return found

    def all(self, path: Path) -> int:
        with pq.ParquetFile(path) as file:
            for group in range(file.num_row_groups):
                file.read_row_group(group).to_pydict()
            return int(file.num_row_groups)


class Polars:
    """A file for each cluster when writing, as its row groups are of one size; a filter when reading."""

    def prepare(self, rows: pa.Table) -> Any:
        import polars as pl

        return pl.from_arrow(rows)

    def write(self, prepared: Any, folder: Path) -> None:
        parts = prepared.partition_by("cluster", maintain_order=True)
        for number, part in enumerate(parts):
            part.write_parquet(folder / f"part-{number}.parquet", compression="zstd")

    def one(self, path: Path, group: int, cluster: str) -> Columns:
        import polars as pl

        chosen = pl.scan_parquet(path).filter(pl.col("cluster") == cluster)
        found: Columns = chosen.collect().to_dict(as_series=False)
        return found

    def all(self, path: Path) -> int:
        import polars as pl

        parts = pl.read_parquet(path).partition_by("cluster", maintain_order=True)
        for part in parts:
            part.to_dict(as_series=False)
        return len(parts)


class DuckDB:
    """A file for each cluster when writing (PARTITION_BY); a filter when reading."""

    def __init__(self) -> None:
        import duckdb

        self._engine = duckdb.connect()

    def prepare(self, rows: pa.Table) -> None:
        self._engine.register("given", rows)
        self._engine.execute("CREATE TABLE rows AS SELECT * FROM given")

    def write(self, prepared: None, folder: Path) -> None:
        self._engine.execute(
            f"COPY rows TO '{folder}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (cluster),"
            " WRITE_PARTITION_COLUMNS true, OVERWRITE_OR_IGNORE true)"
        )

    def one(self, path: Path, group: int, cluster: str) -> Columns:
        found: Columns = self._read("WHERE cluster = $2", str(path), cluster).to_pydict()
        return found

    def all(self, path: Path) -> int:
        parts = PyArrow().prepare(self._read("", str(path)))
        for part in parts:
            part.to_pydict()
        return len(parts)

    def _read(self, where: str, *values: str) -> pa.Table:
        chosen = self._engine.sql(f"SELECT * FROM read_parquet($1) {where}", params=list(values))
        assert chosen is not None
        found: pa.Table = chosen.to_arrow_table()
        return found


LIBRARIES: dict[str, Callable[[], Library]] = {
    "pyarrow": PyArrow,
    "polars": Polars,
    "duckdb": DuckDB,
}


def timed(task: Callable[[], object]) -> float:
    """Return how many seconds a task takes."""
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def main(name: str, projection: Path, folder: Path) -> None:
    """Write everything, read clusters one by one, read everything; print the median of each."""
    manifest = json.loads((projection / "zonegraph-projection.json").read_text())
    parts = [(projection / each["name"], each["clusters"]) for each in manifest["parts"]]
    parts = [(path, clusters) for path, clusters in parts if clusters]
    library = LIBRARIES[name]()
    prepared = library.prepare(pa.concat_tables([pq.read_table(path) for path, _ in parts]))
    written = []
    for number in range(ROUNDS):
        (folder / str(number)).mkdir(parents=True)
        target = folder / str(number)
        written.append(timed(lambda target=target: library.write(prepared, target)))  # type: ignore[misc]
    places = [(path, *each) for path, clusters in parts for each in enumerate(clusters)]
    sample = random.Random(0).sample(places, min(SAMPLED, len(places)))
    for place in sample[:3]:
        assert set(library.one(*place)["cluster"]) == {place[2]}
    ones = [timed(lambda place=place: library.one(*place)) for place in sample]  # type: ignore[misc]
    assert sum(library.all(path) for path, _ in parts) == len(places)
    alls = [timed(lambda: [library.all(path) for path, _ in parts]) for _ in range(ROUNDS)]
    medians = [statistics.median(each) for each in (written, ones, alls)]
    print(json.dumps({"clusters": len(places), "seconds": medians}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
