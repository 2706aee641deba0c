"""The graph for other programs: RDF, GraphML for network tools, CSV for spreadsheets, Parquet for analyses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from zonegraph.errors import OutputError
from zonegraph.exchange.graphml import write_graphml
from zonegraph.exchange.spreadsheet import write_facts
from zonegraph.store.exporting import (
    Part,
    select,
    write_jsonld,
    write_nquads,
    write_trig,
    write_turtle,
)
from zonegraph.workspace import open_whole

if TYPE_CHECKING:
    from zonegraph.store import Store

__all__ = ["FORMATS", "Part", "export", "format_of", "write_facts", "write_graphml"]

FORMATS = ("trig", "nquads", "turtle", "jsonld", "graphml", "csv")
"""What a file, or a stream, can be written in."""

PARQUET = "parquet"
"""The columnar projection, which is a folder."""

SUFFIXES = {
    **dict(zip((".trig", ".nq", ".ttl", ".jsonld", ".graphml", ".csv"), FORMATS, strict=True)),
    ".parquet": PARQUET,
}
"""The suffix of a file, and the format that it asks for."""

_WRITE_RDF = {
    "trig": write_trig,
    "nquads": write_nquads,
    "turtle": write_turtle,
    "jsonld": write_jsonld,
}


def format_of(path: Path) -> str:
    """Return the format that a file's suffix asks for.

    Raises
    ------
    OutputError
        If no format has that suffix.

    Examples
    --------
    >>> format_of(Path("graph.nq"))
    'nquads'
    """
    try:
        return SUFFIXES[path.suffix.lower()]
    except KeyError:
        raise OutputError(
            f"no format has the suffix {path.suffix!r}" if path.suffix else "a name with no suffix",
            where=str(path),
            remedy=f"end the name in one of {', '.join(SUFFIXES)}, or give --format",
        ) from None


def export(
    store: Store,
    target: Path | BinaryIO,
    format_name: str | None = None,
    part: Part | None = None,
) -> None:
    """Write a graph to a file, in the same bytes whenever the graph is the same.

    Parameters
    ----------
    store : Store
        The graph.
    target : Path or binary file
        Where to; a path is written whole or not at all.
    format_name : {"trig", "nquads", "turtle", "jsonld", "graphml", "csv", "parquet"}, optional
        The format; where it is not given, the one that the path's suffix asks for.
    part : Part, optional
        Which graphs to write; where it is not given, the named ones, and in Turtle, which knows no
        graphs, the default one. GraphML, CSV and Parquet have facts with their evidence, and no parts.

    Raises
    ------
    OutputError
        If there is no such format, it cannot hold the part, or the file cannot be written.

    Examples
    --------
    >>> import io, zonegraph.store
    >>> file = io.BytesIO()
    >>> with zonegraph.store.open_store() as store:
    ...     export(store, file, "csv")
    >>> file.getvalue().decode("utf-8-sig").partition(",")[0]
    'subject'
    """
    if isinstance(target, Path):
        chosen = format_name or format_of(target)
        if chosen == PARQUET:
            _write_columns(store, target, part)
            return
        write = _writer(chosen, part)
        with open_whole(target) as file:
            write(store, file)
    else:
        _writer(format_name, part)(store, target)


def _writer(format_name: str | None, part: Part | None) -> Callable[[Store, BinaryIO], None]:
    if format_name == PARQUET:
        raise OutputError("a columnar projection is a folder", remedy="name one: DIR.parquet")
    if format_name not in FORMATS:
        raise OutputError(
            f"no format named {format_name!r}" if format_name else "no format given",
            remedy=f"give one of {', '.join([*FORMATS, PARQUET])}",
        )
    if format_name in _WRITE_RDF:
        return _rdf_writer(format_name, part)
    _refuse_part(format_name, part)
    return _write_network if format_name == "graphml" else _write_spreadsheet


def _refuse_part(format_name: str, part: Part | None) -> None:
    if part is not None:
        raise OutputError(
            f"{format_name} has no parts to choose from",
            remedy="leave --graph out, or choose trig, nquads or jsonld",
        )


def _rdf_writer(format_name: str, part: Part | None) -> Callable[[Store, BinaryIO], None]:
    if format_name == "turtle" and part not in (None, Part.DEFAULT):
        raise OutputError(
            "Turtle holds no named graphs",
            remedy="leave --graph out, or choose trig, nquads or jsonld",
        )
    chosen = part or (Part.DEFAULT if format_name == "turtle" else Part.NAMED)
    return lambda store, file: _WRITE_RDF[format_name](select(store, chosen), file)


def _write_network(store: Store, file: BinaryIO) -> None:
    from zonegraph.projection import project

    write_graphml(project(store), file)


def _write_spreadsheet(store: Store, file: BinaryIO) -> None:
    write_facts(store.quads(), file)


def _write_columns(store: Store, folder: Path, part: Part | None) -> None:
    from zonegraph.analysis.surroundings import LEFT_OUT, REACH
    from zonegraph.projection import STATISTICAL_KINDS
    from zonegraph.projection.columnar import write_projection

    _refuse_part(PARQUET, part)
    write_projection(store, folder, REACH, LEFT_OUT | STATISTICAL_KINDS)
