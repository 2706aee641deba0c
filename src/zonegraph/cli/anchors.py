"""`zonegraph anchors`: who anchors which cluster, stated beside computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from zonegraph.cli.options import Session, listing_options
from zonegraph.cli.tables import write_rows

if TYPE_CHECKING:
    from pathlib import Path

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
STATUS = {
    "zh": {"Stated": "陈述", "Interpreted": "解读", "Inferred": "推导"},
    "en": {"Stated": "stated", "Interpreted": "interpreted", "Inferred": "inferred"},
}


@click.command("anchors")
@click.argument("cluster", required=False)
@listing_options
@click.pass_obj
def anchors(session: Session, cluster: str | None, format_name: str, output: Path | None) -> None:
    """Show who anchors which cluster: what sources say beside what the network shows."""
    found = session.graph.anchors(cluster)
    rows = [_row(session.graph, anchor, session.language) for anchor in found]
    write_rows(COLUMNS[session.language], rows, format_name, output)


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
    return f"{what} [{status} {role.confidence:.1f}: {_locators(role)}]"


def _locators(role: Role) -> str:
    chain = (*role.evidence, *role.support)
    return ", ".join(dict.fromkeys(locator for item in chain for locator in item.locators))
