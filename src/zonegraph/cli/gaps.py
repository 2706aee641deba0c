"""`zonegraph gaps`: which elements of a framework are realised, by what, and which are not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zonegraph.cli.options import Session, listing_options, projection_options
from zonegraph.cli.tables import write_rows
from zonegraph.errors import OutputError
from zonegraph.model import Label
from zonegraph.view.heatmap import WORDS
from zonegraph.workspace import write_whole

if TYPE_CHECKING:
    from zonegraph.analysis.gaps import Cell, Means
    from zonegraph.analysis.lacks import Lack
    from zonegraph.knowledge_graph import KnowledgeGraph
    from zonegraph.model import Evidence
    from zonegraph.projection import ProjectionOptions

TARGET = {"zh": "集群、产业或园区", "en": "cluster, industry or zone"}
CELL_COLUMNS = ("target", "element", "realised", "by", "status", "confidence", "evidence")
LACK_COLUMNS = {
    "zh": ("未见", "何处", "要素", "已有"),
    "en": ("lacking", "where", "element", "what there is instead"),
}
LACKING = {
    "element without an instrument": "要素无政策工具落实",
    "park without tenants": "园区未见入驻企业",
    "cluster untouched": "集群未被触及",
}
TITLE = {"zh": "{}：各集群、产业与园区的落实情况", "en": "{}: what realises it"}


@click.command("gaps")
@click.argument("target", required=False)
@click.option(
    "--framework", default="ten-ones", show_default=True, metavar="NAME", help="Whose elements."
)
@click.option(
    "--lacks",
    is_flag=True,
    help="Instead: parks without tenants, pillars without instruments, clusters untouched.",
)
@click.option(
    "--heat-map",
    "picture",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Draw the matrix to a file, .svg or .png.",
)
@projection_options
@listing_options
@click.pass_obj
def gaps(
    session: Session,
    target: str | None,
    framework: str,
    lacks: bool,
    picture: Path | None,
    format_name: str,
    output: Path | None,
    options: ProjectionOptions,
) -> None:
    """Show which elements are realised for each cluster, industry and zone, or for TARGET.

    "zone only": only the zone has means. "goal only": the zone adopts the framework, but no source shows
    means. Not found in the sources is not the same as not there.
    """
    graph, language = session.graph, session.language
    if lacks:
        rows = [_lack(graph, each, language) for each in graph.lacks(options=options)]
        write_rows(LACK_COLUMNS[language], rows, format_name, output)
        return
    cells = graph.gaps(target, framework, options=options)
    if picture is not None:
        _draw(graph, cells, framework, language, picture)
    elif format_name == "table":
        columns = (TARGET[language], *(word.in_language(language) for word in WORDS.values()))
        grouped = groupby(cells, key=lambda cell: cell.target)
        rows = [_row(graph, name, list(own), language) for name, own in grouped]
        write_rows(columns, rows, output=output)
    else:
        flat = [row for cell in cells for row in _flat(graph, cell, language)]
        write_rows(CELL_COLUMNS, flat, format_name, output)


def _draw(
    graph: KnowledgeGraph, cells: Sequence[Cell], framework: str, language: str, picture: Path
) -> None:
    from zonegraph.view.heatmap import heat_map, to_png

    if picture.suffix not in (".svg", ".png"):
        raise OutputError("no such kind of picture", where=str(picture), remedy="use .svg or .png")
    named = graph.label(graph.entity(framework, "Framework"))
    title = Label(TITLE["zh"].format(named.zh), TITLE["en"].format(named.en))
    svg = heat_map(cells, graph.label, language, title)
    write_whole(picture, svg if picture.suffix == ".svg" else to_png(svg))


def _lack(graph: KnowledgeGraph, lack: Lack, language: str) -> tuple[object, ...]:
    return (
        LACKING[lack.lacking] if language == "zh" else str(lack.lacking),
        graph.label(lack.target).in_language(language),
        graph.label(lack.by).in_language(language) if lack.by else None,
        [_means(graph, each, language) for each in lack.instead] or None,
    )


def _row(
    graph: KnowledgeGraph, target: str, cells: Sequence[Cell], language: str
) -> tuple[object, ...]:
    return (
        graph.label(target).in_language(language),
        *(
            [_words(graph, cell, language) for cell in cells if cell.realised == word]
            for word in WORDS
        ),
    )


def _words(graph: KnowledgeGraph, cell: Cell, language: str) -> str:
    element = graph.label(cell.element).in_language(language)
    means = [_means(graph, each, language) for each in cell.means]
    return f"{element}: {'; '.join(means)}" if means else element


def _means(graph: KnowledgeGraph, means: Means, language: str) -> str:
    places = ", ".join(_locators(means.evidence))
    return f"{graph.label(means.entity).in_language(language)} [{places}]"


def _flat(graph: KnowledgeGraph, cell: Cell, language: str) -> list[tuple[object, ...]]:
    named = [graph.label(iri).in_language(language) for iri in (cell.target, cell.element)]
    start = (*named, WORDS[cell.realised].in_language(language))
    if not cell.means:
        return [(*start, None, None, None, [])]
    return [
        (
            *start,
            graph.label(each.entity).in_language(language),
            each.evidence[0].status.value,
            each.evidence[0].confidence,
            _locators(each.evidence),
        )
        for each in cell.means
    ]


def _locators(evidence: Sequence[Evidence]) -> list[str]:
    return list(dict.fromkeys(spot for each in evidence for spot in each.locators))
