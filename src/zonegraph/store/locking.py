"""Advisory locks on files, which the system lets go of when a process dies, however it dies."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int, *, shared: bool) -> None:
        # Windows has no shared lock here, and needs none: it refuses to remove a file in use.
        if not shared:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(descriptor: int, *, shared: bool) -> None:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)


def share(path: Path) -> Callable[[], None]:
    """Tell others that something is in use, as far as the file system lets one tell.

    Parameters
    ----------
    path : Path
        An existing file.

    Returns
    -------
    callable
        Ends the use.

    Raises
    ------
    OSError
        If the file cannot be opened.
    """
    descriptor = os.open(path, os.O_RDONLY)
    with contextlib.suppress(OSError):
        _take(descriptor, shared=True)
    return partial(os.close, descriptor)


@contextmanager
def alone(path: Path) -> Iterator[bool]:
    """Hold a file for oneself, made where it is missing.

    Parameters
    ----------
    path : Path
        The file.

    Yields
    ------
    bool
        False where another process, or another part of this one, has it.

    Raises
    ------
    OSError
        If the file cannot be made or opened.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        yield _taken(descriptor)
    finally:
        os.close(descriptor)


def _taken(descriptor: int) -> bool:
    try:
        _take(descriptor, shared=False)
    except OSError:
        return False
    # Whoever held it before may have removed the file, and the lock with it.
    return os.fstat(descriptor).st_nlink > 0
