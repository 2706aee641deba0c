"""`zonegraph show`: an entity's facts, grouped, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zonegraph.cli.evidence import STATUS, quotations
from zonegraph.cli.options import Session, article_option, listing_options
from zonegraph.cli.tables import write_rows

if TYPE_CHECKING:
    from zonegraph.knowledge_graph import KnowledgeGraph
    from zonegraph.model import Evidence, Fact

FACT_COLUMNS = {"zh": ("关系", "事实", "证据"), "en": ("relation", "fact", "evidence")}
RECORD_COLUMNS = (
    "direction", "relation", "other", "label", "status", "confidence", "locators", "sentences",
)  # fmt: skip
ALIASES = {"zh": "又名", "en": "also"}


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
    write_rows(
        FACT_COLUMNS[session.language],
        _fact_rows(facts, names, session.language),
        output=output,
        heading=_heading(graph, iri, session.language),
        footing=quotations(_locators(facts), sentences),
    )


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
    facts: Sequence[Fact], names: Mapping[str, str], language: str
) -> Iterator[tuple[str, str, list[str]]]:
    shown = None
    for fact in sorted(facts, key=lambda each: _group(each, names)):
        relation = fact.relation_label.in_language(language)
        relation = relation if fact.outgoing else f"<- {relation}"
        text = names.get(_other(fact), _other(fact))
        evidence = [_evidence_line(each, language) for each in fact.evidence]
        yield "" if relation == shown else relation, text, list(dict.fromkeys(evidence))
        shown = relation


def _group(fact: Fact, names: Mapping[str, str]) -> tuple[int, str]:
    """Order facts: what it relates to, then what relates to it, then plain text."""
    plain = fact.outgoing and fact.object not in names
    return (2 if plain else 0 if fact.outgoing else 1, fact.relation)


def _evidence_line(evidence: Evidence, language: str) -> str:
    status = STATUS[language][evidence.status]
    return f"{', '.join(evidence.locators)}  {status} {evidence.confidence:.1f}"


def _locators(facts: Iterable[Fact]) -> set[str]:
    return {
        locator for fact in facts for evidence in fact.evidence for locator in evidence.locators
    }


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
