from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import IO

import click
import pytest

import zonegraph.cli.main
from zonegraph.cli.main import COMMANDS
from zonegraph.cli.options import language_of_locale

from .conftest import Run

HEAVY = {
    "pyoxigraph",
    "rdflib",
    "pyshacl",
    "pyvis",
    "networkx",
    "rich",
    "igraph",
    "opencc",
    "jinja2",
}


def spawn(
    *arguments: str, stdout: int | IO[bytes] = subprocess.PIPE
) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"}
    return subprocess.run(
        [sys.executable, *arguments],
        check=False,
        env=environment,
        stdout=stdout,
        stderr=subprocess.PIPE,
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_where_the_table_says(name: str) -> None:
    command = getattr(import_module(f"zonegraph.cli.{COMMANDS[name].module}"), name)
    assert isinstance(command, click.Command)
    assert command.name == name
    assert command.help


def test_help_lists_every_command_in_the_chosen_language(run: Run) -> None:
    english, chinese = run("--help"), run("--lang", "zh", "--help")
    assert english.code == chinese.code == 0
    for name, entry in COMMANDS.items():
        assert name in english.out
        assert entry.summary.en in english.out
        assert entry.summary.zh in chinese.out


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, zonegraph.cli.main as program\n"
        "try: program.main(['--help'])\n"
        "except SystemExit: print(*sys.modules, file=sys.stderr)"
    )
    loaded = spawn("-c", code).stderr.decode().split()
    assert "click" in loaded
    assert not HEAVY & set(loaded)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_GB.UTF-8"}, "zh"),
        ({"LC_ALL": "", "LC_MESSAGES": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANG": "zh_TW"}, "zh"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_first_variable_that_is_set_decides_the_language(
    environment: dict[str, str], language: str
) -> None:
    assert language_of_locale(environment) == language


def test_the_locale_speaks_unless_told_otherwise(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert run("queries").out.startswith("问题")
    assert run("--lang", "en", "queries").out.startswith("question")


def test_version(run: Run) -> None:
    assert run("--version").out == f"zonegraph {zonegraph.__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["shwo"], "no command named 'shwo'; try: show"),
        (["show"], "Missing argument"),
        (["--lang", "fr", "queries"], "Invalid value"),
        (["query", "names", "-p", "entity"], "write NAME=VALUE"),
        (["query"], "give the name of a question"),
        (["query", "-", "-p", "a=b"], "-p belongs to a named question"),
        (["query", "-f", "nowhere.rq"], "does not exist"),
    ],
)
def test_wrong_usage_ends_with_2(run: Run, arguments: list[str], what: str) -> None:
    outcome = run(*arguments)
    assert outcome.code == 2
    assert what in outcome.err


def test_an_error_is_one_line_and_ends_with_1(run: Run) -> None:
    outcome = run("show", "nobody\nat all")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("zonegraph: no entity named")
    assert outcome.err.count("\n") == 1


def test_a_store_that_is_none(run: Run, tmp_path: Path) -> None:
    outcome = run("--store", str(tmp_path / "none"), "show", "风筝园")
    assert outcome.code == 1
    assert "not a store directory" in outcome.err


def test_the_store_may_come_from_the_environment(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZONEGRAPH_STORE", str(tmp_path))
    assert str(tmp_path) in run("show", "风筝园").err


def test_ctrl_c_ends_with_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(location: str | None = None) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(zonegraph, "open", interrupt)
    outcome = run("show", "风筝园")
    assert (outcome.code, outcome.err.strip()) == (130, "zonegraph: interrupted")


def test_an_unwritable_file_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    outcome = run("queries", "-o", str(tmp_path / "file" / "rows.csv"))
    assert outcome.code == 1
    assert outcome.err.startswith("zonegraph: ")
    assert outcome.err.count("\n") == 1


def test_chinese_survives_an_ascii_locale() -> None:
    assert "所有事物".encode() in spawn("-m", "zonegraph", "--lang", "zh", "queries").stdout


def test_a_reader_that_stops_reading_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        ended = spawn("-m", "zonegraph", "queries", stdout=closed)
    assert ended.stderr == b""


def test_a_closed_output_is_no_error() -> None:
    code = "import os, sys; os.close(1); os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
    ended = spawn("-c", code, "-m", "zonegraph", "queries")
    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        ended = spawn("-m", "zonegraph", "queries", stdout=full)
    assert ended.returncode == 1
    assert ended.stderr == b"zonegraph: cannot write: no space left on device\n"
