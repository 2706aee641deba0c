"""`zonegraph queries`, `query` and `show`: questions and their answers."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zonegraph.cli.options import (
    Session,
    article_option,
    listing_options,
    output_option,
)
from zonegraph.cli.tables import write_rows, write_text
from zonegraph.errors import DataError

if TYPE_CHECKING:
    from zonegraph.knowledge_graph import KnowledgeGraph
    from zonegraph.model import Evidence, Fact
    from zonegraph.queries.results import Answer, Row

QUESTION_COLUMNS = {
    "zh": ("问题", "标题", "参数", "标签"),
    "en": ("question", "title", "parameters", "tags"),
}
FACT_COLUMNS = {"zh": ("关系", "事实", "证据"), "en": ("relation", "fact", "evidence")}
RECORD_COLUMNS = (
    "direction", "relation", "other", "label", "status", "confidence", "locators", "sentences",
)  # fmt: skip
TRUTH = {"zh": ("否", "是"), "en": ("no", "yes")}
ALIASES = {"zh": "又名", "en": "also"}
STATUS = {
    "zh": {"Stated": "陈述", "Interpreted": "解读", "Inferred": "推导"},
    "en": {"Stated": "stated", "Interpreted": "interpreted", "Inferred": "inferred"},
}
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


@click.command("show")
@click.argument("entity")
@article_option
@listing_options
@click.pass_obj
def show(
    session: Session, entity: str, article: Path | None, format_name: str, output: Path | None
) -> None:
    """Show the facts about ENTITY, each with its evidence.

    ENTITY is a slug, an IRI, a label or an alias in either language.
    """
    graph = session.graph
    iri = graph.entity(entity)
    facts = graph.facts(iri)
    sentences = graph.sentences(article) if article else {}
    others = graph.labels(_other(fact) for fact in facts if "://" in _other(fact))
    names = {other: label.in_language(session.language) for other, label in others.items()}
    if format_name != "table":
        records = [record for fact in facts for record in _records(fact, names, sentences)]
        write_rows(RECORD_COLUMNS, records, format_name, output)
        return
    names |= _figures(graph, iri, session.language)
    rows = _fact_rows(facts, names, sentences, session.language)
    heading = _heading(graph, iri, session.language)
    write_rows(FACT_COLUMNS[session.language], rows, "table", output, heading=heading)


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
        write_rows(answer.columns, [_exact(row) for row in answer], "csv", output)
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


def _exact(row: Row) -> list[str]:
    return [
        "" if term is None else term.value if hasattr(term, "value") else str(term) for term in row
    ]


def _other(fact: Fact) -> str:
    return fact.object if fact.outgoing else fact.subject


def _heading(graph: KnowledgeGraph, iri: str, language: str) -> str:
    from zonegraph.vocab import shorten

    label = graph.label(iri)
    first, second = (label.zh, label.en) if language == "zh" else (label.en, label.zh)
    kinds = [str(record["kind"]) for record in graph.query("kinds-of", entity=iri).records()]
    words = [kind.in_language(language) for kind in graph.labels(kinds).values()]
    names = graph.query("names", entity=iri).records()
    aliases = [str(record["name"]) for record in names if not record["preferred"]]
    also = f"{ALIASES[language]} {', '.join(aliases)}" if aliases else ""
    about = " | ".join(filter(None, (shorten(iri), *words, also)))
    return f"{first}  {second}\n{about}" if first != second else f"{first}\n{about}"


def _figures(graph: KnowledgeGraph, iri: str, language: str) -> dict[str, str]:
    """Return each observation of an entity as one line: what, when, as stated, how exact."""
    lines: dict[str, str] = {}
    for record in graph.query("figures-of", entity=iri).records():
        named = [record[part] for part in ("indicator", "period", "kind", "bound")]
        labels = graph.labels(str(each) for each in named if each)
        words = [label.in_language(language) for label in labels.values()]
        lines[str(record["observation"])] = " | ".join([str(record["value_as_stated"]), *words])
    return lines


def _fact_rows(
    facts: Sequence[Fact], names: Mapping[str, str], sentences: Mapping[str, str], language: str
) -> Iterator[tuple[str, str, str]]:
    shown = None
    for fact in sorted(facts, key=lambda each: _group(each, names)):
        relation = fact.relation_label.in_language(language)
        relation = relation if fact.outgoing else f"<- {relation}"
        text = names.get(_other(fact), _other(fact))
        evidence = "\n".join(_evidence_line(each, language) for each in fact.evidence)
        yield (
            "" if relation == shown else relation,
            "\n".join([text, *_quoted(fact.evidence, sentences)]),
            evidence,
        )
        shown = relation


def _group(fact: Fact, names: Mapping[str, str]) -> tuple[int, str]:
    """Order facts: what it relates to, then what relates to it, then plain text."""
    plain = fact.outgoing and fact.object not in names
    return (2 if plain else 0 if fact.outgoing else 1, fact.relation)


def _evidence_line(evidence: Evidence, language: str) -> str:
    status = STATUS[language][evidence.status]
    return f"{', '.join(evidence.locators)}  {status} {evidence.confidence:.1f}"


def _quoted(evidence: Iterable[Evidence], sentences: Mapping[str, str]) -> list[str]:
    locators = dict.fromkeys(locator for each in evidence for locator in each.locators)
    return [f"“{sentences[locator]}”" for locator in locators if locator in sentences]


def _records(
    fact: Fact, names: Mapping[str, str], sentences: Mapping[str, str]
) -> Iterator[tuple[object, ...]]:
    other = _other(fact)
    for evidence in fact.evidence:
        yield (
            "out" if fact.outgoing else "in",
            fact.relation,
            other,
            names.get(other, other),
            evidence.status.value,
            evidence.confidence,
            evidence.locators,
            [sentences[locator] for locator in evidence.locators if locator in sentences],
        )
