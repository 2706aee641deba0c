"""`zonegraph export`: the graph in another format."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from zonegraph.cli.options import Session


@click.command("export")
@click.argument("file", type=click.Path(allow_dash=True, path_type=Path))
@click.option(
    "--format",
    "format_name",
    metavar="FORMAT",
    help="trig, nquads, turtle, jsonld, graphml, csv or parquet; without it, by the suffix of FILE.",
)
@click.option(
    "--graph",
    "part",
    type=click.Choice(["named", "default", "all"]),
    help="named: who says what (the default); default: each triple once (always so in Turtle).",
)
@click.pass_obj
def export(session: Session, file: Path, format_name: str | None, part: str | None) -> None:
    """Write the graph to FILE: .trig, .nq, .ttl, .jsonld, .graphml, .csv or .parquet.

    FILE may be - for standard output, with --format. Parquet is a folder: the network in columns,
    partitioned by cluster, for analyses over everything (zonegraph anchors --projection).
    """
    from zonegraph.exchange import Part
    from zonegraph.exchange import export as write
    from zonegraph.store import open_store

    target = sys.stdout.buffer if file == Path("-") else file
    with open_store(session.store) as store:
        write(store, target, format_name, Part(part) if part else None)
