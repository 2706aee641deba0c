"""The workers that stand ready, and the answers that they give one at a time."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Self

from zonegraph.errors import StoreError
from zonegraph.store.directory import read_manifest
from zonegraph.web.failures import FailureError
from zonegraph.web.frames import DATA, FAILED, unpack
from zonegraph.web.limits import Limits
from zonegraph.web.process import LAST, Worker, start_worker
from zonegraph.web.worker import Job

LOG = logging.getLogger("zonegraph.web")
QUICK = 0.2
"""Seconds after which a query lets others go first."""
PATIENCE = 60.0
"""Seconds that a client may take, in all, to read an answer while a worker waits for it."""
LOOK = 1.0
"""Seconds between two looks at whether a build has swapped the store."""
RETIREMENT = 2_000
"""Jobs after which a worker makes room for a fresh one, so that no leak adds up."""


class Pool:
    """Workers over one store directory.

    Parameters
    ----------
    location : Path
        The store directory.
    limits : Limits
        What each query may use.
    size : int
        How many workers stand ready.
    swapped : callable, optional
        Called when the pool has moved to a new version of the store.
    """

    def __init__(
        self,
        location: Path,
        limits: Limits,
        size: int,
        swapped: Callable[[], object] | None = None,
    ) -> None:
        self.location, self.limits, self.size = location, limits, size
        self.version = ""
        self.waiting = 0
        self._swapped = swapped
        self._idle: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        self._alive: set[Worker] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def ready(self) -> int:
        """How many workers are idle."""
        return self._idle.qsize()

    def pids(self) -> list[int]:
        """Return the numbers of the worker processes."""
        return sorted(worker.pid for worker in self._alive)

    async def __aenter__(self) -> Self:
        """Start all workers.

        Raises
        ------
        StoreError
            If the store cannot be opened.
        """
        await self._move()
        self._spawn(self._watch())
        return self

    async def __aexit__(self, *_: object) -> None:
        """End all workers."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(worker.end() for worker in self._alive))

    @asynccontextmanager
    async def answer(self, job: Job) -> AsyncIterator[Reply]:
        """Have a job answered: the reply begins within the block, and what is not read by its end is dropped.

        Raises
        ------
        FailureError
            If the job is refused, fails, or passes a limit; or all workers are busy.
        """
        worker = await self._take()
        reply = Reply(worker, self.limits)
        try:
            await reply.begin(job)
            yield reply
        finally:
            self._put_back(worker, clean=reply.finished)

    async def _take(self) -> Worker:
        if self.waiting >= self.limits.waiting:
            raise _busy()
        self.waiting += 1
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._idle.get()
        except TimeoutError:
            raise _busy() from None
        finally:
            self.waiting -= 1

    def _put_back(self, worker: Worker, *, clean: bool) -> None:
        current = worker.version == self.version
        if clean and current and worker.jobs < RETIREMENT:
            self._idle.put_nowait(worker)
            return
        self._retire(worker)
        if current:
            self._spawn(self._replace())

    def _retire(self, worker: Worker) -> None:
        self._alive.discard(worker)
        worker.kill()

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _start(self) -> Worker:
        worker = await start_worker(str(self.location), self.limits)
        self._alive.add(worker)
        return worker

    async def _replace(self) -> None:
        """Start a worker in place of one that is gone, as often as it takes."""
        version, wait = self.version, QUICK
        while version == self.version:
            with contextlib.suppress(StoreError):
                worker = await self._start()
                if worker.version == self.version:
                    self._idle.put_nowait(worker)
                else:
                    self._retire(worker)
                return
            LOG.warning("a worker cannot start", extra={"event": "worker"})
            await asyncio.sleep(wait)
            wait = min(2 * wait, PATIENCE)

    async def _move(self) -> None:
        """Start workers on the current version, and only then let go of the old ones."""
        started = await asyncio.gather(
            *(self._start() for _ in range(self.size)), return_exceptions=True
        )
        fresh = [each for each in started if isinstance(each, Worker)]
        if len(fresh) < self.size or len({worker.version for worker in fresh}) > 1:
            for worker in fresh:
                self._retire(worker)
            failed = (each for each in started if isinstance(each, BaseException))
            raise next(failed, StoreError("the store is being replaced"))
        self.version = fresh[0].version
        while not self._idle.empty():
            self._retire(self._idle.get_nowait())
        for worker in fresh:
            self._idle.put_nowait(worker)

    async def _watch(self) -> None:
        failing = False
        while True:
            await asyncio.sleep(LOOK)
            try:
                if read_manifest(self.location).version != self.version:
                    await self._move()
                    LOG.info("moved to a new version of the store", extra={"event": "store"})
                    if self._swapped:
                        self._swapped()
                failing = False
            except (StoreError, OSError):
                if not failing:
                    LOG.warning("the store cannot be opened anew", extra={"event": "store"})
                failing = True


class Reply:
    """An answer on its way from a worker.

    Attributes
    ----------
    media_type : str
        The form of the answer.
    text : str
        The query as it was checked and asked.
    finished : bool
        Whether the worker is free again.
    """

    def __init__(self, worker: Worker, limits: Limits) -> None:
        self.media_type = self.text = ""
        self.finished = False
        self._worker = worker
        self._loop = asyncio.get_running_loop()
        self._deadline = self._loop.time() + limits.seconds
        self._patience = PATIENCE
        self._limits = limits

    async def begin(self, job: Job) -> None:
        """Hand the job over and wait until its answer begins."""
        slow = self._loop.call_later(QUICK, self._worker.yield_to_others)
        try:
            await self._worker.give(job)
            self.media_type, self.text = unpack((await self._next())[1])
        except (ConnectionError, OSError) as error:
            raise _died() from error
        finally:
            slow.cancel()

    async def pieces(self) -> AsyncIterator[bytes]:
        """Yield the answer piece by piece; time that the taker takes does not count as the query's."""
        while True:
            kind, payload = await self._next()
            if kind != DATA:
                return
            given = self._loop.time()
            yield payload
            taken = self._loop.time() - given
            self._patience -= taken
            self._deadline += taken if self._patience > 0 else 0

    async def _next(self) -> tuple[int, bytes]:
        try:
            async with asyncio.timeout_at(self._deadline):
                kind, payload = await self._worker.receive()
        except TimeoutError:
            seconds = f"{self._limits.seconds:g}"
            raise FailureError(
                503, f"the query took longer than {seconds} seconds; ask for less"
            ) from None
        except (EOFError, OSError) as error:
            raise _died() from error
        self.finished = kind in LAST
        if kind == FAILED:
            status, message = unpack(payload)
            raise FailureError(status, message)
        return kind, payload


def _busy() -> FailureError:
    return FailureError(503, "all workers are busy; try again", {"Retry-After": "1"})


def _died() -> FailureError:
    return FailureError(503, "the query needs more memory or time than it may use; ask for less")
