"""Where the ontology and the data lie on disk, and how a file is written whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from zonegraph.errors import DataError, OutputError

_PACKAGE = Path(__file__).resolve().parent
_DATA = frozenset({".ttl", ".trig", ".nq"})


@dataclass(frozen=True, slots=True)
class Workspace:
    """The files one graph is made of.

    Attributes
    ----------
    ontology : Path
        Folder of the ontology, its concept schemes, shapes and ``rules/``.
    data : tuple of Path
        One folder per zone, or folders of such folders.
    """

    ontology: Path
    data: tuple[Path, ...]

    def ontology_files(self) -> list[Path]:
        """Return the Turtle files of the ontology, without the shapes, in name order."""
        return [path for path in sorted(self.ontology.glob("*.ttl")) if path.stem != "shapes"]

    def shapes_file(self) -> Path:
        """Return the SHACL shapes."""
        return self.ontology / "shapes.ttl"

    def rule_files(self) -> list[Path]:
        """Return the rules, in the order in which they run."""
        return sorted((self.ontology / "rules").glob("*.rq"))

    def data_files(self) -> list[Path]:
        """Return every Turtle, TriG and N-Quads file of the data, gzipped or not, in path order.

        Raises
        ------
        DataError
            If a data folder does not exist or holds no such file.
        """
        return sorted({path for root in self.data for path in _data_files_under(root)})

    def with_data(self, data: Iterable[Path]) -> Workspace:
        """Return the same ontology over other data."""
        return replace(self, data=tuple(data))


def _data_files_under(root: Path) -> list[Path]:
    if root.is_file():
        return [root]
    if not root.is_dir():
        raise DataError("no such file or folder", root, remedy="name a folder of graph data")
    files = [path for path in root.rglob("*") if data_suffix(path) in _DATA and path.is_file()]
    if not files:
        raise DataError(
            "no .ttl or .trig file in this folder, nor .nq", root, remedy="name a zone's folder"
        )
    return files


def data_suffix(path: Path) -> str:
    """Return the suffix that tells what a file holds, whether it is gzipped or not.

    Examples
    --------
    >>> data_suffix(Path("country.nq.gz")), data_suffix(Path("p16.trig"))
    ('.nq', '.trig')
    """
    return Path(path.name.removesuffix(".gz")).suffix


def bundled() -> Workspace:
    """Return the ontology and data that come with zonegraph, installed or in a checkout."""
    inside = _PACKAGE / "bundled"
    root = inside if inside.is_dir() else _PACKAGE.parent.parent
    return Workspace(root / "ontology", (root / "graph_data",))


@contextmanager
def open_whole(path: Path) -> Iterator[BinaryIO]:
    """Open a file for writing that appears under its name only when it is complete.

    What is no regular file, as a pipe or ``/dev/null``, is written to as it is: it cannot be replaced.

    Parameters
    ----------
    path : Path
        The file; its folder is made where it is missing.

    Yields
    ------
    BinaryIO
        A file beside the target; renamed onto it at the end, removed on any error.

    Raises
    ------
    OutputError
        If the file cannot be written.
    """
    if path.exists() and not path.is_file():
        yield from _open_as_it_is(path)
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise _cannot_write(path, error) from error
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(0o644)
        beside.replace(path)
    except OSError as error:
        raise _cannot_write(path, error) from error
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def folder_whole(path: Path, mark: str) -> Iterator[Path]:
    """Fill a folder that appears under its name only when it is complete.

    Parameters
    ----------
    path : Path
        The folder; one that is there is replaced if it is empty or holds the mark.
    mark : str
        Name of a file by which such folders are known.

    Yields
    ------
    Path
        A folder beside the target; renamed to it at the end, removed on any error.

    Raises
    ------
    OutputError
        If the folder cannot be written, or holds something else.
    """
    if path.exists() and not (path / mark).is_file() and not _is_empty_folder(path):
        raise OutputError(
            "holds something else", where=str(path), remedy="name a new or empty folder"
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    except OSError as error:
        raise _cannot_write(path, error) from error
    try:
        yield beside
        _synchronise(beside)
        beside.chmod(0o755)
        _take_place(beside, path)
    except OSError as error:
        raise _cannot_write(path, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _take_place(beside: Path, path: Path) -> None:
    """Put a folder where another may be; no system replaces a filled folder in one step."""
    if not path.exists():
        beside.rename(path)
        return
    with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as removed:
        path.rename(Path(removed) / path.name)
        beside.rename(path)


def _is_empty_folder(path: Path) -> bool:
    return path.is_dir() and not any(path.iterdir())


def _synchronise(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())


def _open_as_it_is(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("wb") as file:
            yield file
    except OSError as error:
        raise _cannot_write(path, error) from error


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all, text as UTF-8.

    Raises
    ------
    OutputError
        If the file cannot be written.
    """
    with open_whole(path) as file:
        file.write(content.encode() if isinstance(content, str) else content)


def _cannot_write(path: Path, error: OSError) -> OutputError:
    reason = (error.strerror or str(error)).lower()
    return OutputError(
        f"cannot write: {reason}", where=str(path), remedy="choose another place with -o"
    )
