"""`zonegraph queries` and `query`: questions and their answers."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zonegraph.cli.options import (
    Session,
    listing_options,
    output_option,
)
from zonegraph.cli.tables import write_rows, write_text
from zonegraph.errors import DataError
from zonegraph.exchange.spreadsheet import guard_formulas

if TYPE_CHECKING:
    from zonegraph.queries.results import Answer

QUESTION_COLUMNS = {
    "zh": ("问题", "标题", "参数", "标签"),
    "en": ("question", "title", "parameters", "tags"),
}
TRUTH = {"zh": ("否", "是"), "en": ("no", "yes")}
QUERY_FORMATS = ("table", "json", "csv", "tsv", "xml", "turtle", "ntriples", "jsonld")


@click.command("queries")
@click.argument("name", required=False)
@click.option("--tag", help="Only the questions with this tag.")
@listing_options
@click.pass_obj
def queries(
    session: Session, name: str | None, tag: str | None, format_name: str, output: Path | None
) -> None:
    """List the named questions, or show the file of the question NAME."""
    from zonegraph.queries.catalogue import catalogue, find_question

    if name is not None:
        write_text(find_question(name).text, output)
        return
    rows = [
        (
            question.name,
            question.title.in_language(session.language),
            [_usage(each.name, required=each.required) for each in question.parameters],
            question.tags,
        )
        for question in catalogue().values()
        if tag is None or tag in question.tags
    ]
    write_rows(QUESTION_COLUMNS[session.language], rows, format_name, output)


@click.command("query")
@click.argument("name", required=False)
@click.option(
    "-f", "--file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Ask the SPARQL in this file.",
)  # fmt: skip
@click.option(
    "-p", "--parameter", "parameters", multiple=True, metavar="NAME=VALUE",
    help="A value for a parameter of a named question; give it again for several.",
)  # fmt: skip
@click.option(
    "--format", "format_name", type=click.Choice(QUERY_FORMATS),
    help="Form of the answer; without it, a table, or Turtle for triples.",
)  # fmt: skip
@output_option
@click.pass_obj
def query(
    session: Session,
    name: str | None,
    file: Path | None,
    parameters: tuple[str, ...],
    format_name: str | None,
    output: Path | None,
) -> None:
    """Ask the named question NAME, or SPARQL of your own: a file with -f, standard input with -.

    In CSV, cells that a spreadsheet would run as formulas are quoted; TSV and JSON are exact.
    """
    if (name is None) == (file is None):
        raise click.UsageError("give the name of a question, or a file with -f, or -")
    if name is None or name == "-":
        if parameters:
            raise click.UsageError("-p belongs to a named question")
        answer = session.graph.sparql(_read(file))
    else:
        answer = _ask(session, name, _values(parameters))
    _write_answer(session, answer, format_name, output)


def _usage(name: str, *, required: bool) -> str:
    return name if required else f"[{name}]"


def _read(file: Path | None) -> str:
    raw = sys.stdin.buffer.read() if file is None else file.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        path = file or Path("standard input")
        raise DataError("not UTF-8", path, line=line, remedy="save the query as UTF-8") from error


def _values(parameters: Iterable[str]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for parameter in parameters:
        name, equals, value = parameter.partition("=")
        if not equals:
            raise click.UsageError(f"-p {parameter}: write NAME=VALUE")
        values.setdefault(name.strip(), []).append(value)
    return values


def _ask(session: Session, name: str, values: dict[str, list[str]]) -> Answer:
    from zonegraph.queries.catalogue import find_question

    spoken = [each for each in find_question(name).parameters if each.kind == "language"]
    chosen = {each.name: [session.language] for each in spoken}
    return session.graph.query(name, **(chosen | values))


def _write_answer(
    session: Session, answer: Answer, format_name: str | None, output: Path | None
) -> None:
    chosen = format_name or ("turtle" if answer.is_graph else "table")
    if chosen == "table" and answer.is_truth:
        write_text(TRUTH[session.language][bool(answer)] + "\n", output)
    elif chosen == "table":
        rows = _readable(session, answer)
        write_rows(answer.columns, rows, "table", output)
    elif chosen == "csv" and not answer.is_truth and not answer.is_graph:
        write_text(guard_formulas(answer.render("csv")), output)
    else:
        write_text(answer.render(chosen), output)


def _readable(session: Session, answer: Answer) -> list[list[object]]:
    """Return rows for people: things by their names, text without its language."""
    from pyoxigraph import NamedNode

    from zonegraph.queries.results import to_python

    nodes = {term.value for row in answer for term in row if isinstance(term, NamedNode)}
    labels = session.graph.labels(sorted(nodes))
    return [
        [
            labels[term.value].in_language(session.language)
            if isinstance(term, NamedNode)
            else to_python(term)
            for term in row
        ]
        for row in answer
    ]
