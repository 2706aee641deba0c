"""Processes beside this one, which end when it ends, however it ends."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context, parent_process
from threading import Thread


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
    return ProcessPoolExecutor(number, get_context("spawn"), partial(_begin, begin, *arguments))


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
