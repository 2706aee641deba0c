"""A store directory on disk: numbered versions, and one manifest that names the current one.

::

    STORE_DIR/
    ├── zonegraph-store.json   the manifest: format, current version, counts; replaced atomically
    ├── zonegraph.lock         held by the process that builds
    ├── version-N/             Oxigraph's files, never changed once the manifest names them
    │   ├── asserted/          what the files say, before the rules ran; it shares files with version-N
    │   ├── zonegraph-files.json  sizes and digests of the files, to notice damage
    │   └── zonegraph.readers  held, shared, by every process that reads this version
    └── unfinished/            what a killed build of many files had finished

Replacing the manifest is the only step that a reader can see, so that a reader finds the old
version or the new one, and a process killed at any other step leaves no more than a version that
no manifest names. The next build removes it.
"""

from __future__ import annotations

import contextlib
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from zonegraph.errors import StoreError
from zonegraph.store.loading import Counts
from zonegraph.store.locking import alone
from zonegraph.workspace import write_whole

MANIFEST = "zonegraph-store.json"
LOCK = "zonegraph.lock"
READERS = "zonegraph.readers"
ASSERTED = "asserted"
UNFINISHED = "unfinished"
FORMAT = 1
"""Raised whenever an older zonegraph could not read what this one builds."""

_VERSION = re.compile(r"version-([1-9][0-9]*)")
_REMOVED = ".removed-"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a store directory says of itself.

    Attributes
    ----------
    version : str
        Name of the folder that holds the current version.
    counts : Counts
        What that version was made of.
    """

    version: str
    counts: Counts


def is_store(path: Path) -> bool:
    """Tell whether a path is a store directory that a build has finished."""
    return (path / MANIFEST).is_file()


def read_manifest(directory: Path) -> Manifest:
    """Read which version of a store directory is current.

    Raises
    ------
    StoreError
        If the directory holds no store, or one that this zonegraph cannot read.
    """
    try:
        content = json.loads((directory / MANIFEST).read_bytes())
        if content["format"] != FORMAT:
            raise StoreError(
                "built by another version of zonegraph",
                where=str(directory),
                remedy="build it again in a new directory",
            )
        return _manifest(content)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StoreError(
            "not a store directory",
            where=str(directory),
            remedy="build one: zonegraph build STORE_DIR",
        ) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise StoreError(f"cannot be read: {reason}", where=str(directory)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(
            "the manifest is damaged",
            where=str(directory / MANIFEST),
            remedy="remove the directory and build it again",
        ) from error


def write_manifest(directory: Path, manifest: Manifest) -> None:
    """Make a version the current one, in one step.

    Raises
    ------
    OutputError
        If the manifest cannot be written; then the old one stands.
    """
    content = {
        "format": FORMAT,
        "version": manifest.version,
        "files": manifest.counts.files,
        "quads": manifest.counts.quads,
        "facts": manifest.counts.facts,
        "inferred": dict(manifest.counts.inferred),
    }
    write_whole(directory / MANIFEST, json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def next_version(directory: Path) -> Path:
    """Return the folder in which the next version is to be built."""
    taken = [
        int(found[1]) for path in directory.iterdir() if (found := _VERSION.fullmatch(path.name))
    ]
    return directory / f"version-{max(taken, default=0) + 1}"


def refuse_foreign(directory: Path) -> None:
    """Refuse a directory that holds something else than a store.

    Raises
    ------
    StoreError
        If it does, or is not a directory at all.
    """
    try:
        names = {path.name for path in directory.iterdir()}
    except FileNotFoundError:
        return
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise StoreError(f"cannot build here: {reason}", where=str(directory)) from error
    if names and not names & {MANIFEST, LOCK}:
        raise StoreError(
            "holds files that are not a store's",
            where=str(directory),
            remedy="name a new or empty directory",
        )


def sweep(directory: Path) -> None:
    """Remove what killed builds left behind, and old versions that nobody reads.

    Only for the process that holds the directory's lock.

    Raises
    ------
    StoreError
        If there is a manifest that cannot be read: then who knows what is current.
    """
    built = (directory / MANIFEST).exists()
    current = read_manifest(directory).version if built else None
    for path in sorted(directory.iterdir()):
        if path.name.startswith(f".{MANIFEST}."):
            path.unlink()
        elif path.name.startswith(_REMOVED):
            shutil.rmtree(path)
        elif _VERSION.fullmatch(path.name) and path.name != current:
            _remove_unread(path)


def _remove_unread(version: Path) -> None:
    with alone(version / READERS) as unread:
        pass
    if unread:
        # First out of the way in one step: a reader or an engine that still knows the path
        # must find nothing there, not half of it, and cannot add to it. A reader that comes now
        # notices that the version is no longer the current one. Windows moves nothing in use.
        with contextlib.suppress(PermissionError):
            discard(version)


def discard(folder: Path) -> None:
    """Remove a folder, of which nobody finds a half under its name whatever happens meanwhile.

    Raises
    ------
    OSError
        If it cannot be removed.
    """
    shutil.rmtree(folder.rename(folder.with_name(_REMOVED + folder.name)))


def _manifest(content: dict[str, object]) -> Manifest:
    version, inferred = content["version"], content["inferred"]
    # The name becomes part of a path: it must be one of ours.
    if not isinstance(version, str) or not _VERSION.fullmatch(version):
        raise ValueError(version)
    if not isinstance(inferred, dict):
        raise TypeError(inferred)
    files, quads, facts = (int(str(content[key])) for key in ("files", "quads", "facts"))
    return Manifest(version, Counts(files, quads, facts, tuple(inferred.items())))
