"""Which engine an analysis of every cluster runs on, and where it reads."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from zonegraph.cli.options import Session

if TYPE_CHECKING:
    from zonegraph.engines import ProjectedGraph
    from zonegraph.knowledge_graph import KnowledgeGraph

    Source = KnowledgeGraph | ProjectedGraph

Command = TypeVar("Command", bound=Callable[..., object])

ENGINES = ("local", "columnar", "spark")


def projection_option(command: Command) -> Command:
    """Add ``--projection DIR``, handed to the command as ``projection``."""
    return click.option(
        "--projection",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Read a columnar projection (zonegraph export DIR.parquet) instead of the store.",
    )(command)


def engine_options(command: Command) -> Command:
    """Add ``--engine``, ``--projection`` and ``--master``, handed to the command by these names."""
    for option in (
        click.option(
            "--master",
            metavar="URL",
            help="Spark's master, as spark://host:7077; without it, all processors of this machine.",
        ),
        projection_option,
        click.option(
            "--engine",
            type=click.Choice(ENGINES),
            help="Where it is computed; without it local, or columnar with --projection.",
        ),
    ):
        command = option(command)
    return command


def source_of(
    session: Session, engine: str | None, projection: Path | None, master: str | None
) -> Source:
    """Return the graph that an analysis of clusters asks: the store, or a columnar projection.

    Raises
    ------
    click.UsageError
        If the options do not go together.
    """
    chosen = engine or ("local" if projection is None else "columnar")
    if chosen == "local" and projection is not None:
        raise click.UsageError("the engine local reads the store: leave --projection out")
    if chosen != "spark" and master is not None:
        raise click.UsageError("--master is for --engine spark")
    if chosen == "local":
        return session.graph
    from zonegraph.engines import ProjectedGraph, Spark, in_processes

    run = Spark(master or "local[*]") if chosen == "spark" else in_processes
    return ProjectedGraph(projection or _project(session), run)


def _project(session: Session) -> Path:
    """Write a projection of the store that is removed at the end of the run."""
    from tempfile import TemporaryDirectory

    context = click.get_current_context()
    folder = context.with_resource(TemporaryDirectory(prefix="zonegraph-"))
    path = Path(folder) / "graph.parquet"
    session.graph.export(path)
    return path
