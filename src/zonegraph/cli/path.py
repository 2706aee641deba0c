"""`zonegraph path`: how two entities connect, each hop with its evidence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zonegraph.cli.evidence import STATUS, quotations
from zonegraph.cli.options import Session, article_option, listing_options, projection_options
from zonegraph.cli.tables import write_rows

if TYPE_CHECKING:
    from zonegraph.analysis.paths import Hop
    from zonegraph.knowledge_graph import KnowledgeGraph
    from zonegraph.projection import ProjectionOptions

NOT_FOUND = 1
COLUMNS = {
    "zh": ("路径", "从", "关系", "到", "状态", "置信度", "依据"),
    "en": ("path", "from", "relation", "to", "status", "confidence", "evidence"),
}


@click.command("path")
@click.argument("start")
@click.argument("end")
@click.option(
    "-k",
    "count",
    type=click.IntRange(min=1, max=20),
    default=3,
    show_default=True,
    help="How many paths at most.",
)
@click.option(
    "--hubs", is_flag=True, help="Walk through zones, areas, frameworks and clusters too."
)
@projection_options
@article_option
@listing_options
@click.pass_obj
def path(
    session: Session,
    start: str,
    end: str,
    count: int,
    hubs: bool,
    article: Path | None,
    format_name: str,
    output: Path | None,
    options: ProjectionOptions,
) -> int:
    """Show how START and END connect: short paths that differ from one another.

    Zones, administrative areas, frameworks and clusters touch nearly everything, so a path leads
    through them only with --hubs. An arrow before a relation says that it reads backwards.
    """
    graph, language = session.graph, session.language
    paths = graph.paths(start, end, count, hubs=hubs, options=options)
    if not paths:
        click.echo(_nothing(hubs), err=True)
        return NOT_FOUND
    hops = [(number, hop) for number, found in enumerate(paths, start=1) for hop in found]
    sentences = graph.sentences(article) if article else {}
    write_rows(
        COLUMNS[language],
        [_row(graph, number, hop, language) for number, hop in hops],
        format_name,
        output,
        footing=quotations([each for _, hop in hops for each in _locators(hop)], sentences),
    )
    return 0


def _nothing(hubs: bool) -> str:
    return "no path in the graph" if hubs else "no path that leads through no hub; try --hubs"


def _row(graph: KnowledgeGraph, number: int, hop: Hop, language: str) -> tuple[object, ...]:
    from zonegraph.vocab import ZG

    relation = graph.label(ZG(hop.relation)).in_language(language)
    return (
        number,
        graph.label(hop.source).in_language(language),
        relation if hop.forward else f"<- {relation}",
        graph.label(hop.target).in_language(language),
        STATUS[language][hop.evidence[0].status],
        hop.evidence[0].confidence,
        _locators(hop),
    )


def _locators(hop: Hop) -> list[str]:
    return list(dict.fromkeys(each for item in hop.evidence for each in item.locators))
