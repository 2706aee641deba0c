"""The graph as a file for other programs: RDF, GraphML for network tools, CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pyoxigraph import Literal, NamedNode

from zonegraph import vocab
from zonegraph.errors import OutputError
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
    import networkx as nx
    from pyoxigraph import Quad

    from zonegraph.model import Evidence
    from zonegraph.store import Store

SUFFIXES = {
    ".trig": "trig",
    ".nq": "nquads",
    ".ttl": "turtle",
    ".jsonld": "jsonld",
    ".graphml": "graphml",
    ".csv": "csv",
}
"""The suffix of a file, and the format that it asks for."""

FORMATS = tuple(SUFFIXES.values())

FACT_COLUMNS = (
    "subject",
    "subject_zh",
    "subject_en",
    "relation",
    "relation_zh",
    "relation_en",
    "object",
    "object_zh",
    "object_en",
    "status",
    "confidence",
    "evidence",
    "locators",
)

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
            f"no format has the suffix {path.suffix!r}" if path.suffix else "no suffix, no format",
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
    format_name : {"trig", "nquads", "turtle", "jsonld", "graphml", "csv"}, optional
        The format; by the path's suffix where it is not given.
    part : Part, optional
        Which graphs RDF holds: the named ones where nothing is said, but the default graph in
        Turtle, which knows no others. GraphML and CSV always tell facts with their evidence.

    Raises
    ------
    OutputError
        If the format is unknown, cannot hold the part, or the file cannot be written.

    Examples
    --------
    >>> import zonegraph.store
    >>> file = io.BytesIO()
    >>> with zonegraph.store.open_store() as store:
    ...     export(store, file, "csv")
    >>> file.getvalue().decode("utf-8-sig").partition(",")[0]
    'subject'
    """
    if isinstance(target, Path):
        write = _writer(format_name or format_of(target), part)
        with open_whole(target) as file:
            write(store, file)
    else:
        _writer(format_name or "", part)(store, target)


def write_graphml(graph: nx.MultiDiGraph[str], file: BinaryIO) -> None:
    """Write a network as GraphML: slugs as node ids, IRIs, labels and evidence as attributes.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A network as :func:`zonegraph.projection.project` makes it.
    file : BinaryIO
        An open file.
    """
    import networkx as nx

    # GraphML ids are XML name tokens, which IRIs are not, and its attributes are plain values.
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri, data in graph.nodes(data=True):
        plain.add_node(vocab.local_name(iri), iri=iri, **_plain_attributes(data))
    for number, (source, target, data) in enumerate(graph.edges(data=True)):
        ends = vocab.local_name(source), vocab.local_name(target)
        plain.add_edge(*ends, key=f"e{number}", **_plain_attributes(data))
    # Not nx.write_graphml: it writes other bytes where lxml happens to be installed.
    nx.readwrite.graphml.write_graphml_xml(plain, file)


def write_facts(quads: Iterable[Quad], file: BinaryIO) -> None:
    """Write every fact as CSV for a spreadsheet: one row per fact and evidence graph.

    Parameters
    ----------
    quads : iterable of Quad
        All quads of a store.
    file : BinaryIO
        An open file. It starts with a byte order mark, without which Excel garbles Chinese.
    """
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(FACT_COLUMNS)
    for row in _Facts.read(quads).rows():
        writer.writerow([guard_formula(cell) for cell in row])
    text.detach()


def guard_formula(cell: str) -> str:
    """Return a cell that no spreadsheet runs as a formula; numbers stay as they are.

    Examples
    --------
    >>> guard_formula("=1+1"), guard_formula("-2.5"), guard_formula("-2+A1")
    ("'=1+1", '-2.5', "'-2+A1")
    """
    if cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r")) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell
