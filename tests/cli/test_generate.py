"""`zonegraph generate`, in both languages, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Run


@pytest.mark.parametrize(("language", "word"), [("en", "2 zones, "), ("zh", "2 个园区，")])
def test_a_stream_and_its_truth(run: Run, tmp_path: Path, language: str, word: str) -> None:
    target = tmp_path / "country.nq"
    done = run(
        "--lang", language, "generate", "--zones", "2", "--enterprises", "20", "-o", str(target)
    )
    assert done.code == 0
    assert word in done.err
    lines = target.read_text("utf-8").splitlines()
    assert f"{len(lines)} " in done.err
    truths = [
        json.loads(line)
        for line in (tmp_path / "country.nq.truth.jsonl").read_text("utf-8").splitlines()
    ]
    assert len(truths) == 2
    assert set(truths[0]) == {"zone", "anchors", "dominators", "gaps", "errors"}


def test_folders_are_what_build_takes(run: Run, tmp_path: Path) -> None:
    made = ("--zones", "1", "--enterprises", "20", "-o", str(tmp_path / "made"))
    assert run("generate", *made).code == 0
    assert run("build", "--data", str(tmp_path / "made"), str(tmp_path / "store")).code == 0
    anchors = run("--store", str(tmp_path / "store"), "anchors", "--format", "csv")
    assert anchors.code == 0
    again = run("generate", *made)
    assert again.code == 1
    assert "is not empty; name a new folder" in again.err


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--zones", "0"), "0 is not in the range"),
        (("--zones", "1", "-o", "country.txt"), "no such form; end it in .nq or .trig"),
        (("--zones", "1", "-o", "/proc/none/country.nq"), "cannot write"),
    ],
)
def test_what_cannot_be_made_gets_one_clear_line(
    run: Run, arguments: tuple[str, ...], complaint: str
) -> None:
    done = run("generate", *arguments)
    assert done.code in (1, 2)
    assert complaint in done.err
