"""Pages of what the graph rests on and how it is asked: sources, questions, ontology, downloads."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

from zonegraph.errors import ZonegraphError
from zonegraph.queries.catalogue import NamedQuery, find_question
from zonegraph.queries.results import Answer, to_text
from zonegraph.site.content import Content
from zonegraph.site.rendering import Page
from zonegraph.site.words import WORDS
from zonegraph.vocab import SRC

if TYPE_CHECKING:
    from zonegraph.queries.parameters import Parameter

ROWS = 200
"""Rows of an answer that a page shows."""
FILES = (
    ("zonegraph.trig", "TriG"),
    ("zonegraph.nq", "N-Quads"),
    ("zonegraph.jsonld", "JSON-LD"),
    ("zonegraph.graphml", "GraphML"),
    ("zonegraph.csv", "CSV"),
)
"""Files to be downloaded, each with its format."""
EXAMPLES = {
    "cluster": ("IndustryCluster",),
    "park": ("IndustrialPark",),
    "person": ("Person",),
    "zone": ("HighTechZone",),
    "framework": ("Framework",),
    "industry": ("Industry",),
    "first": ("Enterprise",),
    "second": ("HighTechZone",),
}
"""Kinds of entities to ask with, by the name of a parameter."""


def sources(content: Content, language: str) -> Page:
    """Return the list of sources."""
    return Page(
        "sources.html.j2",
        WORDS["sources"].in_language(language),
        {
            "sources": [
                (source, content.days.get(source.removeprefix(SRC.base), ""), places)
                for source, places in content.sources.items()
            ]
        },
    )


def source(content: Content, language: str, name: str) -> Page:
    """Return the page of a source: each of its places, and what was taken from it."""
    iri = SRC(name)
    taken = content.taken if content.is_small else {}
    return Page(
        "source.html.j2",
        content.label(iri).in_language(language),
        {
            "source": iri,
            "day": content.days.get(name, ""),
            "spans": [(each, taken.get(each, [])) for each in content.locators(iri)],
        },
        about=iri,
    )


def questions(content: Content, language: str) -> Page:
    """Return the list of named questions by theme."""
    themes: dict[str, list[NamedQuery]] = {}
    for each in content.graph.questions():
        themes.setdefault(each.tags[0] if each.tags else "", []).append(each)
    return Page(
        "questions.html.j2",
        WORDS["questions"].in_language(language),
        {"themes": sorted(themes.items())},
    )


def question(content: Content, language: str, name: str) -> Page:
    """Return the page of a named question: what it asks, its answer, its text."""
    asked = find_question(name)
    values = {each.name: _example(content, each) for each in asked.parameters if each.required}
    answer = _answer(content, name, values)
    rows = answer.rows if answer else []
    return Page(
        "question.html.j2",
        asked.title.in_language(language),
        {
            "question": asked,
            "values": values,
            "columns": answer.columns if answer else (),
            "rows": [[to_text(term) for term in row] for row in rows[:ROWS]],
            "every": len(rows),
            "whole": content.is_small,
        },
    )


def _answer(content: Content, name: str, values: dict[str, object]) -> Answer | None:
    """Return the answer; of a very large graph none, for it fits no page and takes its time."""
    if not content.is_small or None in values.values():
        return None
    try:
        return content.graph.query(name, **values)
    except ZonegraphError:  # an example that this graph does not bear
        return None


def _example(content: Content, parameter: Parameter) -> object:
    """Return a value that this graph can answer with; None where it holds no such thing."""
    if parameter.kind == "integer":
        return _paragraph(content)
    if parameter.kind != "entity":
        return content.label(next(iter(content.kinds), "")).zh
    kinds = EXAMPLES.get(parameter.name, ("Enterprise", "HighTechZone"))
    return next(iter(content.of_kind(*kinds)), None)


def _paragraph(content: Content) -> int | None:
    """Return the paragraph of the first source of which most places are known."""
    for source in content.sources:
        numbers = Counter(re.findall(r"/p(\d+)-s", " ".join(content.locators(source))))
        return int(numbers.most_common(1)[0][0]) if numbers else None
    return None


def ontology(_: Content, language: str) -> Page:
    """Return the page of the ontology."""
    terms = _vocabulary()
    return Page("ontology.html.j2", WORDS["ontology"].in_language(language), terms)


@cache
def _vocabulary() -> dict[str, Any]:
    from zonegraph.site.terms import vocabulary

    return vocabulary()


def downloads(content: Content, language: str) -> Page:
    """Return the page of downloads; a very large graph is exported, not put on a site."""
    files = FILES if content.is_small else ()
    return Page("downloads.html.j2", WORDS["download"].in_language(language), {"files": files})
