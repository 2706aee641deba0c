from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from zonegraph import vocab
from zonegraph.exchange import write_facts
from zonegraph.exchange.spreadsheet import guard_formula, guard_formulas

FIRM, PARK, CLUSTER = (vocab.ID(name) for name in ("firm", "park", "cluster"))
STATED, READ = vocab.EV("g/p1-s1"), vocab.EV("g/p2-s1-i")
INFERENCE = vocab.INFERRED("anchors/firm")


def quad(subject: str, predicate: str, value: str | Literal, graph: str) -> Quad:
    target = NamedNode(value) if isinstance(value, str) else value
    return Quad(NamedNode(subject), NamedNode(predicate), target, NamedNode(graph))


def quads() -> Iterator[Quad]:
    about = vocab.PROVENANCE
    for name, span, status, confidence in (
        (STATED, "g/p1-s1", "Stated", "1"),
        (READ, "g/p2-s1", "Interpreted", "0.8"),
    ):
        yield quad(name, vocab.PROV("wasDerivedFrom"), vocab.SRC(span), about)
        yield quad(name, vocab.ZG("status"), vocab.ZG(status), about)
        yield quad(name, vocab.ZG("confidence"), Literal(confidence), about)
    yield quad(INFERENCE, vocab.RDF("type"), vocab.ZG("Inference"), about)
    yield quad(INFERENCE, vocab.RDF("subject"), FIRM, about)
    yield quad(INFERENCE, vocab.RDF("predicate"), vocab.ZG("anchors"), about)
    yield quad(INFERENCE, vocab.RDF("object"), CLUSTER, about)
    yield quad(INFERENCE, vocab.ZG("confidence"), Literal("0.8"), about)
    yield quad(INFERENCE, vocab.PROV("wasDerivedFrom"), STATED, about)
    yield quad(INFERENCE, vocab.PROV("wasDerivedFrom"), READ, about)
    yield quad(FIRM, vocab.RDFS("label"), Literal("=云川", language="zh-hans"), vocab.ENTITIES)
    yield quad(FIRM, vocab.RDFS("label"), Literal("Yunchuan", language="en"), vocab.ENTITIES)
    yield quad(PARK, vocab.ZG("builtFor"), FIRM, STATED)
    yield quad(PARK, vocab.ZG("builtFor"), FIRM, READ)
    yield quad(PARK, vocab.ZG("value"), Literal("-3.5"), STATED)
    yield quad(PARK, vocab.ZG("nameAsStated"), Literal("@云川, 园"), STATED)
    yield Quad(NamedNode(PARK), NamedNode(vocab.ZG("builtFor")), NamedNode(FIRM))


def rows() -> list[dict[str, str]]:
    file = io.BytesIO()
    write_facts(quads(), file)
    return list(csv.DictReader(io.StringIO(file.getvalue().decode("utf-8-sig"), newline="")))


def test_a_fact_has_one_row_for_each_graph_that_says_it() -> None:
    found = [
        (row["status"], row["confidence"], row["locators"])
        for row in rows()
        if row["relation"] == "zg:builtFor"
    ]
    assert found == [("Stated", "1", "g/p1-s1"), ("Interpreted", "0.8", "g/p2-s1")]


def test_an_inferred_fact_names_the_spans_that_its_rule_used() -> None:
    (row,) = [row for row in rows() if row["relation"] == "zg:anchors"]
    assert (row["subject"], row["object"]) == ("id:firm", "id:cluster")
    assert (row["status"], row["confidence"]) == ("Inferred", "0.8")
    assert row["locators"] == "g/p1-s1; g/p2-s1"


def test_no_cell_runs_as_a_formula_and_numbers_stay_numbers() -> None:
    by_relation = {row["relation"]: row for row in rows()}
    assert by_relation["zg:builtFor"]["object_zh"] == "'=云川"
    assert by_relation["zg:nameAsStated"]["object"] == "'@云川, 园"
    assert by_relation["zg:value"]["object"] == "-3.5"


def test_labels_stand_in_both_languages_and_a_missing_one_is_empty() -> None:
    (row,) = [row for row in rows() if row["relation"] == "zg:anchors"]
    assert (row["subject_en"], row["object_en"], row["object_zh"]) == ("Yunchuan", "", "")


def test_the_file_begins_with_a_byte_order_mark_and_stays_open() -> None:
    file = io.BytesIO()
    write_facts([], file)
    assert file.getvalue().startswith(b"\xef\xbb\xbfsubject,")
    assert not file.closed


CELLS = st.text(st.sampled_from("ab,\"'\r\n\t =+-@1.5中"), max_size=6)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=4))
def test_whole_files_are_guarded_cell_by_cell(rows: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows(rows)
    read = list(csv.reader(io.StringIO(guard_formulas(written.getvalue()), newline="")))
    assert read == [[guard_formula(cell) for cell in row] for row in rows]
