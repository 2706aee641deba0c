"""The door on data of any size: it says the same out of a store as in memory."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from zonegraph.cli.main import main
from zonegraph.rdf.door import validate
from zonegraph.store import validating
from zonegraph.store.building import build
from zonegraph.store.validating import find_damage_of, find_violations, validate_stream
from zonegraph.synthetic import country
from zonegraph.synthetic.writing import write_file, write_folders
from zonegraph.workspace import bundled


@pytest.fixture
def stream(tmp_path: Path) -> Path:
    write_file(country(2, enterprises=10), tmp_path / "c.nq", tmp_path / "truth.jsonl")
    return tmp_path / "c.nq"


def _spoil(stream: Path, seed: int) -> None:
    """Take lines away, and let some say something else of other nodes."""
    chance = random.Random(seed)
    lines = stream.read_text(encoding="utf-8").splitlines()
    kept = dict.fromkeys(line for line in lines if chance.random() > 0.004)
    while len(kept) < len(lines):
        (node, _, _), (_, predicate, rest) = (
            line.split(" ", 2) for line in chance.sample(lines, 2)
        )
        kept[f"{node} {predicate} {rest}"] = None
    stream.write_text("\n".join(kept) + "\n", encoding="utf-8")


@pytest.mark.parametrize(("seed", "language"), [(3, "en"), (6, "zh"), (5, "en")])
def test_a_spoiled_stream_is_told_line_by_line_as_in_memory(
    stream: Path, seed: int, language: str
) -> None:
    _spoil(stream, seed)
    workspace = bundled().with_data([stream])
    expected = validate(workspace, language)
    assert {each.severity for each in expected} == {"violation", "warning"}
    assert validate_stream(workspace, language) == expected


def test_folders_are_told_as_in_memory(tmp_path: Path) -> None:
    write_folders(country(2, enterprises=10), tmp_path / "country", tmp_path / "truth.jsonl")
    changed = next((tmp_path / "country").rglob("*.trig"))
    text = changed.read_text(encoding="utf-8")
    changed.write_text(text.replace("zg:confidence 1.0", "zg:confidence 7.5", 2), encoding="utf-8")
    workspace = bundled().with_data([tmp_path / "country"])
    expected = validate(workspace)
    assert any(each.path == changed and each.line for each in expected)
    assert validate_stream(workspace) == expected


def test_a_stream_that_cannot_be_read_is_a_violation(stream: Path) -> None:
    with stream.open("a", encoding="utf-8") as file:
        file.write("<x> <y>\n")
    (found,) = validate_stream(bundled().with_data([stream]))
    assert (found.path, found.rule) == (stream, "readable")
    assert found.line == stream.read_bytes().count(b"\n")


def test_what_is_large_is_not_held_in_memory(stream: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validating, "LARGE", 1000)
    monkeypatch.setattr(validating, "validate", None)
    assert {each.severity for each in find_violations(bundled().with_data([stream]))} == {"warning"}


def test_validating_a_store_reads_all_of_it(
    stream: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "store"
    build(bundled().with_data([stream]), store)
    with pytest.raises(SystemExit, match="0"):
        main(["validate", str(store)])
    damaged = max(store.glob("version-1/*.sst"), key=lambda path: path.stat().st_size)
    content = damaged.read_bytes()
    damaged.write_bytes(content[:-100] + bytes(100))
    assert [each.path for each in find_damage_of(store)] == [damaged]
    with pytest.raises(SystemExit, match="1"):
        main(["validate", str(store)])
    said = f"{damaged}: violation: damaged: is not as it was built; build it again"
    assert said in capsys.readouterr().out
