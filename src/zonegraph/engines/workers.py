"""The engine of one machine: reads partition by partition, in as many processes as help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from zonegraph.analysis.clusterwise import Analyse, Result
from zonegraph.processes import processors, start_processes
from zonegraph.projection import ProjectionOptions
from zonegraph.projection.columnar import Projection

AT_ONCE = 8
"""So many clusters are one task of a process."""

WORTH_PROCESSES = 64
"""Fewer clusters are done before other processes have started."""


def in_processes(
    projection: Projection,
    clusters: Sequence[str],
    analyse: Analyse[Result],
    options: ProjectionOptions,
    processes: int | None = None,
) -> Iterator[list[Result]]:
    """Yield what an analysis gives for each cluster, in their order.

    Parameters
    ----------
    projection : Projection
        What is read.
    clusters : sequence of str
        IRIs.
    analyse : callable
        The analysis; where several processes work it must be picklable.
    options : ProjectionOptions
        Which facts count.
    processes : int, optional
        How many; where it is not given, one for each processor, or one alone for few clusters.
    """
    of_one = partial(_analyse, projection, analyse, options)
    if processes is None:
        processes = processors() if len(clusters) >= WORTH_PROCESSES else 1
    if processes == 1:
        yield from map(of_one, clusters)
        return
    with start_processes(processes) as pool:
        yield from pool.map(of_one, clusters, chunksize=AT_ONCE)


def _analyse(
    projection: Projection, analyse: Analyse[Result], options: ProjectionOptions, cluster: str
) -> list[Result]:
    return analyse(projection.around(cluster, options), cluster)
