from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, RdfFormat, parse

from zonegraph.cli.main import main


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_export_writes_the_part_that_is_asked_for(tmp_path: Path) -> None:
    assert run("export", str(tmp_path / "named.nq")) == 0
    assert run("export", str(tmp_path / "all.nq"), "--graph", "all") == 0
    graphs = [
        {quad.graph_name for quad in parse(path=tmp_path / name, format=RdfFormat.N_QUADS)}
        for name in ("named.nq", "all.nq")
    ]
    assert graphs[1] - graphs[0] == {DefaultGraph()}


def test_a_dash_writes_to_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run("export", "-", "--format", "csv") == 0
    assert capfdbinary.readouterr().out.startswith(b"\xef\xbb\xbfsubject,")


def test_an_unknown_suffix_is_an_error_of_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run("export", str(tmp_path / "graph.xlsx")) == 1
    errors = capsys.readouterr().err
    assert "no format has the suffix '.xlsx'; end the name in one of .trig, .nq" in errors
    assert errors.count("\n") == 1


def test_what_is_no_store_is_an_error_of_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run("--store", str(tmp_path), "export", str(tmp_path / "graph.nq")) == 1
    errors = capsys.readouterr().err
    assert "not a store directory; build one: zonegraph build STORE_DIR" in errors
    assert errors.count("\n") == 1
