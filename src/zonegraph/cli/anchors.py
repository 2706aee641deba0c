"""`zonegraph anchors`: who anchors which cluster, stated beside computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from zonegraph.cli.options import Session, listing_options
from zonegraph.cli.tables import write_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from zonegraph.analysis.anchors import Anchor, Role
    from zonegraph.knowledge_graph import KnowledgeGraph
    from zonegraph.model import Evidence

COLUMNS = {
    "zh": ("集群", "企业", "来源所述", "置信度", "依据", "网络得分", "覆盖", "关联", "PageRank"),
    "en": ("cluster", "enterprise", "stated role", "confidence", "evidence", "network score", "coverage", "ties", "PageRank"),
}  # fmt: skip
UNKNOWN = {"zh": "来源未提及", "en": "no source gives one"}
STATUS = {
    "zh": {"Stated": "陈述", "Interpreted": "解读", "Inferred": "推导"},
    "en": {"Stated": "stated", "Interpreted": "interpreted", "Inferred": "inferred"},
}


@click.command("anchors")
@click.argument("cluster", required=False)
@listing_options
@click.pass_obj
def anchors(
    session: Session, cluster: str | None, format_name: str, output: Path | None
) -> None:
    """Show who anchors which cluster: what sources say beside what the network shows."""
    found = session.graph.anchors(cluster)
    rows = [_row(session.graph, anchor, session.language) for anchor in found]
    write_rows(COLUMNS[session.language], rows, format_name, output)


def _row(graph: KnowledgeGraph, anchor: Anchor, language: str) -> tuple[object, ...]:
    measures = anchor.measures
    return (
        graph.label(anchor.cluster).in_language(language),
        graph.label(anchor.enterprise).in_language(language),
        "\n".join(_role(graph, role, anchor, language) for role in anchor.roles) or UNKNOWN[language],
        "\n".join(f"{role.confidence:.1f}" for role in anchor.roles),
        "\n".join(_locators((*role.evidence, *role.support)) for role in anchor.roles),
        round(measures.score, 3),
        round(measures.coverage, 3),
        measures.attraction,
        round(measures.pagerank, 3),
    )


def _role(graph: KnowledgeGraph, role: Role, anchor: Anchor, language: str) -> str:
    via = graph.label(role.via).in_language(language)
    status = STATUS[language][role.evidence[0].status]
    if role.relation == "builtFor":
        return f"{via}为其打造（{status}）" if language == "zh" else f"{via} built for it ({status})"
    what = "本集群" if role.via == anchor.cluster else via
    whose = "the cluster" if role.via == anchor.cluster else via
    return f"{what}龙头企业（{status}）" if language == "zh" else f"leads {whose} ({status})"


def _locators(evidence: Sequence[Evidence]) -> str:
    return ", ".join(dict.fromkeys(locator for item in evidence for locator in item.locators))
