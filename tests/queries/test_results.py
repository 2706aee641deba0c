from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import (
    Literal,
    NamedNode,
    QueryResultsFormat,
    RdfFormat,
    Store,
    parse_query_results,
)

from zonegraph.errors import QueryError, StoreError
from zonegraph.queries.results import Answer, to_python
from zonegraph.store import Results

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

DATA = """
PREFIX : <urn:x:>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
:kite :name "风筝\\t\\"@en\\t"@zh-Hans ; :price 2.5 ; :made "2021-08-15"^^xsd:date ; :part [ :of :kite ] .
"""


@pytest.fixture
def store() -> Store:
    store = Store()
    store.load(DATA.encode(), RdfFormat.TURTLE)
    return store


def answer(store: Store, text: str) -> Answer:
    return Answer(lambda: store.query("PREFIX : <urn:x:> " + text))


def test_rows_are_tuples_of_terms(store: Store) -> None:
    rows = list(answer(store, "SELECT ?a ?none { ?a :price ?b }"))
    assert rows == [(NamedNode("urn:x:kite"), None)]


def test_records_are_python_values(store: Store) -> None:
    asked = answer(store, "SELECT ?p ?m { ?a :price ?p ; :made ?m }")
    assert asked.records() == [{"p": Decimal("2.5"), "m": date(2021, 8, 15)}]


def test_a_malformed_number_stays_text() -> None:
    integer = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
    assert to_python(Literal("12 or so", datatype=integer)) == "12 or so"


def test_an_answer_can_be_read_and_written_more_than_once(store: Store) -> None:
    asked = answer(store, "SELECT ?p { ?a :price ?p }")
    assert asked.render("csv") == asked.render("csv")
    assert len(asked) == 1
    assert asked.render("tsv").startswith("?p\n")


@pytest.mark.parametrize(("pattern", "truth"), [("?a :price 2.5", True), ("?a :price 9", False)])
def test_truth(store: Store, pattern: str, truth: bool) -> None:
    asked = answer(store, f"ASK {{ {pattern} }}")
    assert bool(asked) is truth
    assert json.loads(asked.render("json")) == {"head": {}, "boolean": truth}


def test_no_rows_are_falsy(store: Store) -> None:
    assert not answer(store, "SELECT ?a { ?a :price 9 }")


def test_json_is_sparql_results_json_with_tags_as_people_spell_them(store: Store) -> None:
    written = json.loads(answer(store, "SELECT ?n { ?a :name ?n }").render("json"))
    assert written["head"]["vars"] == ["n"]
    assert written["results"]["bindings"] == [
        {"n": {"type": "literal", "value": '风筝\t"@en\t', "xml:lang": "zh-Hans"}}
    ]


@pytest.mark.parametrize("format_name", ["xml", "tsv"])
def test_other_formats_spell_tags_alike_and_leave_text_alone(
    store: Store, format_name: str
) -> None:
    written = answer(store, "SELECT ?n { ?a :name ?n }").render(format_name)
    assert "zh-Hans" in written
    assert "zh-hans" not in written


def test_turtle_and_triples_are_the_same_graph_however_often_they_are_asked(store: Store) -> None:
    asked = answer(store, "CONSTRUCT WHERE { ?a ?b ?c }")
    assert asked.render("ntriples") == asked.render("ntriples")
    assert '"风筝\\t\\"@en\\t"@zh-Hans .' in asked.render("ntriples")
    again = Store()
    again.load(asked.render("turtle").encode(), RdfFormat.TURTLE)
    assert len(again) == len(store)
    assert '"@language":"zh-Hans"' in asked.render("jsonld")


@pytest.mark.parametrize(
    ("text", "format_name", "fitting"),
    [("SELECT * {}", "turtle", "csv"), ("CONSTRUCT WHERE { ?a ?b ?c }", "json", "ntriples")],
)
def test_refuses_a_format_that_does_not_fit(
    store: Store, text: str, format_name: str, fitting: str
) -> None:
    with pytest.raises(QueryError, match=f"choose .*{fitting}"):
        answer(store, text).render(format_name)


@pytest.mark.parametrize("take", [list, lambda answer: answer.render("json")])
def test_a_store_that_fails_amid_an_answer_says_so(take: Callable[[Answer], object]) -> None:
    class Failing(io.RawIOBase):
        asked = False

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: WriteableBuffer) -> int:
            if self.asked:
                raise OSError("Corruption: block checksum mismatch")
            self.asked = True
            begun = b"?a\n" + b"1\n" * 1_000
            memoryview(buffer).cast("B")[: len(begun)] = begun
            return len(begun)

    def ask() -> Results:
        return parse_query_results(io.BufferedReader(Failing()), QueryResultsFormat.TSV)

    with pytest.raises(StoreError, match=r"cannot be read: Corruption.*; build it again"):
        take(Answer(ask))
