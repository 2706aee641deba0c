"""The door: nothing enters the graph unless it is well formed, described, and vouched for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from zonegraph.errors import DataError
from zonegraph.model import Violation
from zonegraph.rdf.evidence_rules import check_evidence, check_registry
from zonegraph.rdf.positions import line_of
from zonegraph.rdf.reading import read_data, read_lines, read_quads, read_text
from zonegraph.rdf.shapes import check_shapes
from zonegraph.rdf.vocabulary_rules import check_vocabulary
from zonegraph.rdf.writing import write_canonical
from zonegraph.vocab import ONTOLOGY, shorten
from zonegraph.workspace import Workspace, data_suffix, write_whole

_FORM = "run: zonegraph validate --fix"
_ENDS = re.compile("[/#]")
_IRI = re.compile(rb"<([^<>]*)>")


@dataclass(frozen=True, slots=True)
class _Files:
    """What could be read, file by file."""

    ontology: dict[Path, list[Quad]]
    data: dict[Path, list[Quad]]
    refused: list[Violation]

    def quads(self) -> Iterator[Quad]:
        for quads in (*self.ontology.values(), *self.data.values()):
            yield from quads


def validate(workspace: Workspace, language: str = "en") -> list[Violation]:
    """Return everything the door refuses or warns of, in the order of files and lines.

    Files that cannot be read come first; the others are then checked each by itself, since what
    holds between files cannot be told while some are missing.

    Parameters
    ----------
    workspace : Workspace
        The ontology and the data.
    language : str, optional
        Language of the shapes' messages, ``"zh"`` or ``"en"``.

    Raises
    ------
    DataError
        If there is no data, or the shapes cannot be read.

    Examples
    --------
    >>> from zonegraph.workspace import bundled
    >>> [found for found in validate(bundled()) if found.severity == "violation"]
    []
    """
    files = _read(workspace)
    both = (*files.ontology.items(), *files.data.items())
    found = [each for path, quads in both for each in check_form(path, quads)]
    found += check_vocabulary(files.ontology, files.data)
    if not files.refused:
        found += check_registry(files.ontology, files.data)
        found += check_evidence(files.data)
        found += _check_shapes(files, workspace.shapes_file(), language)
    return [*files.refused, *locate(found, [path for path, _ in both])]


def fix(workspace: Workspace) -> list[Path]:
    """Rewrite every readable file in canonical form, and return those that changed.

    Raises
    ------
    OutputError
        If a file cannot be written.
    """
    files = _read(workspace)
    changed = []
    for path, quads in (*files.ontology.items(), *files.data.items()):
        text = _canonical(path, quads) if _is_written_by_hand(path) else None
        if text is not None and text != read_text(path):
            write_whole(path, text)
            changed.append(path)
    return changed


def _read(workspace: Workspace) -> _Files:
    files = _Files({}, {}, [])
    readers: list[tuple[list[Path], dict[Path, list[Quad]], Callable[[Path], Iterator[Quad]]]] = [
        (workspace.ontology_files(), files.ontology, lambda path: read_quads(path, ONTOLOGY)),
        (workspace.data_files(), files.data, read_data),
    ]
    for paths, kept, read in readers:
        for path in paths:
            try:
                kept[path] = list(read(path))
            except DataError as error:
                files.refused.append(unreadable(error))
    return files


def unreadable(error: DataError) -> Violation:
    """Return what is wrong with a file that cannot be read."""
    position = f"column {error.column}" if error.column else ""
    return Violation(error.path, error.line, position, "readable", error.what, error.remedy)


def check_form(path: Path, quads: list[Quad]) -> Iterator[Violation]:
    """Find where a file that people write is not in canonical form; N-Quads and archives have none.

    Parameters
    ----------
    path : Path
        The file.
    quads : list of Quad
        What it holds.
    """
    if not _is_written_by_hand(path):
        return
    text, canonical = read_text(path), _canonical(path, quads)
    if text != canonical:
        line = _first_difference(text, canonical)
        yield Violation(path, line, "", "canonical", "not in canonical form", _FORM)


def check_form_of(path: Path) -> list[Violation]:
    """Read a file and find where it is not in canonical form; what cannot be read is none of it."""
    try:
        return list(check_form(path, list(read_data(path))))
    except DataError:
        return []


def _is_written_by_hand(path: Path) -> bool:
    return path.suffix in {".ttl", ".trig"}


def _canonical(path: Path, quads: list[Quad]) -> str:
    return write_canonical(quads, "trig" if path.suffix == ".trig" else "turtle")


def _first_difference(text: str, canonical: str) -> int:
    lines, wanted = text.split("\n"), canonical.split("\n")
    pairs = enumerate(zip(lines, wanted, strict=False), start=1)
    return next((number for number, (a, b) in pairs if a != b), min(len(lines), len(wanted)))


def _check_shapes(files: _Files, shapes: Path, language: str) -> Iterator[Violation]:
    homes: dict[str, Path] = {}
    for path, quads in (*files.ontology.items(), *files.data.items()):
        for quad in quads:
            if isinstance(quad.subject, NamedNode):
                homes.setdefault(quad.subject.value, path)
    for result in check_shapes(files.quads(), shapes, language):
        value = f" (found {result.value})" if result.value else ""
        yield Violation(
            homes.get(result.node, shapes),
            0,
            result.node,
            result.shape,
            result.message + value,
            "supply what is missing, or correct the value",
            "warning" if result.is_warning else "violation",
        )


def locate(found: Sequence[Violation], paths: Sequence[Path]) -> list[Violation]:
    """Return violations, each in the first file that says something of its node, and on its line.

    Parameters
    ----------
    found : sequence of Violation
        With the shapes file as path, where it is not known which file says it.
    paths : sequence of Path
        The files to look in.
    """
    unplaced = {each.node for each in found if each.path not in paths}
    places: dict[tuple[Path, str], int] = {}
    homes: dict[str, Path] = {}
    for path in paths:
        told = {each.node for each in found if each.path == path and not each.line}
        for node, line in _lines_of(told | (unplaced - homes.keys()), path).items():
            places[path, node] = line
            homes.setdefault(node, path)
    return sorted(_placed(each, homes, places, paths) for each in found)


def _placed(
    found: Violation,
    homes: Mapping[str, Path],
    places: Mapping[tuple[Path, str], int],
    paths: Sequence[Path],
) -> Violation:
    path = found.path if found.path in paths else homes.get(found.node, found.path)
    line = found.line or places.get((path, found.node), 0)
    return replace(found, path=path, line=line, node=shorten(found.node))


def _lines_of(nodes: set[str], path: Path) -> dict[str, int]:
    """Return the lines on which a file speaks of nodes, of those of which it does."""
    if not nodes:
        return {}
    try:
        if data_suffix(path) == ".nq":
            return _lines_in_stream(nodes, path)
        text = read_text(path)
    except DataError:  # which is among what was found
        return {}
    mentioned = [node for node in sorted(nodes) if node and _ENDS.split(node)[-1] in text]
    return {node: line for node in mentioned if (line := line_of(node, text))}


def _lines_in_stream(nodes: AbstractSet[str], path: Path) -> dict[str, int]:
    """Return the first line that begins with each node, or else the first that mentions it."""
    wanted = {node.encode(): node for node in nodes}
    begun: dict[str, int] = {}
    mentioned: dict[str, int] = {}
    for first, lines in read_lines(path):
        number, counted = first, 0
        for match in _IRI.finditer(lines):
            node = wanted.get(match[1])
            if node is None or node in begun:
                continue
            number += lines.count(b"\n", counted, match.start())
            counted = match.start()
            begins = counted == 0 or lines[counted - 1 : counted] == b"\n"
            (begun if begins else mentioned).setdefault(node, number)
    return mentioned | begun
