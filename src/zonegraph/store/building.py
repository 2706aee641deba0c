"""Building a store directory: whole or not at all, whatever happens meanwhile."""

from __future__ import annotations

import contextlib
import os
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from zonegraph.errors import OutputError, StoreError
from zonegraph.model import Violation
from zonegraph.store.directory import (
    ASSERTED,
    LOCK,
    MANIFEST,
    UNFINISHED,
    Manifest,
    discard,
    next_version,
    refuse_foreign,
    sweep,
    write_manifest,
)
from zonegraph.store.filling import Filling, refuse_violations
from zonegraph.store.loading import Counts, Progress, silent
from zonegraph.store.locking import alone
from zonegraph.store.seals import seal
from zonegraph.workspace import Workspace

_FULL = "no space left on device"


def build(
    workspace: Workspace,
    directory: Path,
    door: Callable[[Workspace], Sequence[Violation]] | None = None,
    progress: Progress = silent,
) -> Counts:
    """Build a store directory from files, or replace the store that is there.

    Files are read as a stream and judged in bounded memory. Where few of them changed, only what
    depends on them is built, on a copy of the current version that shares its files. A build that was
    killed goes on from what it had finished.

    The new version is built beside the current one and takes its place in one step. A build that
    fails or is killed leaves the current one as it is; readers that have it open keep it.

    Parameters
    ----------
    workspace : Workspace
        The ontology with its rules, and the data.
    directory : Path
        A store directory, or an empty or missing directory.
    door : callable, optional
        Judges the workspace in place of the door that every build has; whatever it calls a violation
        stops the build.
    progress : callable, optional
        Told the stage, how much of it is done, and how much there is.

    Returns
    -------
    Counts
        What the new version was made of.

    Raises
    ------
    DataError
        If the door refuses the data, or a file cannot be read.
    StoreError
        If another build is running, the directory is not a store's, or it cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from zonegraph.store import open_store
    >>> from zonegraph.workspace import bundled
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     counts = build(bundled(), Path(folder) / "store", door=lambda workspace: [])
    ...     with open_store(f"{folder}/store") as store:
    ...         len(store) == counts.quads
    True
    """
    refuse_foreign(directory)
    try:
        with _writing(directory):
            if door is not None:
                refuse_violations(door(workspace))
            version = next_version(directory)
            counts = Filling(workspace, directory, version, progress).fill(judged=door is None)
            seal(version, like=version / ASSERTED)
            _synchronise(version)
            write_manifest(directory, Manifest(version.name, counts))
            _synchronise_folder(directory)
    except (OSError, RuntimeError) as error:  # the engine raises either
        raise _cannot_build(directory, _reason(error)) from error
    except OutputError as error:
        raise _cannot_build(directory, error.what) from error
    return counts


@contextmanager
def _writing(directory: Path) -> Iterator[None]:
    """Be the only one who builds here, and leave nothing behind but the current version."""
    made = not directory.exists()
    directory.mkdir(parents=True, exist_ok=True)
    with alone(directory / LOCK) as free:
        if not free:
            raise StoreError(
                "another build is running", where=str(directory), remedy="wait for it to end"
            )
        try:
            sweep(directory)
            yield
        except BaseException as error:
            # The frames of a failed load hold the engine, which holds its files: let go of both.
            traceback.clear_frames(error.__traceback__)
            # Who interrupts a build may want to go on; one that failed would fail again, or differ.
            if isinstance(error, Exception):
                with contextlib.suppress(OSError):
                    discard(directory / UNFINISHED)
            raise
        finally:
            sweep(directory)
            if made and not any((directory / name).exists() for name in (MANIFEST, UNFINISHED)):
                (directory / LOCK).unlink()
                directory.rmdir()


def _synchronise(version: Path) -> None:
    """See to it that the disk holds the version before anything names it."""
    for path in filter(Path.is_file, version.rglob("*")):
        with path.open("rb") as file:
            os.fsync(file.fileno())
    _synchronise_folder(version)
    _synchronise_folder(version.parent)


def _synchronise_folder(folder: Path) -> None:
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _reason(error: Exception) -> str:
    """Return why, without the engine's account of which of its files it was writing."""
    reason = (getattr(error, "strerror", None) or str(error)).lower()
    return _FULL if _FULL in reason else reason


def _cannot_build(directory: Path, reason: str) -> StoreError:
    return StoreError(
        f"cannot build: {reason}",
        where=str(directory),
        remedy="a store that was there is unchanged; make room or name another directory",
    )
