"""`zonegraph compare`: zones, or moments, side by side."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zonegraph.cli.options import Session, listing_options
from zonegraph.cli.tables import write_rows

if TYPE_CHECKING:
    from zonegraph.analysis.comparison import Line
    from zonegraph.analysis.figures import Figure
    from zonegraph.knowledge_graph import KnowledgeGraph

SECTIONS = {
    "entities": ("实体", "entities"),
    "facts": ("事实", "facts"),
    "clusters": ("集群成员", "cluster members"),
    "anchors": ("所述锚定企业", "stated anchors"),
    "elements": ("已落实要素的集群", "clusters that have the element"),
    "figures": ("数字", "figures"),
}
HEAD = {"zh": ("方面", "项目"), "en": ("section", "what")}


@click.command("compare")
@click.argument("zones", nargs=-1)
@click.option(
    "--as-of",
    "days",
    type=click.DateTime(["%Y-%m-%d"]),
    multiple=True,
    metavar="DATE",
    help="Compare what sources said by each of these days; give it twice or more.",
)
@listing_options
@click.pass_obj
def compare(
    session: Session,
    zones: tuple[str, ...],
    days: tuple[datetime, ...],
    format_name: str,
    output: Path | None,
) -> None:
    """Set ZONES side by side, or one zone at several moments; a dash is unknown, not zero.

    An entity belongs to the zone that it is nearest to in the network. Without ZONES, all zones are compared,
    or with --as-of, everything.
    """
    graph, language = session.graph, session.language
    if len(days) == 1 or (days and len(zones) > 1):
        raise click.UsageError("compare zones, or one zone by two --as-of dates or more")
    names, lines = graph.compare(zones, [day.date() for day in days])
    titles = [each if days else graph.label(each).in_language(language) for each in names]
    rows = [_row(graph, line, language) for line in lines]
    write_rows((*HEAD[language], *titles), rows, format_name, output)


def _row(graph: KnowledgeGraph, line: Line, language: str) -> tuple[object, ...]:
    section = SECTIONS[line.section][language == "en"]
    return (
        section,
        _what(graph, line, language),
        *(_value(graph, each, language) for each in line.values),
    )


def _what(graph: KnowledgeGraph, line: Line, language: str) -> str:
    from zonegraph.view.palette import look_of
    from zonegraph.vocab import ZG

    if line.section == "entities":
        return look_of(line.what).label.in_language(language)
    if line.section == "figures":
        indicator, kind, _ = line.what.split(" ")
        names = (graph.label(iri).in_language(language) for iri in (indicator, ZG(kind)))
        return ", ".join(names)
    return graph.label(line.what).in_language(language) if line.what else ""


def _value(graph: KnowledgeGraph, value: object, language: str) -> object:
    from zonegraph.analysis.figures import Figure

    if not isinstance(value, tuple):
        return value
    if all(isinstance(each, int) for each in value):
        return f"{value[0]}/{value[1]}"
    return [
        _figure(graph, each, language)
        if isinstance(each, Figure)
        else graph.label(each).in_language(language)
        for each in value
    ]


def _figure(graph: KnowledgeGraph, figure: Figure, language: str) -> str:
    if not figure.period:
        return figure.stated
    return f"{figure.stated} ({graph.label(figure.period).in_language(language)})"
