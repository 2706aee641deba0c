"""Running the application: one process that listens, with its workers behind it."""

from __future__ import annotations

import signal
import socket
from pathlib import Path
from types import FrameType
from typing import NoReturn

import uvicorn

from zonegraph.errors import StoreError
from zonegraph.store.directory import read_manifest
from zonegraph.web.app import Settings, make_app
from zonegraph.web.explorer import MakeSite

_HEADER_BYTES = 64 * 1024
_IDLE = 10
_CONNECTIONS = 1_024


def serve(
    location: Path,
    settings: Settings,
    listener: socket.socket,
    proxies: tuple[str, ...] = (),
    make_site: MakeSite | None = None,
) -> None:
    """Serve a store directory until told to stop; requests under way are finished first.

    Parameters
    ----------
    location : Path
        What ``zonegraph build`` made.
    settings : Settings
        How the server is set up.
    listener : socket
        Where to listen.
    proxies : tuple of str, optional
        Addresses of proxies whose word on the client's address and scheme is taken.
    make_site : callable, optional
        Makes the explorer's pages.

    Raises
    ------
    StoreError
        If the store cannot be opened.
    """
    config = uvicorn.Config(
        make_app(location, settings, make_site),
        http="h11",
        ws="none",
        lifespan="on",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        date_header=True,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=list(proxies),
        root_path=settings.root_path,
        timeout_keep_alive=_IDLE,
        timeout_graceful_shutdown=int(settings.limits.seconds) + 5,
        h11_max_incomplete_event_size=_HEADER_BYTES,
        limit_concurrency=_CONNECTIONS,
    )
    read_manifest(location)
    server = uvicorn.Server(config)
    try:
        server.run(sockets=[listener])
    finally:
        if not server.started:
            raise StoreError("cannot be opened", where=str(location), remedy="build it again")


def stop_cleanly() -> None:
    """Have SIGTERM end this process as the end of a program does, with everything tidied up.

    uvicorn, while it runs, stops by itself, and then sends the signal to this process once more.
    """
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)


def _stop(_: int, __: FrameType | None) -> NoReturn:
    raise SystemExit(0)
