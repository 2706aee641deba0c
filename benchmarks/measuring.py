"""What a command costs, run in a process of its own: time, memory of all its processes, bytes on disk."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

LOOK_EVERY = 0.05
"""Seconds between two looks at the memory of the processes."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Beyond which a step is stopped.

    Attributes
    ----------
    seconds : float
        Time by the clock.
    mebibytes : float
        Resident memory of the process and its children together; what they share counts once for each.
    """

    seconds: float
    mebibytes: float


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command cost.

    Attributes
    ----------
    seconds, cpu : float
        Time by the clock, and processor time of the process and of those that it waited for.
    mebibytes : float
        Peak of the resident memory of all its processes.
    failure : str
        Why it did not end well, as ``"over 300 s"``; empty where it did.
    said : str
        What it printed.
    """

    seconds: float
    cpu: float
    mebibytes: float
    failure: str
    said: str


def measured(command: Sequence[str], limits: Limits) -> Cost:
    """Run a command, and stop it with its children when it passes a limit."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=err, stdin=subprocess.DEVNULL)
        peak, stopped = _watch(psutil.Process(process.pid), limits, start)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
        out.seek(0)
        err.seek(0)
        told, complaints = out.read().decode(), err.read().decode().strip().splitlines()
    failure = stopped
    if process.returncode and not stopped:
        failure = (complaints or ["failed"])[-1]
    peak = max(peak, usage.ru_maxrss / 1024)
    return Cost(seconds, usage.ru_utime + usage.ru_stime, peak, failure, told)


def _watch(process: psutil.Process, limits: Limits, start: float) -> tuple[float, str]:
    """Look at a process until it is done or stopped; return its peak memory, and why it was stopped."""
    peak = 0.0
    # Not waited for here, so that what it used can be asked for: a process that is done is a zombie.
    while process.status() != psutil.STATUS_ZOMBIE:
        family = [process, *process.children(recursive=True)]
        peak = max(peak, sum(map(_resident, family)))
        over = ""
        if time.perf_counter() - start > limits.seconds:
            over = f"over {limits.seconds:,.0f} s"
        elif peak > limits.mebibytes:
            over = f"over {limits.mebibytes:,.0f} MiB"
        if over:
            _end(family)
            return peak, over
        time.sleep(LOOK_EVERY)
    return peak, ""


def _resident(process: psutil.Process) -> float:
    try:
        return float(process.memory_info().rss) / 2**20
    except psutil.Error:
        return 0.0


def _end(family: Sequence[psutil.Process]) -> None:
    for each in family:
        try:
            each.kill()
        except psutil.NoSuchProcess:
            continue


def size_of(path: Path) -> int:
    """Return how many bytes a file or all files of a folder have, hard links once."""
    if path.is_file():
        return path.stat().st_size
    seen = {each.stat().st_ino: each.stat().st_size for each in path.rglob("*") if each.is_file()}
    return sum(seen.values())
