"""`zonegraph whatif`: what an ecosystem loses when entities leave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zonegraph.cli.options import Session, listing_options, projection_options
from zonegraph.cli.tables import write_rows

if TYPE_CHECKING:
    from zonegraph.analysis.resilience import Loss, Sole
    from zonegraph.knowledge_graph import KnowledgeGraph
    from zonegraph.projection import ProjectionOptions

COLUMNS = {
    "zh": ("项目", "何处", "之前", "之后", "依据"),
    "en": ("what", "where", "before", "after", "evidence"),
}
RANKING = {
    "zh": ("位次", "若无", "损失合计", "被切断的实体", "失去的要素", "失去的环节", "割点"),
    "en": (
        "place",
        "without",
        "total loss",
        "entities cut off",
        "elements lost",
        "stages lost",
        "articulation point",
    ),
}
BRIDGES = {"zh": ("一端", "另一端", "依据"), "en": ("one end", "other end", "evidence")}
WORDS = {
    "components": ("连通分量", "connected components"),
    "largest": ("最大分量的实体", "entities in the largest component"),
    "cut off": ("被切断", "cut off"),
    "members": ("集群成员", "members of the cluster"),
    "connected": ("集群中相连的成员", "members of the cluster that hang together"),
    "coverage": ("企业覆盖成员的最高比例", "greatest share of members that one enterprise reaches"),
    "element": ("无人再落实的要素", "element that nothing else realises"),
    "stage": ("无人再覆盖的环节", "stage that nobody else covers"),
}
YES = {"zh": "是", "en": "yes"}


@click.command("whatif")
@click.option("--without", multiple=True, metavar="ENTITY", help="Who leaves; may be repeated.")
@click.option(
    "--bridges", is_flag=True, help="Instead: the single ties that hold two parts together."
)
@click.option(
    "-n",
    "number",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="How many to rank.",
)
@projection_options
@listing_options
@click.pass_obj
def whatif(
    session: Session,
    without: tuple[str, ...],
    bridges: bool,
    number: int,
    format_name: str,
    output: Path | None,
    options: ProjectionOptions,
) -> None:
    """Show what is lost when entities leave; without --without, who would be missed most.

    Zones, areas, frameworks, clusters and concepts hold nothing together here. To be gone oneself is no loss:
    counted are those whom others are cut off with, elements that nothing else realises, and value-chain
    stages that nobody else covers.
    """
    graph, language = session.graph, session.language
    if bridges:
        found = graph.bridges(options=options)
        rows: list[tuple[object, ...]] = [
            (*(graph.label(end).in_language(language) for end in (one, other)), places)
            for one, other, places in found
        ]
        write_rows(BRIDGES[language], rows, format_name, output)
    elif without:
        loss = graph.whatif(without, options=options)
        write_rows(COLUMNS[language], list(_rows(graph, loss, language)), format_name, output)
    else:
        losses = graph.losses(options=options)[:number]
        rows = [_ranked(graph, place, loss, language) for place, loss in enumerate(losses, start=1)]
        write_rows(RANKING[language], rows, format_name, output)


def _rows(graph: KnowledgeGraph, loss: Loss, language: str) -> Iterator[tuple[object, ...]]:
    yield (_word("components", language), None, *loss.components, None)
    yield (_word("largest", language), None, *loss.largest, None)
    for node in loss.cut_off:
        yield (
            _word("cut off", language),
            graph.label(node).in_language(language),
            None,
            None,
            None,
        )
    for each in loss.clusters:
        name = graph.label(each.cluster).in_language(language)
        yield (_word("members", language), name, *each.members, None)
        yield (_word("connected", language), name, *each.connected, None)
        reached = (f"{share:.0%}" for share in each.coverage)
        yield (_word("coverage", language), name, *reached, None)
    for what, lost in (("element", loss.elements), ("stage", loss.stages)):
        for sole in lost:
            yield (
                _word(what, language),
                _sole(graph, sole, language),
                len(sole.by),
                0,
                sole.locators,
            )


def _sole(graph: KnowledgeGraph, sole: Sole, language: str) -> str:
    name = graph.label(sole.what).in_language(language)
    target = graph.label(sole.target).in_language(language) if sole.target else ""
    return f"{target}: {name}" if target else name


def _ranked(graph: KnowledgeGraph, place: int, loss: Loss, language: str) -> tuple[object, ...]:
    return (
        place,
        graph.label(loss.without[0]).in_language(language),
        loss.total,
        len(loss.cut_off),
        _names(graph, loss.elements, language),
        _names(graph, loss.stages, language),
        YES[language] if loss.components[1] > loss.components[0] else "",
    )


def _names(graph: KnowledgeGraph, lost: Sequence[Sole], language: str) -> list[str]:
    return [_sole(graph, sole, language) for sole in lost]


def _word(what: str, language: str) -> str:
    return WORDS[what][language == "en"]
