"""`zonegraph serve`: the graph over HTTP, read-only."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click

from zonegraph.cli.options import Session
from zonegraph.errors import DataError, MissingPackageError, StoreError, ZonegraphError

TOKEN = "ZONEGRAPH_TOKEN"  # noqa: S105 - the name of a variable
_TEMPORARY = "zonegraph-served-"


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True,
    help="Port to listen on; 0 takes a free one.",
)  # fmt: skip
@click.option(
    "--workers", type=click.IntRange(1, 256), default=max(8, 2 * (os.cpu_count() or 1)),
    help="Queries answered at a time, each in a process of its own.",
)  # fmt: skip
@click.option(
    "--time-limit", type=click.FloatRange(0.1, 3600), default=10.0, show_default=True,
    metavar="SECONDS", help="Time that one query may take.",
)  # fmt: skip
@click.option(
    "--memory-limit", type=click.IntRange(16), default=512, show_default=True, metavar="MIB",
    help="Memory that one query may take.",
)  # fmt: skip
@click.option(
    "--row-limit", type=click.IntRange(1), default=100_000, show_default=True,
    help="Rows that one answer may have.",
)  # fmt: skip
@click.option(
    "--read-limit", type=click.FloatRange(0.1, 3600), default=30.0, show_default=True,
    metavar="SECONDS", help="Time that a client may leave a part of an answer unread.",
)  # fmt: skip
@click.option(
    "--allow-host", "hosts", multiple=True, metavar="NAME",
    help="Answer for this host name too; may be repeated.",
)  # fmt: skip
@click.option(
    "--cors", "origins", multiple=True, metavar="ORIGIN",
    help="Let pages of this origin read answers, * for all; may be repeated.",
)  # fmt: skip
@click.option(
    "--token-file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=f"Ask for the bearer token in this file, or in {TOKEN}.",
)  # fmt: skip
@click.option("--root-path", default="", metavar="PATH", help="Path under which a proxy offers it.")
@click.option(
    "--trust-proxy", "proxies", multiple=True, metavar="ADDRESS",
    help="Take this proxy's word on who asks; may be repeated.",
)  # fmt: skip
@click.option(
    "--log", "log_file", type=click.Path(path_type=Path),
    help="Write the access log here instead of standard error.",
)  # fmt: skip
@click.pass_obj
def serve(
    session: Session,
    host: str,
    port: int,
    workers: int,
    time_limit: float,
    memory_limit: int,
    row_limit: int,
    read_limit: float,
    hosts: tuple[str, ...],
    origins: tuple[str, ...],
    token_file: Path | None,
    root_path: str,
    proxies: tuple[str, ...],
    log_file: Path | None,
) -> None:
    """Serve the graph, read-only: its pages, its questions, and SPARQL 1.1 at /sparql."""
    _check_packages()
    from zonegraph.site import Site
    from zonegraph.web.app import Settings
    from zonegraph.web.limits import MIB, Limits
    from zonegraph.web.log import open_log
    from zonegraph.web.security import LOOPBACK
    from zonegraph.web.server import serve as run
    from zonegraph.web.server import stop_cleanly

    stop_cleanly()

    settings = Settings(
        limits=Limits(
            seconds=time_limit, memory=memory_limit * MIB, rows=row_limit, stall=read_limit
        ),
        workers=workers,
        hosts=LOOPBACK | {host, *hosts},
        origins=origins,
        token=read_token(token_file),
        root_path=root_path.rstrip("/"),
    )
    open_log(log_file)
    with _listening(host, port) as listener, _directory(session.store) as location:
        click.echo(f"http://{_shown(host)}:{listener.getsockname()[1]}/")
        run(location, settings, listener, proxies, partial(Site, language=session.language))


def read_token(path: Path | None) -> str:
    """Return the token that a file or the environment holds; nothing where neither does.

    Raises
    ------
    DataError
        If the file cannot be read or holds no token.
    """
    if path is None:
        return os.environ.get(TOKEN, "").strip()
    try:
        token = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError("cannot read the token", path) from error
    if not token:
        raise DataError("holds no token", path, remedy="write one into it")
    return token


def _check_packages() -> None:
    for package in ("starlette", "uvicorn"):
        try:
            __import__(package)
        except ImportError as error:
            raise MissingPackageError(package, "serve") from error
    if sys.platform == "win32":
        raise ZonegraphError("serve needs the limits of a POSIX system", remedy="run it under WSL")


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """Take the address first, so that a client that knows it is never refused."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.create_server((host, port), family=family, backlog=1024)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ZonegraphError(
            f"cannot listen: {reason}", where=f"{host}:{port}", remedy="choose another --port"
        ) from error
    # Connections inherit it; without it, each answer waits 40 ms for the client's acknowledgement.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with listener:
        yield listener


@contextmanager
def _directory(store: str | None) -> Iterator[Path]:
    """Give the directory to serve; the bundled graph is first built into one for the while."""
    if store is not None:
        if "://" in store:
            raise StoreError(
                "only a store directory can be served",
                where=store,
                remedy="build one: zonegraph build STORE_DIR",
            )
        yield Path(store)
        return
    from zonegraph.store.building import build
    from zonegraph.store.temporary import temporary_folder
    from zonegraph.workspace import bundled

    with temporary_folder(_TEMPORARY) as folder:
        location = folder / "store"
        build(bundled(), location, door=lambda _: [])
        yield location


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
