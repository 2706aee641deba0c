"""Building a store directory: whole or not at all, whatever happens meanwhile."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph

from zonegraph.errors import DataError, OutputError, StoreError
from zonegraph.model import Violation
from zonegraph.rdf.door import validate
from zonegraph.store.directory import (
    LOCK,
    MANIFEST,
    READERS,
    Manifest,
    next_version,
    refuse_foreign,
    sweep,
    write_manifest,
)
from zonegraph.store.loading import Counts, load
from zonegraph.store.locking import alone
from zonegraph.workspace import Workspace

_SHOWN = 3


def build(
    workspace: Workspace,
    directory: Path,
    door: Callable[[Workspace], Sequence[Violation]] = validate,
) -> Counts:
    """Build a store directory from files, or replace the store that is there.

    The new version is built beside the current one and takes its place in one step. A build that
    fails or is killed leaves the current one as it is; readers that have it open keep it.

    Parameters
    ----------
    workspace : Workspace
        The ontology with its rules, and the data.
    directory : Path
        A store directory, or an empty or missing directory.
    door : callable, optional
        Judges the workspace; whatever it calls a violation stops the build.

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
            _refuse_violations(door(workspace))
            version = next_version(directory)
            counts = _fill(version, workspace)
            _synchronise(version)
            write_manifest(directory, Manifest(version.name, counts))
            _synchronise_folder(directory)
    except (OSError, RuntimeError) as error:  # the engine raises either
        reason = getattr(error, "strerror", None) or str(error)
        raise _cannot_build(directory, reason.lower()) from error
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
            raise
        finally:
            sweep(directory)
            if made and not (directory / MANIFEST).exists():
                (directory / LOCK).unlink()
                directory.rmdir()


def _fill(version: Path, workspace: Workspace) -> Counts:
    version.mkdir()
    (version / READERS).touch()
    engine = pyoxigraph.Store(str(version))
    counts = load(engine, workspace)
    engine.optimize()
    engine.flush()
    return counts


def _synchronise(version: Path) -> None:
    """See to it that the disk holds the version before anything names it."""
    for path in version.iterdir():
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


def _refuse_violations(found: Sequence[Violation]) -> None:
    violations = [violation for violation in found if violation.severity == "violation"]
    if violations:
        first = violations[0]
        shown = "; ".join(
            f"{item.path.name}:{item.line} {item.node}: {item.message}"
            for item in violations[:_SHOWN]
        )
        more = f"; and {len(violations) - _SHOWN} more" if len(violations) > _SHOWN else ""
        number = f"{len(violations)} violation{'s' if len(violations) > 1 else ''}"
        raise DataError(
            f"the door refuses the data ({number}): {shown}{more}",
            first.path,
            line=first.line,
            remedy="run 'zonegraph validate' to see each with its remedy",
        )


def _cannot_build(directory: Path, reason: str) -> StoreError:
    return StoreError(
        f"cannot build: {reason}",
        where=str(directory),
        remedy="a store that was there is unchanged; make room or name another directory",
    )
