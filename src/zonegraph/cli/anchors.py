"""`zonegraph anchors`: who anchors which cluster, stated beside computed, with the reasons."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from zonegraph.cli.engines import engine_options, source_of
from zonegraph.cli.evidence import quotations
from zonegraph.cli.options import Session, article_option, listing_options, projection_options
from zonegraph.cli.tables import write_rows, write_text
from zonegraph.errors import ZonegraphError

if TYPE_CHECKING:
    from zonegraph.analysis.anchors import Anchor
    from zonegraph.analysis.reasons import Explanation
    from zonegraph.cli.engines import Source
    from zonegraph.projection import ProjectionOptions

Part = TypeVar("Part")

COLUMNS = {
    "zh": ("集群", "企业", "来源所述（及依据）", "所述与所算", "网络得分", "位次", "支配者"),
    "en": (
        "cluster",
        "enterprise",
        "stated roles",
        "stated beside computed",
        "network score",
        "place",
        "dominator",
    ),
}
SURE_COLUMNS = {"zh": ("名次不变", "最依赖"), "en": ("place holds", "hangs most on")}
UNSAID = {"zh": "来源未提及", "en": "no source gives one"}
DOMINATOR = {"zh": "是", "en": "yes"}
FEW = 10
"""So many clusters take no time worth a progress bar."""
RESTS_ON = {
    "zh": "{cluster}：网络所依据的语句 {sentences} 句，来源 {sources} 个",
    "en": "{cluster}: sentences that its network rests on: {sentences}; sources: {sources}",
}


@click.command("anchors")
@click.argument("cluster", required=False)
@click.option(
    "--explain", "enterprise", metavar="ENTITY", help="Give the reasons for one enterprise."
)
@click.option(
    "--jackknife",
    is_flag=True,
    help="Tell how sure each place is, leaving out each sentence and each source in turn.",
)
@click.option("--groups", is_flag=True, help="Count subsidiaries as the head of their group.")
@click.option(
    "--weight",
    "weights",
    multiple=True,
    metavar="MEASURE=NUMBER",
    help="Let a measure count so much in the score; may be repeated.",
)
@engine_options
@projection_options
@article_option
@listing_options
@click.pass_obj
def anchors(
    session: Session,
    cluster: str | None,
    enterprise: str | None,
    jackknife: bool,
    groups: bool,
    weights: tuple[str, ...],
    article: Path | None,
    format_name: str,
    output: Path | None,
    options: ProjectionOptions,
    engine: str | None,
    projection: Path | None,
    master: str | None,
) -> None:
    """Show who anchors which cluster: what sources say beside what the network shows.

    The network score is the weighted mean of percentile ranks among the cluster's enterprises in coverage,
    attraction, orchestration and PageRank from the cluster; --weight changes what counts. No role that a
    source states enters it. A dash is unknown, which is not weak.

    The engine local looks up what surrounds each cluster in the store. For a whole country, columnar reads a
    projection (zonegraph export DIR.parquet) in several processes, and spark on a cluster of machines; where
    no --projection is given they make one for this run. All three give the same.
    """
    language = session.language
    changed = _weights(weights)
    graph = source_of(session, engine, projection, master)
    chosen = graph.clusters() if cluster is None else [graph.entity(cluster, "IndustryCluster")]
    if enterprise is None and not jackknife and format_name != "json":
        parts = graph.anchors_of(chosen, weights=changed, groups=groups, options=options)
        found = [anchor for part in _progress(parts, len(chosen)) for anchor in part]
        rows = [_row(graph, each, language) for each in found]
        _write(session, COLUMNS[language], rows, found, article, format_name, output)
        return
    wanted = None if enterprise is None else graph.entity(enterprise, "Enterprise")
    explanations = graph.explanations_of(
        chosen, wanted, weights=changed, groups=groups, options=options
    )
    explained = [each for part in _progress(explanations, len(chosen)) for each in part]
    if enterprise is not None and not explained:
        raise ZonegraphError(
            "no source makes it a member of a cluster",
            where=enterprise,
            remedy="see: zonegraph show ENTITY",
        )
    if format_name == "json":
        write_text(_json(graph, explained), output)
    elif enterprise is not None:
        sentences = session.graph.sentences(article) if article else {}
        write_text(
            "\n".join(_story(graph, each, language, sentences) for each in explained), output
        )
    else:
        columns = (*COLUMNS[language], *SURE_COLUMNS[language])
        rows = [(*_row(graph, each.anchor, language), *_sure(each)) for each in explained]
        footing = _rests_on(graph, explained, language)
        found = [each.anchor for each in explained]
        _write(session, columns, rows, found, article, format_name, output, footing)


def _weights(given: Sequence[str]) -> dict[str, float]:
    weights = {}
    for each in given:
        name, _, number = each.partition("=")
        try:
            weights[name.strip().replace("-", "_")] = float(number)
        except ValueError:
            message = f"{each!r} is no weight; write it as coverage=2"
            raise click.BadParameter(message, param_hint="--weight") from None
    return weights


def _progress(parts: Iterator[Part], number: int) -> Iterator[Part]:
    """Yield what each cluster gives, with a progress bar on a terminal where there are many."""
    if number <= FEW or not sys.stderr.isatty():
        yield from parts
        return
    with click.progressbar(parts, length=number, file=sys.stderr) as bar:
        yield from bar


def _row(graph: Source, anchor: Anchor, language: str) -> tuple[object, ...]:
    from zonegraph.view.reasons import VERDICTS, role_sentence

    return (
        graph.label(anchor.cluster).in_language(language),
        graph.label(anchor.enterprise).in_language(language),
        [role_sentence(role, anchor, graph.label, language) for role in anchor.roles]
        or UNSAID[language],
        VERDICTS[anchor.verdict].in_language(language),
        None if anchor.score is None else round(anchor.score, 3),
        anchor.place,
        DOMINATOR[language] if anchor.dominator else "",
    )


def _sure(explained: Explanation) -> tuple[object, ...]:
    sure = explained.certainty
    return (None if sure.holds is None else f"{sure.holds:.0%}", sure.hangs_on)


def _write(
    session: Session,
    columns: Sequence[str],
    rows: Sequence[tuple[object, ...]],
    found: Sequence[Anchor],
    article: Path | None,
    format_name: str,
    output: Path | None,
    footing: str = "",
) -> None:
    from zonegraph.view.reasons import role_locators

    sentences = session.graph.sentences(article) if article else {}
    places = {place for each in found for role in each.roles for place in role_locators(role)}
    quoted = quotations(places, sentences)
    below = "\n\n".join(part for part in (footing, quoted) if part)
    write_rows(columns, rows, format_name, output, footing=below)


def _rests_on(graph: Source, explained: Sequence[Explanation], language: str) -> str:
    lines = {
        each.anchor.cluster: RESTS_ON[language].format(
            cluster=graph.label(each.anchor.cluster).in_language(language),
            sentences=each.certainty.sentences,
            sources=each.certainty.sources,
        )
        for each in explained
    }
    return "\n".join(lines.values())


def _story(graph: Source, explained: Explanation, language: str, texts: Mapping[str, str]) -> str:
    from zonegraph.view.reasons import role_locators, sentences

    anchor = explained.anchor
    names = [graph.label(iri).in_language(language) for iri in (anchor.enterprise, anchor.cluster)]
    lines = [f"- {line}" for line in sentences(explained, graph.label, language)]
    places = {place for role in anchor.roles for place in role_locators(role)}
    places |= {place for reason in explained.reasons for place in reason.locators}
    quoted = quotations(places, texts)
    return "\n".join([" | ".join(names), *lines, *([quoted] if quoted else [])]) + "\n"


def _json(graph: Source, explained: Sequence[Explanation]) -> str:
    records = [
        {
            "cluster_label": asdict(graph.label(each.anchor.cluster)),
            "enterprise_label": asdict(graph.label(each.anchor.enterprise)),
            **asdict(each.anchor),
            "role_strength": each.anchor.role_strength,
            "reasons": [asdict(reason) for reason in each.reasons],
            "certainty": asdict(each.certainty),
        }
        for each in explained
    ]
    return json.dumps(records, ensure_ascii=False, indent=2) + "\n"
