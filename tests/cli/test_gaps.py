"""`zonegraph gaps`, on the bundled graph."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zonegraph.cli.main import main


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert not ended.value.code
    return capsys.readouterr().out


def test_the_semiconductor_cluster_by_hand(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("gaps", "cluster-semiconductor-optoelectronics", "--format", "json")
    cells = json.loads(found(capsys, "--lang", "zh", *arguments))
    realised = {cell["element"]: cell["realised"] for cell in cells}
    assert realised == {
        "一个主导产业": "已落实",
        "一本专项规划": "仅为目标",
        "一套扶持政策": "已落实",
        "一支领军团队": "仅为目标",
        "一支产业基金": "仅园区层面",
        "一个研发平台": "已落实",
        "一个品牌论坛": "仅为目标",
        "一家龙头企业": "已落实",
        "一个专业园区": "已落实",
        "一个产业集群": "已落实",
    }
    leaders = [cell["by"] for cell in cells if cell["element"] == "一家龙头企业"]
    assert leaders == ["潞安太阳能", "中科潞安紫外光电科技有限公司"]
    assert all(cell["evidence"] for cell in cells if cell["by"])


def test_pillars_of_another_framework(capsys: pytest.CaptureFixture[str]) -> None:
    out = found(capsys, "--lang", "en", "gaps", "--framework", "“113”体系")
    assert "industry cultivation" in out
    assert "talent service system: “attract, train, serve” talent system" in out


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("en", "element without an instrument,Changzhi High-tech Zone,industry cultivation,"),
        ("zh", "要素无政策工具落实,长治高新技术产业开发区,产业培育,"),
    ],
)
def test_lacks_in_both_languages(
    capsys: pytest.CaptureFixture[str], language: str, first: str
) -> None:
    lines = found(capsys, "--lang", language, "gaps", "--lacks", "--format", "csv").splitlines()
    assert lines[1] == first
    assert len(lines) == 1 + 3 + 5 + 6  # three elements, five parks, two clusters by three


def test_a_heat_map_is_written_and_only_as_what_it_can_be(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    found(capsys, "--lang", "zh", "gaps", "--heat-map", str(tmp_path / "gaps.svg"))
    assert "半导体光电产业集群 / 一支产业基金：仅园区层面" in (tmp_path / "gaps.svg").read_text(
        "utf-8"
    )
    with pytest.raises(SystemExit) as ended:
        main(["gaps", "--heat-map", str(tmp_path / "gaps.bmp")])
    assert ended.value.code == 1
    assert "use .svg or .png" in capsys.readouterr().err
