"""Writing a columnar projection: one pass over the quads, then joins that spill to disk."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from zonegraph import vocab
from zonegraph.errors import MissingPackageError, OutputError
from zonegraph.projection.columnar.manifest import (
    COLUMNS,
    MANIFEST,
    Manifest,
    Part,
    describe,
    write_manifest,
)
from zonegraph.projection.reading import QuadSource
from zonegraph.workspace import folder_whole

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

MEMORY = "1GB"
"""What the joins may take before they spill; the engine that holds the quads has its own."""

AT_ONCE = 32
"""So many clusters are gathered at once, and share a file."""

SLICE = 100_000
"""So many entities, or facts, of the whole network are put in order at once."""

_SIZES = "SELECT (SELECT count(*) FROM entities), (SELECT count(*) FROM edges)"
_COUNTS = "SELECT (SELECT count(*) FROM entities), (SELECT count(DISTINCT edge) FROM vouched)"


def write_projection(
    store: QuadSource,
    folder: Path,
    hops: int,
    stops: Collection[str],
    *,
    memory: str = MEMORY,
) -> Manifest:
    """Write a graph as a columnar projection, partitioned by cluster, whole or not at all.

    A partition holds what `zonegraph.projection.Around` gathers around its cluster.

    Parameters
    ----------
    store : QuadSource
        Any open store.
    folder : Path
        Where to; a projection that is there is replaced.
    hops : int
        How far from a cluster its partition goes.
    stops : collection of str
        Kinds that it reaches but does not go through.
    memory : str, optional
        What the joins may take before they spill to disk, as ``"1GB"``.

    Raises
    ------
    OutputError
        If it cannot be written.
    MissingPackageError
        If DuckDB or PyArrow is not installed.
    """
    with folder_whole(folder, MANIFEST) as beside, _database(beside, memory) as database:
        quads = _stage(database, store, hops, stops)
        parts = (_write_network(database, beside), *_write_clusters(database, beside))
        ((entities, facts),) = database.execute(_COUNTS).fetchall()
        manifest = Manifest(quads, entities, facts, hops, tuple(sorted(stops)), parts)
        write_manifest(beside, manifest)
    return manifest


@contextmanager
def _database(folder: Path, memory: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a database that lies beside the projection while it is written, and reaches no network."""
    try:
        import duckdb
        import pyarrow as pa  # noqa: F401
    except ImportError as error:
        raise MissingPackageError(error.name or "duckdb", "columnar") from error
    with TemporaryDirectory(prefix=".staging-", dir=folder) as staging:
        database = duckdb.connect(
            str(Path(staging) / "staging.duckdb"),
            config={
                "memory_limit": memory,
                "temp_directory": str(Path(staging) / "spilled"),
                "preserve_insertion_order": "false",
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
            },
        )
        try:
            yield database
        except duckdb.Error as error:
            reason = str(error).splitlines()[0]
            raise OutputError(
                f"cannot write: {reason}",
                where=str(folder.parent),
                remedy="make room on the disk, or give it more memory",
            ) from error
        finally:
            database.close()


def _stage(
    database: duckdb.DuckDBPyConnection, store: QuadSource, hops: int, stops: Collection[str]
) -> int:
    from zonegraph.projection.columnar.staging import Staging

    quads = Staging(database).read(store.quads())
    database.execute("CREATE TABLE stops (kind VARCHAR)")
    database.execute("INSERT INTO stops SELECT unnest(?)", [sorted(stops)])
    database.execute("CREATE TABLE settings (name VARCHAR, value VARCHAR)")
    settings = [("hops", str(hops)), ("stem", vocab.SRC.base)]
    database.executemany("INSERT INTO settings VALUES (?, ?)", settings)
    database.execute(_script("assemble"))
    return quads


def _write_network(database: duckdb.DuckDBPyConnection, folder: Path) -> Part:
    """Write the network of everything slice by slice, entities first, so that no sort holds it all."""
    name = "network/part-0.parquet"
    with _file(folder / name) as file:
        for slice_ in _slices(database):
            database.execute(
                "CREATE OR REPLACE TEMP TABLE slice (what VARCHAR, after BIGINT, up_to BIGINT)"
            )
            database.execute("INSERT INTO slice VALUES (?, ?, ?)", slice_)
            database.execute(_script("everything"))
            rows = database.sql(_script("rows")).to_arrow_table()
            file.write_table(rows.select(list(COLUMNS)))
    return describe(folder, name)


def _slices(database: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, int, int]]:
    """Yield what is sliced, and after which number each slice begins and ends."""
    ((entities, facts),) = database.execute(_SIZES).fetchall()
    for what, size in (("entities", entities), ("facts", facts)):
        for after in range(0, size, SLICE):
            yield what, after, after + SLICE


def _write_clusters(database: duckdb.DuckDBPyConnection, folder: Path) -> Iterator[Part]:
    """Write some clusters to each file, each cluster to a row group of its own."""
    found = database.execute(_script("clusters")).fetchall()
    for start in range(0, len(found), AT_ONCE):
        chosen = found[start : start + AT_ONCE]
        database.execute("CREATE OR REPLACE TEMP TABLE chosen (id BIGINT)")
        database.executemany("INSERT INTO chosen VALUES (?)", [(id_,) for id_, _ in chosen])
        database.execute(_script("around"))
        name = f"clusters/part-{start // AT_ONCE:05}.parquet"
        with _file(folder / name) as file:
            rows = database.sql(_script("rows")).to_arrow_table()
            for group in _by_cluster(rows):
                file.write_table(group.select(list(COLUMNS)), row_group_size=group.num_rows)
        yield describe(folder, name, tuple(iri for _, iri in chosen))


def _by_cluster(rows: pa.Table) -> Iterator[pa.Table]:
    """Cut rows that are in order where the cluster changes."""
    import pyarrow.compute as pc

    numbers = rows["n"].combine_chunks()
    changes = pc.indices_nonzero(pc.not_equal(numbers[1:], numbers[:-1])).to_numpy()
    for start, end in pairwise([0, *(int(each) + 1 for each in changes), len(numbers)]):
        yield rows.slice(start, end - start)


@contextmanager
def _file(path: Path) -> Iterator[pa.parquet.ParquetWriter]:
    import pyarrow.parquet as pq

    path.parent.mkdir(exist_ok=True)
    with pq.ParquetWriter(path, schema(), compression="zstd") as writer:
        yield writer


def schema() -> pa.Schema:
    """Return the columns of every table of a projection, with their types."""
    import pyarrow as pa

    types = {
        "aliases": pa.list_(pa.string()),
        "confidence": pa.float64(),
        "locators": pa.list_(pa.string()),
    }
    return pa.schema([(name, types.get(name, pa.string())) for name in COLUMNS])


def _script(name: str) -> str:
    return files("zonegraph.projection.columnar").joinpath(f"{name}.sql").read_text("utf-8")
