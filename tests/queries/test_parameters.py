from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from zonegraph import vocab
from zonegraph.errors import QueryError
from zonegraph.model import Label
from zonegraph.queries.parameters import Parameter, Term, bind


def read(kind: str, value: object) -> tuple[Term, ...]:
    parameter = Parameter("x", kind, required=True, default=None, description=Label("", ""))
    return parameter.terms(value, vocab.ID)


def ask(text: str) -> list[Term]:
    solutions = Store().query(text)
    assert isinstance(solutions, QuerySolutions)
    return [solution["x"] for solution in solutions]


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("entity", "kites", f"<{vocab.ID('kites')}>"),
        ("integer", "12", '"12"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("integer", -3, '"-3"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("decimal", "0.90", '"0.90"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("decimal", 0.5, '"0.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("string", " a ", '" a "'),
        ("term", "anchors", f"<{vocab.ZG('anchors')}>"),
        ("term", "org:member", f"<{vocab.ORG('member')}>"),
        ("language", "zh", '"zh-Hans"'),
    ],
)
def test_makes_a_term_of_each_kind(kind: str, value: object, text: str) -> None:
    assert [str(term) for term in read(kind, value)] == [text]


def test_a_name_is_sought_in_both_languages() -> None:
    assert read("name", "海鸥") == (
        Literal("海鸥", language="zh-Hans"),
        Literal("海鸥", language="en"),
    )


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("integer", "1.5"),
        ("integer", "1; DROP ALL"),
        ("decimal", "1e999999999"),
        ("decimal", "nan"),
        ("term", "zg:a b"),
        ("term", "zg:x> <y"),
        ("language", "fr"),
        ("string", "\udcff"),
    ],
)
def test_refuses_what_does_not_fit(kind: str, value: str) -> None:
    with pytest.raises(QueryError, match="parameter x"):
        read(kind, value)


def test_terms_are_taken_as_they_are() -> None:
    assert read("integer", NamedNode("urn:a")) == (NamedNode("urn:a"),)


def test_several_values_are_bound_in_turn() -> None:
    text = bind("SELECT ?x {\n#VALUES x\n}", {"x": read("integer", ["1", "2"])})
    assert ask(text) == [Literal(1), Literal(2)]


def test_binds_at_every_marker_and_only_there() -> None:
    text = "#VALUES x\n  #VALUES x  \n#VALUES y\n?a #VALUES x"
    assert bind(text, {"x": [Literal("v")]}).split("\n") == [
        'VALUES ?x { "v" }',
        '  VALUES ?x { "v" }',
        "#VALUES y",
        "?a #VALUES x",
    ]


def test_an_unbound_parameter_leaves_its_variable_free() -> None:
    text = bind("SELECT ?x {\n#VALUES x\nVALUES ?x { 1 2 } }", {})
    assert len(ask(text)) == 2


INJECTIONS = [
    '" } SERVICE <http://localhost/> { ?s ?p ?o } #',
    "\\u0022 } ",
    "line\nbreak\rand \\ and '''",
    "#VALUES x",
    "\u2028#VALUES x",
]


@pytest.mark.parametrize("text", INJECTIONS)
def test_hostile_text_stays_text(text: str) -> None:
    assert ask(bind("SELECT ?x {\n#VALUES x\n}", {"x": read("string", text)})) == [Literal(text)]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_as_it_went_in(text: str) -> None:
    assert ask(bind("SELECT ?x {\n#VALUES x\n}", {"x": read("string", text)})) == [Literal(text)]
