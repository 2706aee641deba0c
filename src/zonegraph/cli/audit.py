"""`zonegraph audit`: figures that do not add up, and values that they imply."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zonegraph.cli.evidence import quotations
from zonegraph.cli.options import Session, article_option, listing_options
from zonegraph.cli.tables import write_rows

if TYPE_CHECKING:
    from zonegraph.analysis.audit import Finding
    from zonegraph.knowledge_graph import KnowledgeGraph

FINDINGS = 1
DOUBTS = ("conflict", "remainder")
COLUMNS = {
    "zh": ("结论", "规则", "数字", "计算", "依据"),
    "en": ("verdict", "rule", "figures", "arithmetic", "evidence"),
}
WORDS = {
    "conflict": "矛盾",
    "remainder": "有差额",
    "implied": "推算",
    "confirmed": "相符",
    "parts-and-total": "分项与总计",
    "share": "占比",
    "implied-target": "隐含全年目标",
    "implied-base": "隐含上年基数",
    "change-of-rank": "位次变化",
    "place-in-field": "位次占比",
    "multiple": "倍数",
    "plot-ratio": "容积率",
    "investment-density": "单位土地投资强度",
    "repeated": "多处重复",
    "conflicting-values": "同一指标两个数值",
}


@click.command("audit")
@click.option("--doubts", is_flag=True, help="Only what does not add up.")
@article_option
@listing_options
@click.pass_obj
def audit(
    session: Session, doubts: bool, article: Path | None, format_name: str, output: Path | None
) -> int:
    """Find figures that do not add up, and values that they imply, with the arithmetic.

    Exit code 1 says that something does not add up.
    """
    graph, language = session.graph, session.language
    found = graph.audit()
    shown = [each for each in found if not doubts or each.verdict in DOUBTS]
    sentences = graph.sentences(article) if article else {}
    write_rows(
        COLUMNS[language],
        [_row(graph, each, language) for each in shown],
        format_name,
        output,
        footing=quotations([span for each in shown for span in _locators(each)], sentences),
    )
    return FINDINGS if any(each.verdict in DOUBTS for each in found) else 0


def _row(graph: KnowledgeGraph, found: Finding, language: str) -> tuple[object, ...]:
    verdict, rule = str(found.verdict), found.rule
    return (
        WORDS[verdict] if language == "zh" else verdict,
        WORDS[rule] if language == "zh" else rule,
        [graph.label(each.observation).in_language(language) for each in found.figures],
        found.arithmetic,
        _locators(found),
    )


def _locators(found: Finding) -> list[str]:
    from zonegraph.vocab import SRC

    return [span.removeprefix(SRC.base) for span in found.locators]
