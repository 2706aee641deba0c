"""The engine of a cluster of machines: PySpark, with the same analysis of each partition."""

from __future__ import annotations

import os
import pickle
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zonegraph.analysis.clusterwise import Analyse, Result
from zonegraph.errors import MissingPackageError, ZonegraphError
from zonegraph.projection import ProjectionOptions
from zonegraph.projection.columnar import Projection, network_of

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LOOPBACK = "127.0.0.1"
TASKS_PER_CORE = 4
"""So many tasks for each core, so that a large cluster does not hold up the others."""

_OURS = ("local", f"spark://{LOOPBACK}:", "spark://localhost:")


@dataclass(frozen=True, slots=True)
class Spark:
    """An engine that hands partitions to Spark's executors.

    Parameters
    ----------
    master : str
        As Spark spells it: ``"local[2]"``, ``"spark://host:7077"``. Where it is this machine, the driver
        listens on the loopback address alone; elsewhere as Spark's own settings say.
    """

    master: str = "local[*]"

    def __call__(
        self,
        projection: Projection,
        clusters: Sequence[str],
        analyse: Analyse[Result],
        options: ProjectionOptions,
    ) -> Iterator[list[Result]]:
        """Yield what the analysis gives for each cluster, in their order.

        Raises
        ------
        MissingPackageError
            If PySpark, pandas or PyArrow is not installed.
        ZonegraphError
            If Spark cannot start or fails.
        """
        with _session(self.master) as session:
            found = _apply(session, projection, clusters, _on_executors(analyse, options))
        for cluster in clusters:
            # These bytes come from the executors of this very run, as all that PySpark returns does.
            yield pickle.loads(found[cluster])  # noqa: S301


def _on_executors(analyse: Analyse[Any], options: ProjectionOptions) -> Callable[[Any], Any]:
    """Make an analysis one of the rows of a cluster, as pandas has them."""

    def of_rows(rows: Any) -> Any:  # Spark reads these hints, and pandas is not imported here
        import pandas as pd

        cluster = str(rows["cluster"].iloc[0])
        plain = rows.astype(object).where(rows.notna(), None)
        columns = {str(name): plain[name].tolist() for name in plain}
        found = analyse(network_of(columns, options), cluster)
        return pd.DataFrame({"cluster": [cluster], "found": [pickle.dumps(found)]})

    return of_rows


def _apply(
    session: SparkSession,
    projection: Projection,
    clusters: Sequence[str],
    of_rows: Callable[[Any], Any],
) -> dict[str, bytes]:
    # Not as_uri(): Spark takes a path as it is, and would look for "%20" where a space stands.
    rows = session.read.parquet(f"file://{(projection.folder / 'clusters').resolve()}")
    if set(clusters) != set(projection.clusters):
        rows = rows.where(rows["cluster"].isin(list(clusters)))
    tasks = max(1, min(len(clusters), TASKS_PER_CORE * session.sparkContext.defaultParallelism))
    grouped = rows.repartition(tasks, "cluster").groupBy("cluster")
    found = grouped.applyInPandas(of_rows, "cluster string, found binary").collect()
    return {row["cluster"]: bytes(row["found"]) for row in found}


@contextmanager
def _session(master: str) -> Iterator[SparkSession]:
    """Start Spark, and stop it at the end; what it complains of becomes one line."""
    try:
        import pandas  # noqa: F401, ICN001
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise MissingPackageError(error.name or "pyspark", "spark") from error
    if not os.environ.get("JAVA_HOME") and shutil.which("java") is None:
        raise ZonegraphError(
            "Spark needs Java", remedy="install Java 17 or later, or set JAVA_HOME"
        )
    # The driver's own Python for the executors, unless the environment names another.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).appName("zonegraph")
    for name, value in _settings(master).items():
        builder = builder.config(name, value)
    session = None
    try:
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        yield session
    except (PySparkException, Py4JError, OSError) as error:
        raise ZonegraphError(
            f"Spark failed: {_reason(error)}",
            where=master,
            remedy="see that the master answers and its workers have zonegraph and the projection",
        ) from error
    finally:
        if session is not None:
            session.stop()


def _settings(master: str) -> dict[str, str]:
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.sql.adaptive.coalescePartitions.enabled": "false",  # tasks are counted, not sized
    }
    if master.startswith(_OURS):
        os.environ["SPARK_LOCAL_IP"] = LOOPBACK
        settings |= {"spark.driver.host": LOOPBACK, "spark.driver.bindAddress": LOOPBACK}
    return settings


def _reason(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    telling = [line for line in lines if "Error:" in line or "Exception:" in line]
    return (telling or lines or [type(error).__name__])[-1 if telling else 0][:300]
