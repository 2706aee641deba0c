"""What serving costs: the guard, a bad neighbour, many clients beside a peer, and a soak.

Usage: python benchmarks/serving.py [--seconds S] [--minutes N] [--clients N] [--rate N] [--only PART]

The peer is rdflib-endpoint, installed for the while into an environment of its own. The limit is
the same mix asked straight of the engine, in one process and without HTTP. Every server listens on
loopback alone.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import psutil
import pyoxigraph
from pyoxigraph import QueryResultsFormat, RdfFormat

from zonegraph.queries.catalogue import find_question
from zonegraph.store import Store, open_store
from zonegraph.store.building import build
from zonegraph.web.limits import Limits
from zonegraph.web.pool import Pool
from zonegraph.web.worker import Job
from zonegraph.workspace import bundled

MIX = (
    "clusters",
    "anchors",
    "parks",
    "industries",
    "funds",
    "policies",
    "group-companies",
    "ranks",
)
JSON = "application/sparql-results+json"
BAD = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
PEER = """
import sys, rdflib, uvicorn
from rdflib_endpoint import SparqlEndpoint
graph = rdflib.Dataset()
graph.parse(sys.argv[1], format="nquads")
app = SparqlEndpoint(graph=graph, path="/sparql")
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="critical")
"""


def texts() -> list[str]:
    """Return the mix as SPARQL."""
    return [find_question(name).text for name in MIX]


def quantile(times: Sequence[float], share: float) -> float:
    """Return a quantile of some times, in milliseconds."""
    return sorted(times)[min(len(times) - 1, int(share * len(times)))] * 1e3


class Client:
    """A connection that is kept, and asks one query after another."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, query: str) -> int:
        """Ask, read the answer whole, and return its status."""
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        body = query.encode()
        head = (
            "POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/sparql-query\r\n"
            f"Accept: {JSON}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        writer.write(head.encode() + body)
        headers = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = re.search(rb"content-length: (\d+)", headers)
        if length:
            await reader.readexactly(int(length[1]))
        else:
            while size := int(await reader.readline(), 16):
                await reader.readexactly(size + 2)
            await reader.readline()
        return int(headers.split()[1])

    def close(self) -> None:
        """Leave."""
        if self._streams is not None:
            self._streams[1].close()


async def load(
    port: int, queries: Sequence[str], clients: int, seconds: float, rate: float = 0
) -> list[float]:
    """Let clients ask for a while, at a rate for all of them or at once, and return what answers took."""
    times: list[float] = []
    start = time.perf_counter()
    end = start + seconds

    def due(turn: int) -> float:
        return start + turn / rate

    async def behave(number: int) -> None:
        client = Client(port)
        turn = number
        try:
            while (began := time.perf_counter()) < end:
                if rate:
                    await asyncio.sleep(max(0, due(turn) - began))
                    began = time.perf_counter()
                status = await client.ask(queries[turn % len(queries)])
                assert status == 200, status
                times.append(time.perf_counter() - began)
                turn += clients if rate else 1
        finally:
            client.close()

    await asyncio.gather(*map(behave, range(clients)))
    return times


def engine(store: Store, queries: Sequence[str], seconds: float) -> list[float]:
    """Ask the engine itself, one query after another, and return how long each took."""
    times: list[float] = []
    end = time.perf_counter() + seconds
    while (began := time.perf_counter()) < end:
        answer(store, queries[len(times) % len(queries)])
        times.append(time.perf_counter() - began)
    return times


def answer(store: Store, query: str) -> bytes:
    """Return the engine's own answer."""
    results = cast(pyoxigraph.QuerySolutions, store.query(query))
    return cast(bytes, results.serialize(format=QueryResultsFormat.JSON))


async def guard(location: Path, rounds: int) -> None:
    """Print what a worker adds to the engine, per query."""
    print("\n| query | engine, ms | through a worker, ms | guard, ms |\n|---|---|---|---|")
    queries = dict(zip(MIX, texts(), strict=True)) | {"ASK {}": "ASK {}"}
    costs = []
    with open_store(str(location)) as store:
        async with Pool(location, Limits(), 4) as pool:
            for name, query in queries.items():
                for label, job in (
                    (f"`{name}` by name", Job(question=name, values={}, rows=JSON)),
                    (f"`{name}` as SPARQL, seen before", Job(text=query, checked=True, rows=JSON)),
                    (f"`{name}` as SPARQL, first time", Job(text=query, rows=JSON)),
                ):
                    if name == "ASK {}" and job.question:
                        continue
                    own, guarded = [], []
                    for _ in range(rounds):
                        began = time.perf_counter()
                        answer(store, query)
                        own.append(time.perf_counter() - began)
                        began = time.perf_counter()
                        await through(pool, job)
                        guarded.append(time.perf_counter() - began)
                    one, other = quantile(own, 0.5), quantile(guarded, 0.5)
                    costs.append((label, other - one))
                    print(f"| {label} | {one:.2f} | {other:.2f} | {other - one:.2f} |")
    for kind in ("by name", "seen before", "first time"):
        middle = statistics.median(cost for label, cost in costs if label.endswith(kind))
        print(f"\nMedian cost of the guard, {kind}: {middle:.2f} ms")


async def through(pool: Pool, job: Job) -> bytes:
    """Return a worker's answer."""
    async with pool.answer(job) as reply:
        return b"".join([piece async for piece in reply.pieces()])


async def neighbour(port: int, seconds: float) -> None:
    """Print what ASK {} takes alone and beside a query that never ends."""
    alone = await load(port, ["ASK {}"], 1, seconds)
    stop = asyncio.create_task(Client(port).ask(BAD))
    await asyncio.sleep(0.5)
    beside = await load(port, ["ASK {}"], 1, seconds)
    stop.cancel()
    with contextlib.suppress(asyncio.CancelledError, asyncio.IncompleteReadError):
        await stop
    one, other = quantile(alone, 0.5), quantile(beside, 0.5)
    print(
        f"\n`ASK {{}}` alone {one:.2f} ms, beside a bad query {other:.2f} ms: {other / one:.2f} times"
    )


def compare(location: Path, port: int, peer: int, seconds: float) -> None:
    """Print throughput and latency of the mix: the engine, this server, and the peer."""
    print("\n| clients | who | answers a second | p50, ms | p99, ms |\n|---|---|---|---|---|")
    with open_store(str(location)) as store:
        for clients in (1, 8, 64):
            if clients == 1:
                row(
                    clients,
                    "the engine, one process, no HTTP",
                    engine(store, texts(), seconds),
                    seconds,
                )
            for who, at in (("zonegraph serve", port), ("rdflib-endpoint", peer)):
                row(clients, who, asyncio.run(load(at, texts(), clients, seconds)), seconds)


def row(clients: int, who: str, times: Sequence[float], seconds: float) -> None:
    """Print one row; an answer that came late still counts, over the time that it took."""
    rate = len(times) / max(seconds, sum(times) / clients)
    print(
        f"| {clients} | {who} | {rate:.1f} | {quantile(times, 0.5):.1f} | {quantile(times, 0.99):.1f} |"
    )


def soak(process: int, port: int, minutes: float, clients: int, rate: float) -> None:
    """Ask for a long while, a bad query now and then, and print the memory of the server."""
    print(
        "\n| minute | answers | p99, ms | server, MiB | all its processes, MiB |\n|---|---|---|---|---|"
    )
    slices = max(2, min(10, round(minutes * 2)))
    for number in range(1, slices + 1):
        times = asyncio.run(beside_bad(port, minutes * 60 / slices, clients, rate))
        main, total = memory(process)
        minute = minutes * number / slices
        print(
            f"| {minute:.1f} | {len(times)} | {quantile(times, 0.99):.1f} | {main:.0f} | {total:.0f} |"
        )


async def beside_bad(port: int, seconds: float, clients: int, rate: float) -> list[float]:
    """Load the server while one client keeps asking what passes the limits."""
    bad = asyncio.create_task(misbehave(port))
    times = await load(port, texts(), clients, seconds, rate)
    bad.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await bad
    return times


async def misbehave(port: int) -> None:
    """Ask bad queries for ever."""
    client = Client(port)
    while True:
        assert await client.ask(BAD) == 503


def memory(process: int) -> tuple[float, float]:
    """Return the memory that a server alone and all its processes hold, each shared page once."""
    parent = psutil.Process(process)
    main = parent.memory_info().rss
    total = main
    for child in parent.children(recursive=True):
        with contextlib.suppress(psutil.Error):
            total += child.memory_full_info().uss
    return main / 2**20, total / 2**20


@contextmanager
def serving(location: Path, *options: str) -> Iterator[tuple[int, int]]:
    """Run this server; yield its process and its port."""
    command = [sys.executable, "-m", "zonegraph", "--store", str(location), "serve", "--port", "0"]
    with subprocess.Popen(
        [*command, "--log", os.devnull, *options], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            port = int(process.stdout.readline().rsplit(":", 1)[1].strip("/\n"))
            wait_for(port)
            yield process.pid, port
        finally:
            process.terminate()


@contextmanager
def peer_serving(folder: Path, location: Path) -> Iterator[int]:
    """Install the peer, give it the same quads, run it, and yield its port."""
    environment = folder / "peer"
    venv.create(environment, with_pip=True)
    python = str(environment / "bin" / "python")
    quads = folder / "quads.nq"
    with open_store(str(location)) as store:
        quads.write_bytes(
            cast(bytes, pyoxigraph.serialize(store.quads(), format=RdfFormat.N_QUADS))
        )
    install = [python, "-m", "pip", "install", "-q", "rdflib-endpoint==0.6.3", "uvicorn"]
    subprocess.run(install, check=True, stderr=subprocess.DEVNULL)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with subprocess.Popen([python, "-c", PEER, str(quads), str(port)], env=clean) as process:
        try:
            wait_for(port)
            yield port
        finally:
            process.terminate()


def wait_for(port: int) -> None:
    """Wait until a server answers."""
    for _ in range(600):
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            asyncio.run(Client(port).ask("ASK {}"))
            return
        time.sleep(0.1)
    raise SystemExit(f"no server answers on port {port}")


def main(arguments: Any) -> None:
    """Measure the parts that are wanted."""
    wanted = [arguments.only] if arguments.only else ["guard", "neighbour", "compare", "soak"]
    with tempfile.TemporaryDirectory() as name:
        location = Path(name) / "store"
        counts = build(bundled(), location, door=lambda _: [])
        print(f"{counts.quads} quads; a mix of {len(MIX)} named questions")
        if "guard" in wanted:
            asyncio.run(guard(location, 50))
        if "neighbour" in wanted:
            with serving(location, "--time-limit", "60") as (_, port):
                asyncio.run(neighbour(port, arguments.seconds))
        if "compare" in wanted:
            with serving(location) as (_, port), peer_serving(Path(name), location) as peer:
                compare(location, port, peer, arguments.seconds)
        if "soak" in wanted:
            with serving(location, "--time-limit", "2") as (process, port):
                soak(process, port, arguments.minutes, arguments.clients, arguments.rate)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--minutes", type=float, default=0.5)
    parser.add_argument("--clients", type=int, default=8, help="clients of the soak")
    parser.add_argument(
        "--rate", type=float, default=0, help="queries a second in the soak; 0: as many as it takes"
    )
    parser.add_argument("--only", choices=["guard", "neighbour", "compare", "soak"])
    main(parser.parse_args())
