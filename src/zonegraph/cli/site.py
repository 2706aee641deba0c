"""`zonegraph site`: every page of the graph, linked, as a folder that opens from a disk."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zonegraph.cli.options import Session, article_option

if TYPE_CHECKING:
    from zonegraph.site import Site

WORTH_PROCESSES = 2_000
"""Fewer files are written before other processes have opened the graph."""


@click.command("site")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@article_option
@click.pass_obj
def site(session: Session, folder: Path, article: Path | None) -> None:
    """Write a static site in both languages to DIR: open DIR/index.html, no server needed.

    DIR is replaced as a whole, and only where it is new, empty, or a site already.
    """
    from zonegraph.processes import processors
    from zonegraph.site import Site

    graph = session.graph
    sentences = graph.sentences(article) if article else None
    made = Site(graph, session.language, sentences)
    on_disk = session.store is not None and Path(session.store).is_dir()
    many = on_disk and len(made) >= WORTH_PROCESSES
    count = _write(made, folder, processors() if many else 1)
    click.echo(f"{folder / 'index.html'}: {count} files")


def _write(made: Site, folder: Path, processes: int) -> int:
    from zonegraph.site.writing import write_site

    if not sys.stderr.isatty():
        return write_site(made, folder, processes=processes)
    with click.progressbar(length=len(made), file=sys.stderr) as bar:
        return write_site(made, folder, processes=processes, report=bar.update)
