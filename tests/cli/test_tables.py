from __future__ import annotations

import csv
import io
import json
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from zonegraph.cli.tables import write_rows
from zonegraph.exchange.spreadsheet import guard_formula

COLUMNS = ["名称", "value", "tags"]
ROWS: list[tuple[object, ...]] = [
    ("风筝", Decimal("2.50"), ["a", "b"]),
    ("[red]=1+1", None, []),
    ('say "hi"\nthere', -3, [True]),
]


def test_csv_holds_every_cell_and_no_formula(capsys: pytest.CaptureFixture[str]) -> None:
    write_rows(COLUMNS, [*ROWS, ("=cmd()", "@x", "+1")], "csv")
    assert list(csv.reader(io.StringIO(capsys.readouterr().out))) == [
        COLUMNS,
        ["风筝", "2.50", "a; b"],
        ["[red]=1+1", "", ""],
        ['say "hi"\nthere', "-3", "true"],
        ["'=cmd()", "'@x", "+1"],
    ]


def test_tsv_keeps_one_row_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    write_rows(COLUMNS, ROWS, "tsv")
    lines = capsys.readouterr().out.splitlines()
    assert lines[3] == 'say "hi" there\t-3\ttrue'
    assert len(lines) == 4


def test_json_keeps_types(capsys: pytest.CaptureFixture[str]) -> None:
    write_rows(COLUMNS, ROWS, "json")
    first, second, _ = json.loads(capsys.readouterr().out)
    assert first == {"名称": "风筝", "value": 2.5, "tags": ["a", "b"]}
    assert second["value"] is None


def test_a_table_aligns_chinese_and_shows_the_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    write_rows(COLUMNS, ROWS)
    assert capsys.readouterr().out.splitlines() == [
        "名称        value   tags",
        "────────────────────────",
        "风筝        2.50    a",
        "                    b",
        "[red]=1+1   -",
        'say "hi"    -3      true',
        "there",
    ]


def test_heading_and_footing_stand_apart(capsys: pytest.CaptureFixture[str]) -> None:
    write_rows(["a"], [(1,)], heading="above", footing="below")
    assert capsys.readouterr().out == "above\n\na\n─\n1\n\nbelow\n"


def test_a_table_stays_unwrapped_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    write_rows(["a"], [("x" * 300,)])
    assert "x" * 300 in capsys.readouterr().out


def test_a_table_wraps_to_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    write_rows(["a", "b"], [("风" * 40, "y" * 40)])
    out = capsys.readouterr().out
    assert out.count("风") == 40
    assert out.count("y") == 40
    assert len(out.splitlines()) > 4


def test_what_steers_a_terminal_is_not_passed_on(capsys: pytest.CaptureFixture[str]) -> None:
    write_rows(["a"], [("\x1b[2J\u202egone",)])
    assert capsys.readouterr().out.endswith("\ufffd[2J\ufffdgone\n")


def test_a_file_is_utf8(tmp_path: Path) -> None:
    write_rows(COLUMNS, ROWS, "csv", tmp_path / "rows.csv")
    assert (tmp_path / "rows.csv").read_bytes().startswith("名称".encode())


@pytest.mark.parametrize(
    ("cell", "guarded"),
    [
        ("=1", "'=1"),
        ("\t=1", "'\t=1"),
        (" =1", "' =1"),
        ("-", "'-"),
        ("-1.5e3", "-1.5e3"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_only_formulas_are_guarded(cell: str, guarded: str) -> None:
    assert guard_formula(cell) == guarded
