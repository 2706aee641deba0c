"""What the server and a worker say to each other: a kind, a length, and that many bytes."""

from __future__ import annotations

import asyncio
import json
import struct
from typing import Any, BinaryIO

READY, JOB, HEAD, DATA, END, FAILED = b"RJHDEF"
_HEADER = struct.Struct("!BI")


def write_frame(file: BinaryIO, kind: int, payload: bytes = b"") -> None:
    """Write one frame and flush it."""
    file.write(_HEADER.pack(kind, len(payload)))
    file.write(payload)
    file.flush()


def read_frame(file: BinaryIO) -> tuple[int, bytes] | None:
    """Read one frame; None where the other side is gone."""
    header = file.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return None
    kind, length = _HEADER.unpack(header)
    return kind, file.read(length)


async def receive_frame(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """Read one frame from a stream.

    Raises
    ------
    asyncio.IncompleteReadError
        If the other side is gone.
    """
    kind, length = _HEADER.unpack(await reader.readexactly(_HEADER.size))
    return kind, await reader.readexactly(length)


def pack(content: object) -> bytes:
    """Return a payload that holds plain values."""
    return json.dumps(content).encode()


def frame(kind: int, payload: bytes) -> bytes:
    """Return a whole frame as bytes."""
    return _HEADER.pack(kind, len(payload)) + payload


def unpack(payload: bytes) -> Any:
    """Return the plain values that a payload holds."""
    return json.loads(payload)
