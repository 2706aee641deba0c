"""Seals: what the engine's files were like when they were written, to notice when they are damaged.

The engine checks each block that it reads, but an aggregate or a sort over a block that is damaged
never ends. So the sizes of all files are compared at opening, and the digests of those that something
wrote to after the build; to compare every digest means to read everything, which builds do before they
go on from an older store, and `zonegraph validate STORE_DIR`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from zonegraph.workspace import write_whole

SEAL = "zonegraph-files.json"
_OF_ENGINE = ("*.sst", "*.log", "CURRENT", "MANIFEST-*")


class Sealed(NamedTuple):
    """One file as it was written.

    Attributes
    ----------
    size : int
        In bytes.
    modified : int
        When it was last written to, in nanoseconds.
    digest : str
        SHA-256 of its content.
    """

    size: int
    modified: int
    digest: str

    def is_untouched(self, path: Path) -> bool:
        """Tell whether nothing wrote to the file since, as far as its times tell."""
        status = path.stat()
        return (status.st_size, status.st_mtime_ns) == (self.size, self.modified)

    def is_same(self, path: Path) -> bool:
        """Tell whether the content is still the same."""
        return path.stat().st_size == self.size and _digest(path) == self.digest


def seal(folder: Path, like: Path | None = None) -> None:
    """Record what the engine's files in a folder are like.

    Parameters
    ----------
    folder : Path
        A folder that no engine writes to any more.
    like : Path, optional
        A folder sealed before that shares files with it, under the same names: they are not read again.

    Raises
    ------
    OSError, OutputError
        If a file cannot be read or the seal cannot be written.
    """
    known = read_seal(like) if like is not None else {}
    files = {}
    for path in sorted(found for pattern in _OF_ENGINE for found in folder.glob(pattern)):
        before, status = known.get(path.name), path.stat()
        shared = before is not None and before.is_untouched(path)
        digest = before.digest if before is not None and shared else _digest(path)
        files[path.name] = Sealed(status.st_size, status.st_mtime_ns, digest)
    write_whole(folder / SEAL, json.dumps(files, indent=1) + "\n")


def read_seal(folder: Path) -> Mapping[str, Sealed]:
    """Return what is recorded of a folder's files, nothing where no seal can be read."""
    try:
        content = json.loads((folder / SEAL).read_bytes())
        return {name: Sealed(int(s), int(m), str(d)) for name, (s, m, d) in content.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def find_damage(folder: Path) -> str | None:
    """Return the name of a file that is missing, cut short, or was changed after it was sealed.

    Reads only files that something wrote to since.
    """
    unlike = _unlike(folder, lambda file, path: file.is_untouched(path) or file.is_same(path))
    return next(unlike, None)


def find_all_damage(folder: Path) -> list[str]:
    """Return the names of all files that are not as they were when sealed; reads all of them."""
    return list(_unlike(folder, Sealed.is_same))


def _unlike(folder: Path, is_whole: Callable[[Sealed, Path], bool]) -> Iterator[str]:
    for name, file in read_seal(folder).items():
        try:
            whole = is_whole(file, folder / name)
        except OSError:
            whole = False
        if not whole:
            yield name


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
