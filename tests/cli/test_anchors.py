"""`zonegraph anchors`, on the made-up zone and on the bundled one."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from zonegraph.cli.main import main

from .conftest import Run


def test_stated_roles_stand_beside_computed_measures(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("anchors", "Kite cluster", "--format", "csv").out)))
    (row,) = rows
    assert row["enterprise"] == "Qingyu Kites Ltd"
    # The park is built for it (stated), but that the park supports the cluster is a reading: 0.8.
    assert (
        row["stated roles"]
        == "Kite <b>Park</b> built for it [stated 0.8: gazette/p1-s1, gazette/p2-s1]"
    )
    assert float(row["network score"]) == 1.0


def test_json_has_every_piece_of_evidence(run: Run) -> None:
    (anchor,) = json.loads(run("anchors", "--format", "json").out)
    assert anchor["enterprise_label"] == {"zh": "青屿风筝有限公司", "en": "Qingyu Kites Ltd"}
    (role,) = anchor["roles"]
    assert [each["confidence"] for each in role["evidence"]] == [1.0, 0.9]
    assert [each["status"] for each in role["support"]] == ["Interpreted"]


def test_only_clusters_have_anchors(run: Run) -> None:
    ended = run("anchors", "风筝园")
    assert ended.code == 1
    assert "no industry cluster named '风筝园'" in ended.err


def test_on_the_bundled_graph_unknown_is_said_to_be_unknown(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["--lang", "zh", "anchors", "--format", "csv"])
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))[1:]
    assert [(cluster, firm, roles.split("；")[0][:8]) for cluster, firm, roles, *_ in rows] == [
        ("高端装备制造业集群", "成都奥泰集团", "来源未提及"),
        ("高端装备制造业集群", "深圳中世控股", "来源未提及"),
        ("半导体光电产业集群", "中科潞安紫外光电科技有限公司", "第三代半导体紫外"),
        ("半导体光电产业集群", "潞安太阳能", "第三代半导体紫外"),
    ]


def test_sentences_follow_where_a_copy_is_attached(
    article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["anchors", "--article", str(article)])
    last = capsys.readouterr().out.rstrip().splitlines()[-1]
    assert last.startswith("changzhi-2021/p16-s2  ")
    assert "量身打造" in last
