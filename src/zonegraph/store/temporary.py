"""Folders for the while, which outlive their process only until the next of their kind is made."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from zonegraph.store.locking import alone

IN_USE = "in-use"
"""The file in such a folder whose lock its process holds."""


@contextmanager
def temporary_folder(prefix: str, within: Path | None = None) -> Iterator[Path]:
    """Give a folder of our own for the while, and remove those of processes that were killed.

    Parameters
    ----------
    prefix : str
        Begins its name, and the name of those that are removed where nobody holds them.
    within : Path, optional
        Where it lies; among the system's temporary files if not given.

    Raises
    ------
    OSError
        If it cannot be made.

    Examples
    --------
    >>> with temporary_folder("example-") as folder:
    ...     kept = folder.exists()
    >>> kept, folder.exists()
    (True, False)
    """
    place = Path(within or tempfile.gettempdir())
    for folder in place.iterdir() if place.is_dir() else ():
        if folder.name.startswith(prefix):
            with suppress(OSError):
                _remove_unused(folder / IN_USE)
    with tempfile.TemporaryDirectory(prefix=prefix, dir=within, ignore_cleanup_errors=True) as name:
        lock = Path(name) / "new"
        with alone(lock):
            lock.rename(lock.with_name(IN_USE))  # so that nobody finds it before it is held
            yield lock.parent


def _remove_unused(lock: Path) -> None:
    """Remove a folder of this user's, unless a process holds it."""
    folder = lock.parent
    if folder.is_symlink() or lock.is_symlink() or not lock.exists():
        return
    if hasattr(os, "getuid") and folder.stat().st_uid != os.getuid():
        return
    with alone(lock) as unused:
        if unused:
            shutil.rmtree(folder)
