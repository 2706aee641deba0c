"""One worker as the server sees it: a process at the other end of a socket."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import socket
from functools import cache
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess

from zonegraph.errors import StoreError
from zonegraph.web.frames import END, FAILED, JOB, READY, frame, receive_frame, unpack
from zonegraph.web.limits import Limits
from zonegraph.web.worker import Job, work

_START = 60.0
_LOADED = ["zonegraph.web.worker", "rdflib.plugins.sparql.parser", "rdflib"]
_BUFFER = 256 * 1024


@cache
def _nursery() -> ForkServerContext:
    """Return the context whose server, a process without threads, forks workers ready loaded."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_LOADED)
    return context


class Worker:
    """A worker process, as `start_worker` gives it.

    Attributes
    ----------
    version : str
        The version of the store that it has open.
    jobs : int
        How many jobs it has been given.
    """

    def __init__(
        self,
        process: BaseProcess,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        self._process, self._reader, self._writer = process, reader, writer
        self.version = ""
        self.jobs = 0

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid or 0

    async def receive(self) -> tuple[int, bytes]:
        """Return the next frame.

        Raises
        ------
        asyncio.IncompleteReadError, OSError
            If the worker has died.
        """
        return await receive_frame(self._reader)

    async def give(self, job: Job) -> None:
        """Hand a job over."""
        self.jobs += 1
        self._writer.write(frame(JOB, job.pack()))
        await self._writer.drain()

    def yield_to_others(self) -> None:
        """Let whatever else wants the processor go first, since this query is no quick one."""
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, 10)

    def kill(self) -> None:
        """End the process at once, whatever it does."""
        self._writer.transport.abort()
        with contextlib.suppress(OSError):
            self._process.kill()

    async def end(self) -> None:
        """End the process and wait until it is gone."""
        self.kill()
        await asyncio.to_thread(self._process.join, 5)


async def start_worker(location: str, limits: Limits) -> Worker:
    """Start a worker and wait until it is ready.

    Raises
    ------
    StoreError
        If it cannot open the store.
    """
    ours, theirs = socket.socketpair()
    with theirs:
        process = _nursery().Process(target=work, args=(theirs, location, limits), daemon=True)
        await asyncio.to_thread(process.start)
    reader, writer = await asyncio.open_unix_connection(sock=ours, limit=_BUFFER)
    worker = Worker(process, reader, writer)
    try:
        async with asyncio.timeout(_START):
            kind, payload = await worker.receive()
    except (TimeoutError, EOFError, OSError) as error:
        worker.kill()
        raise StoreError("no worker could open the store", where=location) from error
    if kind != READY:
        worker.kill()
        raise StoreError(str(unpack(payload)[1]))
    worker.version = str(unpack(payload))
    return worker


LAST = frozenset((END, FAILED))
"""Kinds of frames after which a worker is free again."""
