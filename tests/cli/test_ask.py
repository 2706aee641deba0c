from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from zonegraph.queries.catalogue import catalogue

from .conftest import Run

ANCHORS = "SELECT ?firm ?cluster { ?firm zg:anchors ?cluster }"
KITES = "https://w3id.org/zonegraph/id/qingyu-kites"


def test_queries_lists_every_question(run: Run) -> None:
    listed = json.loads(run("queries", "--format", "json").out)
    assert [row["question"] for row in listed] == list(catalogue())


def test_queries_by_tag(run: Run) -> None:
    listed = json.loads(run("queries", "--tag", "names", "--format", "json").out)
    assert {"names", "kinds-of"} <= {row["question"] for row in listed} < set(catalogue())


def test_queries_shows_a_question_as_its_file(run: Run) -> None:
    assert run("queries", "names").out == catalogue()["names"].text


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["query", "kind-of"], "kinds-of"),
        (["query", "kinds-of"], "needs a value for 'entity'"),
        (["query", "kinds-of", "-p", "entity=青屿风"], "nearest names: 青屿风筝"),
        (["query", "kinds-of", "-p", "entity=海鸥"], "id:qingyu-kites, id:qingyu-string"),
        (["query", "kinds-of", "-p", "enttiy=x"], "nearest names: entity"),
        (["query", "kinds-of", "-p", "entity=风筝园", "--format", "turtle"], "choose json"),
    ],
)
def test_a_question_asked_wrongly_says_how_to_ask(
    run: Run, arguments: list[str], what: str
) -> None:
    outcome = run(*arguments)
    assert outcome.code == 1
    assert what in outcome.err


def test_a_table_shows_names_in_the_readers_language(run: Run) -> None:
    assert "青屿风筝有限公司" in run("--lang", "zh", "query", "-", typed=ANCHORS).out
    assert "Qingyu Kites Ltd" in run("--lang", "en", "query", "-", typed=ANCHORS).out


def test_several_values_of_one_parameter(run: Run) -> None:
    outcome = run("query", "kinds-of", "-p", "entity=风筝园", "-p", "entity=青屿风筝")
    assert outcome.out.splitlines()[2:] == ["enterprise", "industrial park"]


def test_json_is_sparql_results_json(run: Run) -> None:
    answer = json.loads(run("query", "-", "--format", "json", typed=ANCHORS).out)
    assert answer["results"]["bindings"][0]["firm"] == {"type": "uri", "value": KITES}


def test_csv_guards_cells_that_spreadsheets_run(run: Run) -> None:
    typed = "SELECT ('=1+1' AS ?a) (-2 AS ?b) (<urn:x> AS ?c) ?d {}"
    out = run("query", "-", "--format", "csv", typed=typed).out
    assert list(csv.reader(io.StringIO(out))) == [
        ["a", "b", "c", "d"],
        ["'=1+1", "-2", "urn:x", ""],
    ]


def test_tsv_is_exact(run: Run) -> None:
    out = run("query", "-", "--format", "tsv", typed="SELECT ('=1' AS ?a) {}").out
    assert out == '?a\n"=1"\n'


def test_ask_answers_in_words_or_json(run: Run) -> None:
    typed = "ASK { ?firm zg:anchors ?cluster }"
    assert run("query", "-", typed=typed).out == "yes\n"
    assert run("--lang", "zh", "query", "-", typed=typed).out == "是\n"
    assert json.loads(run("query", "-", "--format", "json", typed=typed).out)["boolean"] is True


def test_construct_gives_turtle(run: Run) -> None:
    typed = "CONSTRUCT WHERE { ?firm zg:anchors ?cluster }"
    assert "id:qingyu-kites zg:anchors id:cluster-kites ." in run("query", "-", typed=typed).out


def test_a_file_of_ones_own_and_a_file_for_the_answer(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own.rq").write_text("\ufeff" + ANCHORS, encoding="utf-8")
    target = tmp_path / "out" / "answer.tsv"
    outcome = run("query", "-f", str(tmp_path / "own.rq"), "--format", "tsv", "-o", str(target))
    assert (outcome.code, outcome.out) == (0, "")
    assert target.read_text(encoding="utf-8").startswith("?firm\t?cluster\n")


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("SELECT * {\n ?a ?b }", "query line 2, column 8: unexpected '}'"),
        ("SELECT * FROM <file:///etc/passwd> { ?a ?b ?c }", "FROM would read a file"),
        ("INSERT DATA { <urn:a> <urn:b> 1 }", "INSERT would change the graph"),
        (b"ASK { ?a ?b '\xff' }", "not UTF-8"),
    ],
)
def test_sparql_that_is_refused(run: Run, typed: str | bytes, what: str) -> None:
    outcome = run("query", "-", typed=typed)
    assert outcome.code == 1
    assert what in outcome.err
    assert outcome.err.count("\n") == 1
