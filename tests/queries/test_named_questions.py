"""Every named question, on the bundled graph: its reviewed answer, and the same answer on two engines.

The answers lie in ``golden/``. After a deliberate change of data or question, remake them with
``pytest tests/queries/test_named_questions.py --remake-golden`` and read the difference line by line
before committing it: they are what the project holds to be true.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import cast

import pyoxigraph
import pytest
import rdflib

import zonegraph
from zonegraph import vocab
from zonegraph.knowledge_graph import KnowledgeGraph
from zonegraph.queries.catalogue import NamedQuery, catalogue
from zonegraph.rdf.reading import read_quads
from zonegraph.store import open_store
from zonegraph.workspace import bundled

GOLDEN = Path(__file__).parent / "golden"
ARGUMENTS: dict[str, dict[str, object]] = {
    "between": {"first": "潞安太阳能", "second": "中科潞安"},
    "facts-of": {"entity": "hydrosys"},
    "facts-of-sentence": {"paragraph": 16, "sentence": 2},
    "figures-of": {"entity": "5G电子制造基地"},
    "kinds-of": {"entity": "hydrosys"},
    "mentions": {"entity": "中科潞安"},
    "names": {"entity": "中科潞安"},
    "quotations": {"source": vocab.SRC("changzhi-2021")},
    "surroundings": {"entity": "海德利森"},
}
TERMS = sorted(
    {
        quad.subject.value
        for quad in read_quads(bundled().ontology / "zonegraph.ttl")
        if isinstance(quad.subject, pyoxigraph.NamedNode) and quad.subject.value in vocab.ZG
    }
)

Rows = list[list[str]]


@pytest.fixture(scope="module")
def kg() -> Iterator[KnowledgeGraph]:
    with zonegraph.open() as graph:
        yield graph


@pytest.fixture(scope="module")
def peer() -> rdflib.Dataset:
    """The same quads under rdflib's own evaluator."""
    dataset = rdflib.Dataset()
    with open_store() as store:
        text = pyoxigraph.serialize(store.quads(), format=pyoxigraph.RdfFormat.N_QUADS)
    dataset.parse(data=cast(bytes, text), format="nquads")
    return dataset


def spelled(value: object, datatype: str | None, language: str | None) -> str:
    """Return a term so that two engines' spellings of one value agree."""
    text = str(value)
    if language:
        return f"{text}@{vocab.canonical_language(language)}"
    if datatype and vocab.local_name(datatype) in {"decimal", "integer", "double"}:
        return f"{round(Decimal(text), 6).normalize():f}"
    return text


def row_of_oxigraph(row: Iterable[object]) -> list[str]:
    return [
        ""
        if term is None
        else spelled(term.value, term.datatype.value, term.language)
        if isinstance(term, pyoxigraph.Literal)
        else vocab.shorten(str(getattr(term, "value", term)))
        for term in row
    ]


def row_of_rdflib(row: Iterable[object]) -> list[str]:
    return [
        ""
        if term is None
        else spelled(term, term.datatype, term.language)
        if isinstance(term, rdflib.Literal)
        else vocab.shorten(str(term))
        for term in row
    ]


def answer_of_oxigraph(kg: KnowledgeGraph, question: NamedQuery) -> Rows:
    answer = kg.query(question.name, **ARGUMENTS.get(question.name, {}))
    rows = [row_of_oxigraph(row) for row in answer]
    return sorted(rows) if answer.is_graph else rows


@pytest.fixture
def remake(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--remake-golden"))


@pytest.mark.parametrize("question", catalogue().values(), ids=lambda question: question.name)
def test_answer_is_the_reviewed_one(kg: KnowledgeGraph, question: NamedQuery, remake: bool) -> None:
    path = GOLDEN / f"{question.name}.json"
    answer = answer_of_oxigraph(kg, question)
    if remake:
        lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in answer)
        path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    assert answer == json.loads(path.read_text(encoding="utf-8"))
    assert answer


@pytest.mark.parametrize("question", catalogue().values(), ids=lambda question: question.name)
def test_rdflib_gives_the_same_answer(
    kg: KnowledgeGraph, peer: rdflib.Dataset, question: NamedQuery
) -> None:
    text = question.bind(ARGUMENTS.get(question.name, {}), kg.entity)
    found = sorted(row_of_rdflib(cast(Iterable[object], row)) for row in peer.query(text))
    assert found == sorted(answer_of_oxigraph(kg, question))


@pytest.mark.parametrize("question", catalogue().values(), ids=lambda question: question.name)
def test_header_lists_what_the_question_needs(question: NamedQuery) -> None:
    body = "\n".join(line for line in question.text.split("\n") if not line.startswith("# "))
    declared = set(question.vocabulary)
    ours = {term for term in declared if term.startswith("zg:")}
    assert all(term in body for term in ours)
    assert question.title.zh != question.title.en
    assert question.tags


@pytest.mark.parametrize("term", TERMS, ids=vocab.shorten)
def test_every_term_of_the_ontology_is_used_by_a_question(term: str) -> None:
    short = vocab.shorten(term)
    assert any(short in question.vocabulary for question in catalogue().values())
