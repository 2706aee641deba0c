"""`zonegraph site` as a user runs it."""

from __future__ import annotations

from pathlib import Path

from .conftest import Run


def test_it_writes_a_site_and_says_where(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "site"
    outcome = run("site", str(target))
    assert outcome.code == 0
    assert outcome.out.startswith(str(target / "index.html"))
    assert (target / "zh/entity/kite-park.html").is_file()


def test_a_folder_of_something_else_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("ten years")
    outcome = run("site", str(tmp_path))
    assert outcome.code == 1
    assert outcome.err.count("\n") == 1
    assert "name a new or empty folder" in outcome.err
