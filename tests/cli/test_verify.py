"""`zonegraph verify`, on a made-up text that a made-up graph rests on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zonegraph.article import segment

from .conftest import Run

TEXT = "青屿风筝一年做3000只风筝。\n园区占地9亩。"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    path = tmp_path / "copy.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_what_differs_is_listed_and_the_exit_code_says_so(run: Run, copy: Path) -> None:
    ended = run("verify", str(copy), "--format", "json")
    assert ended.code == 1
    found = json.loads(ended.out)
    # The graph knows both sentences by no digest, and no observation gives the park's area.
    assert {"where": "p2-s1", "difference": "not in the graph", "what": "9"} in found
    assert not [each for each in found if each["difference"] == "not in the passage"]
    assert "2 paragraphs, 2 sentences" in ended.err


def test_damage_is_listed_with_its_position(run: Run, copy: Path) -> None:
    copy.write_text("青屿?ǎ)风筝", encoding="utf-8")
    assert "line 1, column 3   damage" in run("verify", str(copy)).out


def test_spans_come_without_text_unless_asked_for(run: Run, copy: Path) -> None:
    plain = run("verify", str(copy), "--spans", "--format", "csv").out
    digest = segment(TEXT).passages[1].digest
    assert f"p1-s1,1,1,,{digest}" in plain
    assert "风筝" not in plain
    assert "风筝" in run("verify", str(copy), "--spans", "--text", "--format", "csv").out


def test_spans_in_turtle_start_a_new_source(run: Run, copy: Path) -> None:
    out = run("verify", str(copy), "--spans", "--format", "turtle", "--source", "new-2030").out
    assert "src:new-2030\\/p2-s1 a zg:EvidenceSpan ;" in out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--source", "gazete"), 1, "no source named 'gazete'; nearest names: gazette"),
        (("--format", "turtle"), 2, "--format turtle goes with --spans"),
        (("--spans", "--format", "turtle"), 2, "needs --source"),
    ],
)
def test_wrong_use_is_told_in_a_line(
    run: Run, copy: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    ended = run("verify", str(copy), *arguments)
    assert ended.code == code
    assert said in ended.err


def test_a_missing_file_and_another_encoding_are_told_in_a_line(run: Run, tmp_path: Path) -> None:
    missing = run("verify", str(tmp_path / "none.txt"))
    assert (missing.code, missing.err.count("\n")) == (1, 1)
    assert "no such file" in missing.err
    odd = tmp_path / "odd.txt"
    odd.write_bytes(b"\xff\xff\xff")
    assert "neither UTF-8 nor GB 18030; save it as UTF-8" in run("verify", str(odd)).err


def test_the_article_itself_agrees_with_the_graph(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from zonegraph.cli.main import main

    with pytest.raises(SystemExit) as ended:
        main(["verify", str(article)])
    assert ended.value.code == 0
    assert "0 differences, 0 places damaged" in capsys.readouterr().out
