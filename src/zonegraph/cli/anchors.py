"""`zonegraph anchors`: who anchors which cluster, stated beside computed."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zonegraph.cli.evidence import STATUS, quotations
from zonegraph.cli.options import Session, article_option, listing_options
from zonegraph.cli.tables import write_rows, write_text

if TYPE_CHECKING:
    from zonegraph.analysis.anchors import Anchor, Role
    from zonegraph.knowledge_graph import KnowledgeGraph

COLUMNS = {
    "zh": ("集群", "企业", "来源所述（及依据）", "网络得分", "覆盖", "关联", "PageRank"),
    "en": (
        "cluster",
        "enterprise",
        "stated roles",
        "network score",
        "coverage",
        "ties",
        "PageRank",
    ),
}
UNKNOWN = {"zh": "来源未提及", "en": "no source gives one"}


@click.command("anchors")
@click.argument("cluster", required=False)
@article_option
@listing_options
@click.pass_obj
def anchors(
    session: Session,
    cluster: str | None,
    article: Path | None,
    format_name: str,
    output: Path | None,
) -> None:
    """Show who anchors which cluster: what sources say beside what the network shows.

    The network score is the mean of coverage (share of the cluster's other members within two hops),
    ties (sites, platforms, projects, funds, teams, technologies, products) and PageRank from the
    cluster, each relative to the greatest in the cluster.
    """
    graph, language = session.graph, session.language
    found = graph.anchors(cluster)
    if format_name == "json":
        write_text(_json(graph, found), output)
        return
    sentences = graph.sentences(article) if article else {}
    locators = {locator for anchor in found for role in anchor.roles for locator in _locators(role)}
    write_rows(
        COLUMNS[language],
        [_row(graph, anchor, language) for anchor in found],
        format_name,
        output,
        footing=quotations(locators, sentences),
    )


def _row(graph: KnowledgeGraph, anchor: Anchor, language: str) -> tuple[object, ...]:
    measures = anchor.measures
    return (
        graph.label(anchor.cluster).in_language(language),
        graph.label(anchor.enterprise).in_language(language),
        [_role(graph, role, anchor, language) for role in anchor.roles] or UNKNOWN[language],
        round(measures.score, 3),
        round(measures.coverage, 3),
        measures.attraction,
        round(measures.pagerank, 3),
    )


def _role(graph: KnowledgeGraph, role: Role, anchor: Anchor, language: str) -> str:
    via = graph.label(role.via).in_language(language)
    if role.relation == "builtFor":
        what = f"{via}为其打造" if language == "zh" else f"{via} built for it"
    elif role.via == anchor.cluster:
        what = "本集群龙头企业" if language == "zh" else "leading enterprise of the cluster"
    else:
        what = f"{via}龙头企业" if language == "zh" else f"leading enterprise of {via}"
    status = STATUS[language][role.evidence[0].status]
    return f"{what} [{status} {role.confidence:.1f}: {', '.join(_locators(role))}]"


def _locators(role: Role) -> list[str]:
    chain = (*role.evidence, *role.support)
    return list(dict.fromkeys(locator for item in chain for locator in item.locators))


def _json(graph: KnowledgeGraph, found: list[Anchor]) -> str:
    records = [
        {
            **asdict(anchor),
            "cluster_label": asdict(graph.label(anchor.cluster)),
            "enterprise_label": asdict(graph.label(anchor.enterprise)),
        }
        for anchor in found
    ]
    return json.dumps(records, ensure_ascii=False, indent=2) + "\n"
