"""The parts that a store is made of, each known by a digest of what it says, and snapshots of stores."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from zonegraph.errors import DataError
from zonegraph.store.seals import SEAL
from zonegraph.workspace import Workspace, write_whole

STATE = "zonegraph-parts.json"
SOURCES = "sources"
_HASHES = "zonegraph-facts.bin"
_PRIVATE = frozenset({"LOCK", "LOG", SEAL, STATE, _HASHES})
_KEPT_SHARE = 10


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """One data file.

    Attributes
    ----------
    digest : str
        SHA-256 of its name and content: the name tells which graph Turtle goes into.
    name : str
        Its name without folders.
    size : int
        Its size in bytes.
    """

    digest: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class State:
    """What a snapshot holds.

    Attributes
    ----------
    ontology : str
        Digest of ontology, shapes and rules.
    parts : frozenset of Part
        The files that are in it whole.
    judged : bool
        Whether the door let all of it in.
    facts : int
        How many distinct triples evidence graphs hold.
    begun : tuple of (str, int), optional
        Digest of a file that is in it up to a line, and the line that comes next.
    """

    ontology: str
    parts: frozenset[Part]
    judged: bool
    facts: int
    begun: tuple[str, int] | None = None


def read_parts(workspace: Workspace) -> dict[Part, Path]:
    """Return the data files by what they say, in path order; of two that say the same, the first.

    Raises
    ------
    DataError
        If a file cannot be read.
    """
    parts: dict[Part, Path] = {}
    for path in workspace.data_files():
        parts.setdefault(Part(digest_of([path]), path.name, path.stat().st_size), path)
    return parts


def digest_of(paths: Iterable[Path]) -> str:
    """Return the SHA-256 of names and contents.

    Raises
    ------
    DataError
        If a file cannot be read.
    """
    digest = hashlib.sha256()
    for path in paths:
        try:
            with path.open("rb") as file:
                content = hashlib.file_digest(file, "sha256").digest()
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            remedy = "name a file that is there"
            raise DataError(f"cannot read: {reason}", path, remedy=remedy) from error
        digest.update(path.name.encode() + b"\n" + content)
    return digest.hexdigest()


def write_state(snapshot: Path, state: State, hashes: Iterable[int] = ()) -> None:
    """Write what a snapshot holds; a snapshot without it is none.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    write_whole(snapshot / _HASHES, array("q", hashes).tobytes())
    content = {
        "ontology": state.ontology,
        "parts": [[part.digest, part.name, part.size] for part in sorted(state.parts)],
        "judged": state.judged,
        "facts": state.facts,
        "begun": state.begun,
    }
    write_whole(snapshot / STATE, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def read_state(snapshot: Path) -> State | None:
    """Return what a snapshot holds, or None where it is not whole."""
    try:
        content = json.loads((snapshot / STATE).read_bytes())
        begun = content["begun"]
        return State(
            str(content["ontology"]),
            frozenset(Part(str(d), str(n), int(s)) for d, n, s in content["parts"]),
            bool(content["judged"]),
            int(content["facts"]),
            (str(begun[0]), int(begun[1])) if begun else None,
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def read_hashes(snapshot: Path) -> set[int]:
    """Return the hashes of facts that a snapshot of an unfinished build was left with."""
    hashes = array("q")
    hashes.frombytes((snapshot / _HASHES).read_bytes())
    return set(hashes)


def keep_sources(snapshot: Path, parts: dict[Part, Path]) -> None:
    """Keep a copy of each file that is a small share of all, to know later what it said.

    A change of a larger share is built anew.

    Raises
    ------
    OSError
        If a file cannot be copied.
    """
    total = sum(part.size for part in parts)
    for part, path in parts.items():
        kept = snapshot / SOURCES / part.digest / part.name
        if part.size * _KEPT_SHARE <= total:
            kept.parent.mkdir(parents=True)
            shutil.copyfile(path, kept)


def kept_source(snapshot: Path, part: Part) -> Path | None:
    """Return the copy that was kept of a file, or None where there is none that is whole."""
    path = snapshot / SOURCES / part.digest / part.name
    return path if path.is_file() and digest_of([path]) == part.digest else None


def copy_snapshot(snapshot: Path, folder: Path) -> None:
    """Copy a snapshot, sharing the files that are never changed.

    Raises
    ------
    OSError
        If a file can be neither shared nor copied.
    """
    folder.mkdir()
    for path in filter(Path.is_file, snapshot.iterdir()):
        if path.name not in _PRIVATE:
            _share(path, folder / path.name)


def _share(path: Path, target: Path) -> None:
    if path.suffix == ".sst":
        with contextlib.suppress(OSError):  # a file system without links: a copy does
            target.hardlink_to(path)
            return
    shutil.copyfile(path, target)
