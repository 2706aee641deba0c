from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Run


def test_facts_are_grouped_with_their_evidence(run: Run) -> None:
    lines = run("--lang", "zh", "show", "青屿风筝").out.splitlines()
    assert lines[:2] == [
        "青屿风筝有限公司  Qingyu Kites Ltd",
        "id:qingyu-kites | 企业 | 又名 海鸥, 青屿风筝",
    ]
    built = next(number for number, line in enumerate(lines) if line.startswith("<- 为其打造"))
    assert lines[built].split() == ["<-", "为其打造", "风筝园", "gazette/p1-s1", "陈述", "1.0"]
    assert lines[built + 1].split() == ["gazette/p2-s1", "陈述", "0.9"]


def test_an_inferred_fact_names_what_it_rests_on(run: Run) -> None:
    out = run("show", "qingyu-kites").out
    assert "gazette/p1-s1, gazette/p2-s1  inferred 0.8" in out


def test_a_figure_is_one_line(run: Run) -> None:
    assert "3000只 | 年产量 | 下限" in run("--lang", "zh", "show", "青屿风筝").out


def test_other_formats_have_a_row_for_each_piece_of_evidence(run: Run) -> None:
    rows = json.loads(run("show", "Kite <b>Park</b>", "--format", "json").out)
    built = [row for row in rows if row["relation"].endswith("#builtFor")]
    assert [(row["direction"], row["status"], row["confidence"]) for row in built] == [
        ("out", "Stated", 1.0),
        ("out", "Stated", 0.9),
    ]
    assert built[0]["locators"] == ["gazette/p1-s1"]


def test_a_copy_of_the_text_adds_the_sentences_below(run: Run, gazette: Path) -> None:
    out = run("show", "青屿风筝", "--article", str(gazette)).out
    assert out.splitlines()[-2:] == ["", "gazette/p1-s1  青屿的风筝园为青屿风筝而建。"]


def test_other_formats_carry_the_sentences(
    run: Run, gazette: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZONEGRAPH_ARTICLE", str(gazette))
    rows = json.loads(run("show", "青屿风筝", "--format", "json").out)
    said = {row["locators"][0]: row["sentences"] for row in rows if len(row["locators"]) == 1}
    assert said == {"gazette/p1-s1": ["青屿的风筝园为青屿风筝而建。"], "gazette/p2-s1": []}
