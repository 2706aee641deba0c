"""Sending a worker's answer to a client, as it comes, while watching whether the client is there."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine, Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from zonegraph.web.checked import Checked
from zonegraph.web.failures import FailureError, render_failure
from zonegraph.web.pool import Pool, Reply
from zonegraph.web.worker import Job

AT_ONCE = 256 * 1024
"""Bytes that are gathered before anything is sent, so that a small answer frees its worker first."""


class Answering(Response):
    """An answer that a worker gives; the worker is stopped when the client leaves.

    Parameters
    ----------
    pool : Pool
        The workers.
    job : Job
        What to answer.
    headers : mapping, optional
        What the response says besides its form.
    checked : Checked, optional
        Where to note that the guard has passed a text.
    """

    def __init__(
        self,
        pool: Pool,
        job: Job,
        headers: Mapping[str, str] | None = None,
        checked: Checked | None = None,
    ) -> None:
        super().__init__()
        self._pool, self._job, self._checked = pool, job, checked
        self._extra = dict(headers or {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer until done or until the client is gone."""
        await unless_gone(receive, self._answer(scope, receive, send))

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        try:
            async with self._pool.answer(self._job) as reply:
                if self._checked is not None:
                    self._checked.note(self._job.text, reply.text)
                await self._send(reply, scope, receive, send)
        except FailureError as failure:
            if "status" in scope.get("noted", ()):
                _cut(scope, failure.message)
            else:
                await render_failure(request, failure)(scope, receive, send)

    async def _send(self, reply: Reply, scope: Scope, receive: Receive, send: Send) -> None:
        pieces = reply.pieces()
        first = b"".join([piece async for piece in _up_to(AT_ONCE, pieces)])
        headers = {"Content-Type": _with_charset(reply.media_type), **self._extra}
        if reply.finished:
            await Response(first, headers=headers)(scope, receive, send)
            return
        self.init_headers(headers)
        start = [(name, value) for name, value in self.raw_headers if name != b"content-length"]
        await send({"type": "http.response.start", "status": 200, "headers": start})
        try:
            await self._send_piece(send, first)
            async for piece in pieces:
                await self._send_piece(send, piece)
            await self._send_piece(send, b"", more=False)
        except TimeoutError:
            _cut(scope, "the client does not read")

    async def _send_piece(self, send: Send, piece: bytes, *, more: bool = True) -> None:
        async with asyncio.timeout(self._pool.limits.stall):
            await send({"type": "http.response.body", "body": piece, "more_body": more})


async def unless_gone(receive: Receive, work: Coroutine[None, None, None]) -> None:
    """Do some work, and cancel it if the client leaves meanwhile."""
    doing = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_leaves(receive))
    try:
        await asyncio.wait({doing, leaving}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        leaving.cancel()
        if not doing.done():
            doing.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await doing


async def _leaves(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _up_to(size: int, pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Yield pieces until there are so many bytes, or no more."""
    while size > 0 and (piece := await anext(pieces, None)) is not None:
        size -= len(piece)
        yield piece


def _cut(scope: Scope, reason: str) -> None:
    """Leave an answer unfinished, which a client notices: it cannot be called back."""
    scope["noted"]["cut"] = reason


def _with_charset(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
