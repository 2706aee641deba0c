"""Reading Turtle and TriG files into quads, each error with its line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

from zonegraph.errors import DataError
from zonegraph.vocab import ENTITIES, ONTOLOGY, PROVENANCE
from zonegraph.workspace import Workspace

_FORMATS = {".ttl": RdfFormat.TURTLE, ".trig": RdfFormat.TRIG}
_GRAPH_OF_FILE = {"entities.ttl": ENTITIES, "source.ttl": PROVENANCE}
_PARSER_POSITION = re.compile(r"^Parser error (?:at|between) [^:]*: ")
_BYTE_ORDER_MARK = "\ufeff"
DEEPEST = 100
"""How deep brackets may nest: hostile nesting ends the parser's process, and no data needs it."""


def read_text(path: Path) -> str:
    """Return the text of a file, which must be UTF-8; a byte order mark at its start is dropped.

    Raises
    ------
    DataError
        If the file is missing, unreadable or in another encoding.
    """
    try:
        return path.read_bytes().decode("utf-8").removeprefix(_BYTE_ORDER_MARK)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise DataError(
            f"cannot read: {reason}", path, remedy="name a file that is there"
        ) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise DataError("not UTF-8", path, line=line, remedy="save the file as UTF-8") from error


def read_quads(path: Path, graph: str | None = None) -> Iterator[Quad]:
    """Yield the quads of a Turtle or TriG file.

    Parameters
    ----------
    path : Path
        A ``.ttl`` or ``.trig`` file.
    graph : str, optional
        The graph that Turtle's triples go into; the default graph if not given. TriG names its own.

    Raises
    ------
    DataError
        If the file cannot be read or parsed, with line and column, or if a TriG file meant for
        the store has triples outside its graphs.

    Examples
    --------
    >>> from zonegraph.workspace import bundled
    >>> first = next(read_quads(bundled().ontology_files()[0], "https://example.org/g"))
    >>> first.graph_name.value
    'https://example.org/g'
    """
    if path.suffix not in _FORMATS:
        raise DataError("neither .ttl nor .trig", path, remedy="write Turtle or TriG")
    text = read_text(path)
    _refuse_deep_nesting(text, path)
    target = NamedNode(graph) if graph else None
    for quad in _parsed(text, path):
        if target is not None and quad.graph_name == DefaultGraph():
            yield Quad(quad.subject, quad.predicate, quad.object, target)
        else:
            yield quad


def graph_of(path: Path) -> str | None:
    """Return the graph that the triples of a data file go into; None for TriG, which names its own.

    Raises
    ------
    DataError
        If it is a Turtle file under no name that data has.
    """
    if path.suffix == ".trig":
        return None
    if path.name not in _GRAPH_OF_FILE:
        raise DataError(
            "no such Turtle file in graph data",
            path,
            remedy="use entities.ttl, source.ttl or evidence/*.trig",
        )
    return _GRAPH_OF_FILE[path.name]


def read_data(path: Path) -> Iterator[Quad]:
    """Yield the quads of a data file, each in its graph.

    Raises
    ------
    DataError
        As for `read_quads`, and if a TriG file has a triple outside its graphs.
    """
    for quad in read_quads(path, graph_of(path)):
        if quad.graph_name == DefaultGraph():
            raise DataError(
                f"a fact about {quad.subject} stands outside any graph",
                path,
                remedy="put it into the evidence graph of its span",
            )
        yield quad


def read_workspace(workspace: Workspace) -> Iterator[Quad]:
    """Yield every quad of the ontology and the data, each in its graph.

    Raises
    ------
    DataError
        If a file cannot be read.
    """
    for path in workspace.ontology_files():
        yield from read_quads(path, ONTOLOGY)
    for path in workspace.data_files():
        yield from read_data(path)


def _parsed(text: str, path: Path) -> Iterator[Quad]:
    try:
        yield from parse(text, _FORMATS[path.suffix])
    except SyntaxError as error:
        raise DataError(
            _PARSER_POSITION.sub("", error.msg),
            path,
            line=error.lineno or 0,
            column=error.offset or 0,
            remedy="mend the syntax there",
        ) from error


def _refuse_deep_nesting(text: str, path: Path) -> None:
    depth = 0
    for position, character in enumerate(text):
        if character in "[({":
            depth += 1
            if depth > DEEPEST:
                line = text.count("\n", 0, position) + 1
                raise DataError(
                    f"brackets nest deeper than {DEEPEST}", path, line=line, remedy="flatten them"
                )
        elif character in "])}" and depth:
            depth -= 1
