"""Reading Turtle, TriG and N-Quads files into quads, each error with its line and column."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

from zonegraph.errors import DataError
from zonegraph.vocab import ENTITIES, ONTOLOGY, PROVENANCE
from zonegraph.workspace import Workspace, data_suffix

_FORMATS = {".ttl": RdfFormat.TURTLE, ".trig": RdfFormat.TRIG}
_CHUNK = 1 << 20
_LONGEST = 1 << 26
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
        with _open(path) as file:
            content = file.read()
    except (OSError, EOFError, zlib.error) as error:
        raise _cannot_read(path, error) from error
    return refuse_other_encodings(content, path).removeprefix(_BYTE_ORDER_MARK)


def refuse_other_encodings(content: bytes, path: Path, first: int = 1) -> str:
    """Return lines of a file, of which the first has a number, as text.

    Raises
    ------
    DataError
        If they are not UTF-8.
    """
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = first + content.count(b"\n", 0, error.start)
        raise DataError("not UTF-8", path, line=line, remedy="save the file as UTF-8") from error


def read_quads(path: Path, graph: str | None = None) -> Iterator[Quad]:
    """Yield the quads of a Turtle, TriG or N-Quads file, gzipped or not.

    N-Quads are read as a stream, the others whole.

    Parameters
    ----------
    path : Path
        A ``.ttl``, ``.trig`` or ``.nq`` file, or one of these with ``.gz`` after it.
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
    if data_suffix(path) == ".nq":
        for first, lines in read_lines(path):
            yield from parse_lines(lines, path, first)
        return
    if data_suffix(path) not in _FORMATS:
        raise DataError(
            "neither .ttl nor .trig nor .nq", path, remedy="write Turtle, TriG or N-Quads"
        )
    text = read_text(path)
    _refuse_deep_nesting(text, path)
    target = NamedNode(graph) if graph else None
    for quad in _parsed(text, path):
        if target is not None and quad.graph_name == DefaultGraph():
            yield Quad(quad.subject, quad.predicate, quad.object, target)
        else:
            yield quad


def graph_of(path: Path) -> str | None:
    """Return the graph that the triples of a data file go into; None where it names its own.

    Raises
    ------
    DataError
        If it is a Turtle file under no name that data has.
    """
    if data_suffix(path) != ".ttl":
        return None
    name = path.name.removesuffix(".gz")
    if name not in _GRAPH_OF_FILE:
        raise DataError(
            "no such Turtle file in graph data",
            path,
            remedy="use entities.ttl, source.ttl or evidence/*.trig",
        )
    return _GRAPH_OF_FILE[name]


def read_data(path: Path) -> Iterator[Quad]:
    """Yield the quads of a data file, each in its graph.

    Raises
    ------
    DataError
        As for `read_quads`, and if a TriG file has a triple outside its graphs.
    """
    for quad in read_quads(path, graph_of(path)):
        refuse_graphless(quad, path)
        yield quad


def refuse_graphless(quad: Quad, path: Path, line: int = 0) -> None:
    """Raise DataError for a quad outside any graph.

    Raises
    ------
    DataError
        If it is.
    """
    if quad.graph_name == DefaultGraph():
        raise DataError(
            f"a fact about {quad.subject} stands outside any graph",
            path,
            line=line,
            remedy="put it into the evidence graph of its span",
        )


def read_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield an N-Quads file in chunks of whole lines, each with the number of its first line.

    Raises
    ------
    DataError
        If the file cannot be read, or a line is beyond all reason.
    """
    number, rest = 1, b""
    try:
        with _open(path) as file:
            while chunk := file.read(_CHUNK):
                lines, newline, rest = (rest + chunk).rpartition(b"\n")
                if len(rest) > _LONGEST:
                    break
                if newline:
                    yield number, lines + newline
                    number += lines.count(b"\n") + 1
    except (OSError, EOFError, zlib.error) as error:
        raise _cannot_read(path, error) from error
    if len(rest) > _LONGEST:
        raise DataError(
            f"a line is longer than {_LONGEST} bytes", path, line=number, remedy="break it up"
        )
    if rest:
        yield number, rest + b"\n"


def parse_lines(lines: bytes, path: Path, first: int) -> Iterator[Quad]:
    """Yield the quads of some lines of an N-Quads file, of which the first has a number.

    Raises
    ------
    DataError
        If they cannot be parsed.
    """
    if b"<<" in lines:
        for number, line in enumerate(lines.split(b"\n"), start=first):
            if line.count(b"<<") > DEEPEST:
                raise DataError(
                    f"brackets nest deeper than {DEEPEST}", path, line=number, remedy="flatten them"
                )
    try:
        yield from parse(lines, RdfFormat.N_QUADS)
    except SyntaxError as error:
        raise _syntax_error(error, path, first - 1) from error


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
        yield from parse(text, _FORMATS[data_suffix(path)])
    except SyntaxError as error:
        raise _syntax_error(error, path) from error


def _syntax_error(error: SyntaxError, path: Path, above: int = 0) -> DataError:
    return DataError(
        _PARSER_POSITION.sub("", error.msg),
        path,
        line=above + error.lineno if error.lineno else 0,
        column=error.offset or 0,
        remedy="mend the syntax there",
    )


def _open(path: Path) -> BinaryIO:
    return cast("BinaryIO", gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def _cannot_read(path: Path, error: Exception) -> DataError:
    reason = (getattr(error, "strerror", None) or str(error)).lower()
    return DataError(f"cannot read: {reason}", path, remedy="name a file that is there and whole")


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
