"""`zonegraph generate`: a made-up country of zones in which the truth is known."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zonegraph.cli.options import Session

if TYPE_CHECKING:
    from zonegraph.synthetic import Zone

WROTE = {
    "zh": "{zones} 个园区，{quads} 个四元组；真相：{truth}",
    "en": "{zones} zones, {quads} quads; truth: {truth}",
}
NO_TRUTH = {"zh": "未写出（用 --truth FILE）", "en": "not written (use --truth FILE)"}


@click.command("generate")
@click.option(
    "--zones", type=click.IntRange(min=1, max=100_000), required=True, help="How many zones."
)
@click.option(
    "--seed",
    type=int,
    default=0,
    show_default=True,
    help="Which country: the same seed, the same bytes.",
)
@click.option(
    "--enterprises",
    type=click.IntRange(min=10, max=10_000),
    default=200,
    show_default=True,
    help="How many in each zone.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="A .nq or .trig file, or a new folder for a folder per zone; without it, N-Quads to the terminal.",
)
@click.option(
    "--truth",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the truth goes, a line of JSON for each zone; beside the output if not given.",
)
@click.pass_obj
def generate(
    session: Session,
    zones: int,
    seed: int,
    enterprises: int,
    output: Path | None,
    truth: Path | None,
) -> None:
    """Make up a country of zones with planted anchors, dominators, gaps and wrong figures.

    Everything in it is synthetic. What was planted is told in a file beside it, to test what an analysis finds.
    """
    from zonegraph.synthetic import country

    made = _progress(country(zones, seed, enterprises), zones)
    if output is None:
        quads = _to_terminal(made, truth)
    else:
        from zonegraph.synthetic.writing import write_file, write_folders

        truth = truth or output.with_name(f"{output.name}.truth.jsonl")
        write = write_file if output.suffix else write_folders
        quads = write(made, output, truth)
    told = truth or NO_TRUTH[session.language]
    click.echo(WROTE[session.language].format(zones=zones, quads=quads, truth=told), err=True)


def _to_terminal(made: Iterator[Zone], truth: Path | None) -> int:
    from contextlib import nullcontext

    from zonegraph.synthetic.writing import STREAMS, write_stream
    from zonegraph.workspace import open_whole

    with open_whole(truth) if truth else nullcontext() as known:
        return write_stream(made, sys.stdout.buffer, known, STREAMS[".nq"])


def _progress(made: Iterator[Zone], zones: int) -> Iterator[Zone]:
    """Yield the zones, with a progress bar where someone looks."""
    if not sys.stderr.isatty():
        yield from made
        return
    with click.progressbar(made, length=zones, file=sys.stderr) as bar:
        yield from bar
