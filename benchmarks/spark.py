"""What Spark costs beside plain processes: seconds to start, seconds a cluster, memory of each executor.

Usage: python benchmarks/spark.py PROJECTION

Ways: the columnar engine with one process and with one for each processor; Spark in local[1] and local[2]; and
a standalone cluster on 127.0.0.1 with one and with two executors of one core. Each finds the anchors of one
cluster, and of all of them, in a process of its own: what one cluster takes is start-up, and the rest divided
by the other clusters is what a cluster costs.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil
from measuring import LOOK_EVERY

LOGGING = """
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %m%n
"""
DRIVER, DRIVER_JVM, EXECUTOR, WORKERS = "driver", "driver JVM", "executor JVM", "Python workers"


def role_of(process: psutil.Process) -> str:
    """Tell what a process is to Spark; in local mode the driver's JVM is the executor too."""
    command = " ".join(process.cmdline())
    signs = {
        "SparkSubmit": DRIVER_JVM,
        "CoarseGrainedExecutorBackend": EXECUTOR,
        "pyspark.daemon": WORKERS,
        "multiprocessing": WORKERS,
        "--one": DRIVER,
    }
    return next((role for sign, role in signs.items() if sign in command), "master and workers")


class Sampler(threading.Thread):
    """Looks at the resident memory of processes and all their children, by role, until it is stopped."""

    def __init__(self, roots: Sequence[int]) -> None:
        super().__init__()
        self.peaks: dict[str, float] = defaultdict(float)
        self._roots = list(map(psutil.Process, roots))
        self._done = threading.Event()

    def run(self) -> None:
        while not self._done.wait(LOOK_EVERY):
            now: dict[str, float] = defaultdict(float)
            for root in self._roots:
                for each in _family(root):
                    try:
                        now[role_of(each)] += each.memory_info().rss / 2**20
                    except psutil.Error:
                        continue
            for role, mebibytes in now.items():
                self.peaks[role] = max(self.peaks[role], mebibytes)

    def stop(self) -> dict[str, float]:
        """Return the peak of each role."""
        self._done.set()
        self.join()
        return self.peaks


def _family(root: psutil.Process) -> list[psutil.Process]:
    try:
        return [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def anchors(projection: str, number: int, way: str) -> None:
    """Find the anchors of so many clusters; runs in a process of its own."""
    from functools import partial

    from zonegraph.engines import ProjectedGraph, Spark, in_processes

    local = way.startswith("processes:")
    run = partial(in_processes, processes=int(way[10:])) if local else Spark(way)
    graph = ProjectedGraph(Path(projection), run)
    chosen = graph.clusters()[:number]
    found = sum(len(each) for each in graph.anchors_of(chosen))
    print(len(chosen), found)


def measured(
    projection: str, number: int, way: str, servers: Sequence[int]
) -> tuple[float, dict[str, float], str]:
    """Return the seconds, the memory by role, and the numbers of clusters and of anchors."""
    command = [sys.executable, __file__, "--one", projection, str(number), way]
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    sampler = Sampler([process.pid, *servers])
    sampler.start()
    told, _ = process.communicate(timeout=600)
    seconds = time.perf_counter() - start
    peaks = sampler.stop()
    if process.returncode:
        raise SystemExit(f"{way} failed")
    return seconds, peaks, told


@contextmanager
def standalone(executors: int) -> Iterator[tuple[str, list[int]]]:
    """Start a master and workers of one core each; yield the master's address and their process ids."""
    import pyspark

    with tempfile.TemporaryDirectory() as name, ExitStack() as started:
        folder, home = Path(name), Path(pyspark.__file__).parent
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        master = f"spark://127.0.0.1:{port}"
        here = ("--host", "127.0.0.1", "--webui-port", "0")
        commands: list[tuple[str, ...]] = [("master.Master", *here, "--port", str(port))]
        for number in range(executors):
            work = ("-c", "1", "-m", "1g", "-d", str(folder / f"work-{number}"))
            commands.append(("worker.Worker", *here, *work, master))
        lines = ["New state: ALIVE", *["Successfully registered with master"] * executors]
        pids = []
        (folder / "log4j2.properties").write_text(LOGGING)
        for number, (command, line) in enumerate(zip(commands, lines, strict=True)):
            log = folder / f"{number}.log"
            pids.append(started.enter_context(_server(home, folder, command, log)))
            _wait(lambda log=log, line=line: line in log.read_text(errors="replace"))  # type: ignore[misc]
        yield master, pids


@contextmanager
def _server(home: Path, folder: Path, command: Sequence[str], log: Path) -> Iterator[int]:
    given = {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_CONF_DIR": str(folder)}
    starter = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{command[0]}"]
    with log.open("wb") as file:
        process = subprocess.Popen(
            [*starter, *command[1:]], env={**os.environ, **given}, stdout=file, stderr=file
        )
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(60)


def _wait(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not done():
        if time.monotonic() > end:
            raise SystemExit("Spark's standalone cluster does not start")
        time.sleep(0.1)


def row(projection: str, way: str, called: str, executors: int, servers: Sequence[int]) -> str:
    """Measure a way; return its row of the table, with memory by role and per executor."""
    fixed, _, _ = measured(projection, 1, way, servers)
    seconds, peaks, told = measured(projection, sys.maxsize, way, servers)
    clusters, found = map(int, told.split())
    each = 1e3 * (seconds - fixed) / (clusters - 1)
    # In local mode the driver's JVM computes; one process computes alone.
    of_one = (peaks[EXECUTOR] or peaks[DRIVER_JVM]) + peaks[WORKERS] or peaks[DRIVER]
    memory = [f"{peaks[role]:.0f}" for role in (DRIVER, DRIVER_JVM, EXECUTOR, WORKERS)]
    cells = [
        called,
        found,
        f"{seconds:.1f}",
        f"{fixed:.1f}",
        f"{each:.1f}",
        *memory,
        f"{of_one / executors:.0f}",
    ]
    return f"| {' | '.join(map(str, cells))} |"


def main(projection: str) -> None:
    """Print a row for each way."""
    heads: tuple[str, ...] = (
        "way",
        "anchors",
        "all, s",
        "one cluster, s",
        "a further one, ms",
        "driver, MiB",
    )
    heads += ("driver JVM", "executor JVMs", "Python workers", "per executor")
    print(f"| {' | '.join(heads)} |\n{'|---' * len(heads)}|", flush=True)
    for processes in (1, 2):
        called = f"columnar, {processes} process{'es' if processes > 1 else ''}"
        print(row(projection, f"processes:{processes}", called, processes, ()), flush=True)
    for cores in (1, 2):
        print(row(projection, f"local[{cores}]", f"spark local[{cores}]", 1, ()), flush=True)
    for executors in (1, 2):
        with standalone(executors) as (master, pids):
            called = f"spark standalone, {executors} x 1 core"
            print(row(projection, master, called, executors, pids), flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        anchors(sys.argv[2], int(sys.argv[3]), sys.argv[4])
    else:
        main(sys.argv[1])
