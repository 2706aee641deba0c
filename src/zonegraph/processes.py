"""Processes beside this one, which end when it ends, however it ends."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context, parent_process
from threading import Thread


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def start_processes(
    number: int | None = None, begin: Callable[..., None] | None = None, *arguments: object
) -> ProcessPoolExecutor:
    """Return a pool of processes that know nothing of this one but what they are handed.

    They are not forked: the engine and the Parquet reader have threads, and those do not survive a
    fork.

    Parameters
    ----------
    number : int, optional
        How many; one for each processor if not given.
    begin : callable, optional
        What each process does first.
    *arguments
        What it is handed.
    """
    ready = partial(_begin, begin, *arguments)
    return ProcessPoolExecutor(number or processors(), get_context("spawn"), ready)


def _begin(begin: Callable[..., None] | None, *arguments: object) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is the first process that is interrupted
    Thread(target=_end_with_parent, daemon=True).start()
    if begin is not None:
        begin(*arguments)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
