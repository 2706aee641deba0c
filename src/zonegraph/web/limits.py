"""What one query may use, and how a process is held to it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query, and one request, may use.

    Attributes
    ----------
    seconds : float
        Time to answer in, not counting the time a client takes to read.
    memory : int
        Bytes that a worker may take beyond what it takes when idle.
    rows : int
        Rows, or triples, of one answer.
    answer : int
        Bytes of one answer.
    request : int
        Bytes of one request's body.
    waiting : int
        Requests that may wait for a worker.
    stall : float
        Seconds that a client may leave a piece of an answer unread.
    """

    seconds: float = 10.0
    memory: int = 512 * MIB
    rows: int = 100_000
    answer: int = 256 * MIB
    request: int = MIB
    waiting: int = 256
    stall: float = 30.0


def confine(limits: Limits, files: int = 0) -> None:
    """Hold this process to its limits for good: memory, no file opened or written, no socket.

    What the process has open stays open. Python can import nothing more afterwards.

    Parameters
    ----------
    limits : Limits
        What one query may use.
    files : int, optional
        How many files the engine must still be able to open.
    """
    import resource

    total = _size() + limits.memory
    descriptors = _highest_descriptor() + 1 + files if files else 0
    for kind, most in (
        (resource.RLIMIT_AS, total),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, descriptors),
    ):
        resource.setrlimit(kind, (most, most))


def allow_seconds(seconds: float) -> None:
    """Let the system end this process after so much computing from now on.

    Behind the server's own clock: it holds even where the server is gone.
    """
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = used.ru_utime + used.ru_stime
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(spent + seconds) + 1, most))


def _size() -> int:
    """Return how much address space this process has."""
    import resource

    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()


def _highest_descriptor() -> int:
    return max(int(entry.name) for entry in Path("/proc/self/fd").iterdir())
