"""`zonegraph gaps`: which elements of a framework are realised, by what, and which are not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zonegraph.cli.options import Session, listing_options
from zonegraph.cli.tables import write_rows

if TYPE_CHECKING:
    from zonegraph.analysis.gaps import Cell
    from zonegraph.knowledge_graph import KnowledgeGraph
    from zonegraph.model import Evidence

REALISED = ("realised", "zone only", "goal only", "not found")
WORDS = {
    "zh": dict(zip(REALISED, ("已落实", "仅园区层面", "仅为目标", "未见"), strict=True)),
    "en": {word: word for word in REALISED},
}
TARGET = {"zh": "集群、产业或园区", "en": "cluster, industry or zone"}
CELL_COLUMNS = ("target", "element", "realised", "by", "status", "confidence", "evidence")


@click.command("gaps")
@click.argument("target", required=False)
@click.option(
    "--framework", default="ten-ones", show_default=True, metavar="NAME", help="Whose elements."
)
@listing_options
@click.pass_obj
def gaps(
    session: Session, target: str | None, framework: str, format_name: str, output: Path | None
) -> None:
    """Show which elements are realised for each cluster, industry and zone, or for TARGET.

    "zone only": only the zone has means. "goal only": the zone adopts the framework, but no source shows
    means. Not found in the sources is not the same as not there.
    """
    graph, language = session.graph, session.language
    cells = graph.gaps(target, framework)
    if format_name == "table":
        columns = (TARGET[language], *WORDS[language].values())
        grouped = groupby(cells, key=lambda cell: cell.target)
        rows = [_row(graph, name, list(own), language) for name, own in grouped]
        write_rows(columns, rows, output=output)
    else:
        flat = [row for cell in cells for row in _flat(graph, cell, language)]
        write_rows(CELL_COLUMNS, flat, format_name, output)


def _row(
    graph: KnowledgeGraph, target: str, cells: Sequence[Cell], language: str
) -> tuple[object, ...]:
    return (
        graph.label(target).in_language(language),
        *(
            [_words(graph, cell, language) for cell in cells if cell.realised == word]
            for word in REALISED
        ),
    )


def _words(graph: KnowledgeGraph, cell: Cell, language: str) -> str:
    element = graph.label(cell.element).in_language(language)
    means = [
        f"{graph.label(each.entity).in_language(language)} [{', '.join(_locators(each.evidence))}]"
        for each in cell.means
    ]
    return f"{element}: {'; '.join(means)}" if means else element


def _flat(graph: KnowledgeGraph, cell: Cell, language: str) -> list[tuple[object, ...]]:
    named = [graph.label(iri).in_language(language) for iri in (cell.target, cell.element)]
    start = (*named, WORDS[language][cell.realised])
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
