from __future__ import annotations

import json
from pathlib import Path

import pytest

from zonegraph.cli.main import main
from zonegraph.store import open_store


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    output, errors = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, output, errors


def test_build_prints_what_it_made_and_the_next_step(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    place = tmp_path / "a store"
    code, output, errors = run(capsys, "--lang", "en", "build", str(place))
    assert (code, errors) == (0, "")
    *counts, following = output.splitlines()
    printed = {name: int(number) for number, name in (line.split(None, 1) for line in counts)}
    manifest = json.loads((place / "zonegraph-store.json").read_text(encoding="utf-8"))
    assert printed["files"] == manifest["files"]
    assert printed["facts"] == manifest["facts"]
    assert printed["inferred by anchors"] == manifest["inferred"]["anchors"] > 0
    assert following == f"next: zonegraph --store '{place}' anchors"
    with open_store(str(place)) as store:
        assert len(store) == printed["quads"]


def test_build_speaks_chinese(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, output, _ = run(capsys, "--lang", "zh", "build", str(tmp_path / "store"))
    assert "规则 anchors 推导" in output


def test_data_that_is_missing_is_an_error_of_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    nowhere = str(tmp_path / "nowhere")
    code, output, errors = run(capsys, "build", "--data", nowhere, str(tmp_path / "store"))
    assert (code, output) == (1, "")
    assert errors.startswith(f"zonegraph: {nowhere}: no such file or folder")
    assert errors.count("\n") == 1
    assert not (tmp_path / "store").exists()
