"""`zonegraph verify`: the graph's locators, figures and names against a copy of the text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zonegraph import vocab
from zonegraph.cli.options import LISTING_FORMATS, Session, output_option
from zonegraph.cli.tables import write_rows, write_text
from zonegraph.errors import DataError, UnknownNameError

if TYPE_CHECKING:
    from zonegraph.article import Article, Quotation, Report, Residue, SpanRecord
    from zonegraph.knowledge_graph import KnowledgeGraph

FINDINGS = 1


@click.command("verify")
@click.argument("article", type=click.Path(path_type=Path))
@click.option(
    "--source", metavar="SLUG", help="Which source it is a copy of, where there are several."
)
@click.option(
    "--spans", is_flag=True, help="List the passages of the text with their digests instead."
)
@click.option("--text", "with_text", is_flag=True, help="With --spans: list the text as well.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice([*LISTING_FORMATS, "turtle"]),
    default="table",
    show_default=True,
    help="Form of the listing; turtle goes with --spans and --source, for a new source.",
)
@output_option
@click.pass_obj
def verify(
    session: Session,
    article: Path,
    source: str | None,
    spans: bool,
    with_text: bool,
    format_name: str,
    output: Path | None,
) -> int:
    """Check locators, figures and names against a copy of the text."""
    text, passages = _read(article)
    if spans:
        _write_spans(passages, source, with_text, format_name, output)
        return 0
    if format_name == "turtle":
        raise click.UsageError("--format turtle goes with --spans")
    return _compare(session.graph, text, passages, source, format_name, output)


def _read(path: Path) -> tuple[str, Article]:
    from zonegraph.article import clean, segment

    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise DataError(
            f"cannot read: {reason}", path, remedy="name a copy of the article"
        ) from error
    text = clean(raw)
    return text, segment(text)


def _compare(
    graph: KnowledgeGraph,
    text: str,
    passages: Article,
    source: str | None,
    format_name: str,
    output: Path | None,
) -> int:
    from zonegraph.article import find_residues, verify

    slug = _the_source(graph, source)
    report = verify(passages, *_records(graph, slug))
    residues = find_residues(text)
    rows = [
        *((each.locator, each.difference.value, each.what) for each in report.findings),
        *((_position(each), "damage", each.text) for each in residues),
    ]
    if rows or format_name != "table":
        write_rows(("where", "difference", "what"), rows, format_name, output)
    click.echo(_summary(report, passages, len(residues)), err=format_name != "table")
    return FINDINGS if rows else 0


def _the_source(graph: KnowledgeGraph, given: str | None) -> str:
    """Return the slug of the source meant: the one named, or the only one there is."""
    sources = {str(row["source"]) for row in graph.query("sources").records()}
    known = sorted(source.removeprefix(vocab.SRC.base) for source in sources)
    slug = known[0] if given is None and len(known) == 1 else given
    if slug not in known:
        raise UnknownNameError(given or "", "source", known, ambiguous=given is None)
    return slug


def _records(graph: KnowledgeGraph, slug: str) -> tuple[list[SpanRecord], list[Quotation]]:
    from zonegraph.article import Quotation, SpanRecord

    prefix = vocab.SRC(f"{slug}/")
    spans = [
        SpanRecord(str(row["span"]).removeprefix(prefix), str(row["digest"]))
        for row in graph.query("spans", source=vocab.SRC(slug)).records()
    ]
    quotations = [
        Quotation(
            entity=str(row["entity"]),
            text=str(row["text"]),
            locator=str(row["span"]).removeprefix(prefix),
            is_figure=row["property"] == vocab.ZG("valueAsStated"),
        )
        for row in graph.query("quotations", source=vocab.SRC(slug)).records()
    ]
    return spans, quotations


def _position(residue: Residue) -> str:
    return f"line {residue.line}, column {residue.column}"


def _summary(report: Report, passages: Article, residues: int) -> str:
    paragraphs = sum(passage.sentence is None for passage in passages.passages)
    sentences = sum(bool(each.sentence) and not each.clause for each in passages.passages)
    return (
        f"{paragraphs} paragraphs, {sentences} sentences: {report.spans} spans, {report.figures} figures "
        f"and {report.names} names checked, {report.text_figures} figures in the text; "
        f"{len(report.findings)} differences, {residues} places damaged"
    )


def _write_spans(
    passages: Article, source: str | None, with_text: bool, format_name: str, output: Path | None
) -> None:
    if format_name == "turtle":
        if source is None:
            raise click.UsageError("--format turtle needs --source, the slug of the new source")
        from zonegraph.rdf.spans import describe_spans
        from zonegraph.rdf.writing import write_canonical

        numbered = [
            (each.locator, each.paragraph, each.sentence, each.clause, each.digest)
            for each in passages.passages
            if each.sentence
        ]
        write_text(write_canonical(describe_spans(source, numbered), "turtle"), output)
        return
    columns = ("locator", "paragraph", "sentence", "clause", "digest", "text")
    shown = columns if with_text else columns[:-1]
    rows = [
        (p.locator, p.paragraph, p.sentence, p.clause, p.digest, p.text)[: len(shown)]
        for p in passages.passages
    ]
    write_rows(shown, rows, format_name, output)
