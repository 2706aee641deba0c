"""`zonegraph path`, on the made-up zone."""

from __future__ import annotations

import json

import pytest

from .conftest import Run


def test_each_hop_has_its_evidence(run: Run) -> None:
    rows = json.loads(run("path", "青屿风筝", "Kite cluster", "-k", "2", "--format", "json").out)
    first, *second = rows
    assert (first["path"], first["relation"], first["status"]) == (1, "anchors", "inferred")
    assert set(first["evidence"]) == {"gazette/p1-s1", "gazette/p2-s1"}
    assert [row["relation"] for row in second] == ["<- built for", "supports cluster"]


def test_it_speaks_chinese(run: Run) -> None:
    assert "<- 为其打造" in run("--lang", "zh", "path", "qingyu-kites", "kite-park").out


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("Bell cluster", "no path that leads through no hub; try --hubs"),
        ("nobody", "no entity named"),
    ],
)
def test_what_does_not_connect_is_told_in_a_line(run: Run, end: str, said: str) -> None:
    ended = run("path", "qingyu-kites", end)
    assert ended.code == 1
    assert said in ended.err
