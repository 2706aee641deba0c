"""Reading files, good and bad."""

from __future__ import annotations

from pathlib import Path

import pytest

from zonegraph.errors import DataError
from zonegraph.rdf.reading import DEEPEST, read_data, read_quads

TRIPLE = "<https://e.org/s> <https://e.org/p> <https://e.org/o> .\n"


def written(tmp_path: Path, name: str, content: bytes | str) -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_turtle_goes_into_the_graph_asked_for(tmp_path: Path) -> None:
    (quad,) = read_quads(written(tmp_path, "a.ttl", TRIPLE), "https://e.org/g")
    assert str(quad.graph_name) == "<https://e.org/g>"


def test_a_byte_order_mark_is_no_part_of_the_data(tmp_path: Path) -> None:
    assert len(list(read_quads(written(tmp_path, "a.ttl", "\ufeff" + TRIPLE)))) == 1


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        (TRIPLE + "<https://e.org/s> <https://e.org/p> .\n", 2, 37),
        (TRIPLE + TRIPLE + 'nope:s <https://e.org/p> "x" .\n', 3, 1),
        ('<https://e.org/s> <https://e.org/p> "open\n', 1, 37),
    ],
)
def test_malformed_files_are_refused_with_line_and_column(
    tmp_path: Path, content: str, line: int, column: int
) -> None:
    with pytest.raises(DataError) as refused:
        list(read_quads(written(tmp_path, "bad.ttl", content)))
    assert (refused.value.line, refused.value.column) == (line, column)
    assert f"bad.ttl:{line}:{column}: " in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("encoding", ["gbk", "utf-16", "latin-1"])
def test_other_encodings_are_refused_with_the_line(tmp_path: Path, encoding: str) -> None:
    text = TRIPLE + ("# 园区\n" if encoding != "latin-1" else "# café\n")
    with pytest.raises(DataError, match="not UTF-8; save the file as UTF-8"):
        list(read_quads(written(tmp_path, "bad.ttl", text.encode(encoding))))


def test_missing_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such file"):
        list(read_quads(tmp_path / "none.ttl"))


@pytest.mark.parametrize("bracket", ["[", "("])
def test_hostile_nesting_is_refused_before_the_parser_sees_it(tmp_path: Path, bracket: str) -> None:
    text = f"<https://e.org/s> <https://e.org/p> {f'{bracket} <https://e.org/p> ' * 50_000}"
    with pytest.raises(DataError, match=f"nest deeper than {DEEPEST}"):
        list(read_quads(written(tmp_path, "deep.ttl", text)))


def test_a_fact_outside_any_graph_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="outside any graph"):
        list(read_data(written(tmp_path, "p1.trig", TRIPLE)))


def test_a_turtle_file_of_unknown_purpose_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"use entities\.ttl, source\.ttl or evidence"):
        list(read_data(written(tmp_path, "facts.ttl", TRIPLE)))


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    assert list(read_quads(written(tmp_path, "empty.ttl", ""))) == []
