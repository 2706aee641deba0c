"""Anchors on Spark: in this machine's processors, and on a cluster started for the purpose."""

from __future__ import annotations

import os
import pickle
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

import zonegraph
from zonegraph.analysis.anchors import Anchor
from zonegraph.engines import ProjectedGraph, Spark
from zonegraph.errors import MissingPackageError, ZonegraphError
from zonegraph.model import Status
from zonegraph.projection import ProjectionOptions

from .conftest import OnDisk

pyspark = pytest.importorskip("pyspark", reason="needs the extra spark")
if not os.environ.get("JAVA_HOME") and shutil.which("java") is None:
    pytest.skip("Spark needs Java", allow_module_level=True)

RUNS = (
    {"options": ProjectionOptions()},
    {
        "options": ProjectionOptions(
            statuses=frozenset({Status.STATED, Status.INFERRED}),
            min_confidence=0.6,
            as_of=date(2021, 8, 15),
        ),
        "weights": {"pagerank": 0.0, "coverage": 2.0},
    },
)
LOGGING = """
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %m%n
"""
SCRIPT = """
import pickle, sys
from pathlib import Path
from zonegraph.engines import ProjectedGraph, Spark
master, told, found = sys.argv[1:]
projections, runs = pickle.loads(Path(told).read_bytes())
graphs = [ProjectedGraph(projection, Spark(master)) for projection in projections]
answers = [graph.anchors(**run) for graph in graphs for run in runs]
Path(found).write_bytes(pickle.dumps(answers))
"""


def on_spark(master: str, graphs: Iterable[OnDisk], folder: Path) -> object:
    """Run in a process of its own, as Spark leaves a Java process to the one that started it."""
    told, found = folder / "told", folder / "found"
    told.write_bytes(pickle.dumps(([graph.projection for graph in graphs], RUNS)))
    command = [sys.executable, "-c", SCRIPT, master, str(told), str(found)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    return pickle.loads(found.read_bytes())


@pytest.fixture(scope="module")
def looked_up(graphs: dict[str, OnDisk]) -> list[list[Anchor]]:
    """What look-ups in each store give, with each set of options."""
    found = []
    for graph in graphs.values():
        with zonegraph.open(str(graph.store)) as kg:
            found += [kg.anchors(**run) for run in RUNS]
    assert all(found[::2])
    return found


def test_the_processors_of_this_machine_give_what_look_ups_give(
    graphs: dict[str, OnDisk], looked_up: list[list[Anchor]], tmp_path: Path
) -> None:
    assert on_spark("local[2]", graphs.values(), tmp_path) == looked_up


def test_a_cluster_gives_what_look_ups_give(
    graphs: dict[str, OnDisk], looked_up: list[list[Anchor]], standalone: str, tmp_path: Path
) -> None:
    assert on_spark(standalone, graphs.values(), tmp_path) == looked_up


@pytest.fixture(scope="module")
def standalone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A master and one worker of two cores on the loopback address, stopped at the end."""
    folder = tmp_path_factory.mktemp("standalone")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    master = f"spark://127.0.0.1:{port}"
    place = ("--host", "127.0.0.1", "--webui-port", "0")
    with _started(folder, "master.Master", *place, "--port", str(port)):
        _wait(folder / "master.Master.log", "New state: ALIVE")
        work = ("-c", "2", "-m", "1g", "-d", str(folder / "work"))
        with _started(folder, "worker.Worker", *place, *work, master):
            _wait(folder / "worker.Worker.log", "Successfully registered with master")
            yield master


@contextmanager
def _started(folder: Path, role: str, *arguments: str) -> Iterator[None]:
    home = Path(pyspark.__file__).parent
    environment = {
        **os.environ,
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_CONF_DIR": str(folder),
    }
    (folder / "log4j2.properties").write_text(LOGGING)
    command = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{role}", *arguments]
    with (folder / f"{role}.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(log: Path, line: str) -> None:
    for _ in range(600):
        if line in log.read_text(errors="replace"):
            return
        time.sleep(0.1)
    pytest.fail(f"no {line!r} in:\n{log.read_text(errors='replace')}")


def test_groups_are_refused(graphs: dict[str, OnDisk]) -> None:
    with pytest.raises(ZonegraphError, match="Spark cannot count them; leave --groups out"):
        ProjectedGraph(graphs["bundled"].projection, Spark("local[2]")).anchors(groups=True)


def test_without_java_one_line_says_so(
    graphs: dict[str, OnDisk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(ZonegraphError, match="Spark needs Java; install Java"):
        ProjectedGraph(graphs["bundled"].projection, Spark("local[2]")).anchors()


def test_without_pyspark_one_line_says_so(
    graphs: dict[str, OnDisk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    with pytest.raises(MissingPackageError, match=r"pip install 'zonegraph\[spark\]'"):
        ProjectedGraph(graphs["bundled"].projection, Spark("local[2]")).anchors()


def test_a_master_that_is_none_is_one_line(graphs: dict[str, OnDisk]) -> None:
    command = [sys.executable, "-m", "zonegraph", "anchors", "--engine", "spark"]
    command += ["--master", "nonsense", "--projection", str(graphs["bundled"].projection)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("zonegraph: nonsense: Spark failed: ")
