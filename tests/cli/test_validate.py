"""`zonegraph validate`, on the bundled data and on spoilt copies of it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from zonegraph.workspace import bundled

from .conftest import Run


@pytest.fixture
def zone(tmp_path: Path) -> Path:
    return Path(shutil.copytree(bundled().data[0] / "changzhi", tmp_path / "changzhi"))


def test_the_bundled_data_pass(run: Run) -> None:
    ended = run("validate")
    assert ended.code == 0
    assert ": 0 violations," in ended.err


def test_a_violation_is_one_line_with_file_line_rule_node_and_remedy(run: Run, zone: Path) -> None:
    path = zone / "evidence" / "p16.trig"
    path.write_text(path.read_text("utf-8").replace("zg:builtFor", "zg:buildFor"), "utf-8")
    ended = run("validate", str(zone))
    (line,) = [each for each in ended.out.splitlines() if "violation: vocabulary" in each]
    assert ended.code == 1
    assert line.startswith(f"{path}:")
    assert (
        "vocabulary zg:buildFor: zg:buildFor is not in the ontology; correct the spelling" in line
    )


def test_one_file_stands_for_its_zone(run: Run, zone: Path) -> None:
    path = zone / "evidence" / "p16.trig"
    path.write_text(path.read_text("utf-8").replace("id:luan-solar", "id:luan-sonar"), "utf-8")
    found = json.loads(run("validate", str(path), "--format", "json").out)
    nodes = {each["node"] for each in found if each["message"] == "is not registered"}
    assert nodes == {"id:luan-sonar"}


def test_fix_rewrites_files_in_form(run: Run, zone: Path) -> None:
    path = zone / "entities.ttl"
    original = path.read_text("utf-8")
    path.write_text(original.replace("\n\n", "\n"), "utf-8")
    assert "not in canonical form; run: zonegraph validate --fix" in run("validate", str(zone)).out
    ended = run("validate", str(zone), "--fix")
    assert (ended.code, path.read_text("utf-8")) == (0, original)
    assert f"rewritten: {path}" in ended.err


def test_a_folder_that_is_none_is_told_in_a_line(run: Run, tmp_path: Path) -> None:
    ended = run("validate", str(tmp_path / "none"))
    assert (ended.code, ended.err.count("\n")) == (1, 1)
    assert "no such file or folder; name a folder of graph data" in ended.err
