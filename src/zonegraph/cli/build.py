"""`zonegraph build`: from files, through the door, to a store directory."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from zonegraph.cli.options import Session
    from zonegraph.store.loading import Counts, Progress

REPORT = {
    "zh": ("文件", "四元组", "事实", "规则 {} 推导", "下一步：zonegraph --store {} anchors"),
    "en": ("files", "quads", "facts", "inferred by {}", "next: zonegraph --store {} anchors"),
}
STAGES = {
    "zh": {"load": "载入", "door": "校验", "rules": "推导"},
    "en": {"load": "loading", "door": "checking", "rules": "inferring"},
}


@click.command("build")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="DIR",
    help="Folder of graph data or an N-Quads file (.nq, .nq.gz), may be repeated; "
    "without it, the data that come with zonegraph.",
)
@click.argument("store_dir", type=click.Path(path_type=Path))
@click.pass_obj
def build(session: Session, data: tuple[Path, ...], store_dir: Path) -> None:
    """Check the data and build STORE_DIR, or replace the store that is there.

    A build that fails or is killed leaves the old store as it was; one that was killed goes on where
    it was when run again. Where few files changed, only what depends on them is built.
    """
    from zonegraph.store.building import build as build_store
    from zonegraph.workspace import bundled

    workspace = bundled().with_data(data) if data else bundled()
    with _bar(session.language) as progress:
        counts = build_store(workspace, store_dir, progress=progress)
    click.echo(_report(counts, store_dir, session.language))


@contextmanager
def _bar(language: str) -> Iterator[Progress]:
    """Show how far a build is, where someone looks."""
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("")

        def show(stage: str, done: int, total: int) -> None:
            name = STAGES[language][stage]
            bar.update(task, description=name, completed=done, total=total)

        yield show


def _report(counts: Counts, store_dir: Path, language: str) -> str:
    files, quads, facts, inferred, following = REPORT[language]
    lines = [(files, counts.files), (quads, counts.quads), (facts, counts.facts)]
    lines += [(inferred.format(rule), number) for rule, number in counts.inferred]
    table = "\n".join(f"{number:>7}  {name}" for name, number in lines)
    return f"{table}\n{following.format(shlex.quote(str(store_dir)))}"
