"""`zonegraph anchors --engine`: the same listing, whatever computes it, and options that do not go together."""

from __future__ import annotations

from pathlib import Path

import pytest

from zonegraph.knowledge_graph import KnowledgeGraph

from .conftest import Run

pytest.importorskip("duckdb", reason="needs the extra columnar")


def test_every_engine_gives_the_same_listing(run: Run, tmp_path: Path) -> None:
    by_look_ups = run("anchors", "--format", "csv")
    assert by_look_ups.code == 0
    assert run("anchors", "--engine", "columnar", "--format", "csv") == by_look_ups


def test_a_projection_needs_no_store(run: Run, tmp_path: Path) -> None:
    projection = str(tmp_path / "graph.parquet")
    assert run("export", projection).code == 0
    listed = run("--lang", "zh", "anchors", "--projection", projection)
    assert "中科潞安" in listed.out
    explained = run(
        "--lang", "zh", "anchors", "--projection", projection, "--explain", "成都奥泰集团"
    )
    assert explained.out.startswith("成都奥泰集团 | 高端装备制造业集群")


@pytest.mark.parametrize(
    "options", [(), ("--communities",), ("--core",), ("--shared", "supportsCluster")]
)
def test_figures_of_the_network_are_those_of_the_store(
    run: Run, kg: KnowledgeGraph, tmp_path: Path, options: tuple[str, ...]
) -> None:
    projection = str(tmp_path / "graph.parquet")
    kg.export(projection)
    of_store = run("--lang", "zh", "stats", *options)
    assert of_store.code == 0
    assert run("--lang", "zh", "stats", "--projection", projection, *options) == of_store


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--engine", "local", "--projection", "p"), "leave --projection out"),
        (("--master", "local[2]"), "--master is for --engine spark"),
        (("--engine", "flink"), "'flink' is not one of"),
    ],
)
def test_options_that_do_not_go_together(run: Run, options: tuple[str, ...], message: str) -> None:
    done = run("anchors", *options)
    assert done.code == 2
    assert message in done.err


def test_a_projection_that_is_none_is_one_line(run: Run, tmp_path: Path) -> None:
    done = run("anchors", "--projection", str(tmp_path))
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert "write it again: zonegraph export DIR.parquet" in done.err
