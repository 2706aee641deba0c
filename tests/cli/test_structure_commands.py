"""`zonegraph whatif`, `stats` and `compare`, on the bundled graph in both languages."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from zonegraph.cli.main import main

from .conftest import Run

Rows = Callable[..., list[list[str]]]


@pytest.fixture
def rows(capsys: pytest.CaptureFixture[str]) -> Rows:
    def run(*arguments: str) -> list[list[str]]:
        with pytest.raises(SystemExit) as ended:
            main([*arguments, "--format", "csv"])
        assert not ended.value.code
        return list(csv.reader(io.StringIO(capsys.readouterr().out)))

    return run


@pytest.mark.parametrize(
    ("language", "stage"),
    [
        (
            "en",
            ["stage that nobody else covers", "chip manufacture", "1", "0", "changzhi-2021/p15-s1"],
        ),
        ("zh", ["无人再覆盖的环节", "芯片制造", "1", "0", "changzhi-2021/p15-s1"]),
    ],
)
def test_what_is_lost_without_an_enterprise(rows: Rows, language: str, stage: list[str]) -> None:
    assert stage in rows("--lang", language, "whatif", "--without", "中科潞安")


def test_who_would_be_missed_most(rows: Rows) -> None:
    # Zhongke Lu'an: three entities tied to it alone, and three stages: six.
    ranked = {row[1]: row for row in rows("--lang", "zh", "whatif", "-n", "5")[1:]}
    assert len(ranked) == 5
    assert ranked["中科潞安紫外光电科技有限公司"][2:4] == ["6", "3"]
    assert ranked["中科潞安紫外光电科技有限公司"][6] == "是"


def test_single_ties_have_their_evidence(rows: Rows) -> None:
    assert ["大健康产业研究院", "渠志灿博士团队", "changzhi-2021/p10-s2"] in rows(
        "--lang", "zh", "whatif", "--bridges"
    )


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", {"industrial park": "5", "person": "5"}), ("zh", {"产业园区": "5", "人物": "5"})],
)
def test_the_network_in_figures(rows: Rows, language: str, expected: dict[str, str]) -> None:
    # Counted by hand in the article: five parks and bases, five persons.
    found = dict(rows("--lang", language, "stats"))
    assert expected.items() <= found.items()
    assert not any("zg:" in name for name in found)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_communities_and_core_say_how_well_they_fit(
    capsys: pytest.CaptureFixture[str], language: str
) -> None:
    for view, words in (
        ("--communities", ("Rand", "兰德")),
        ("--core", ("correlation", "相关系数")),
    ):
        with pytest.raises(SystemExit):
            main(["--lang", language, "stats", view])
        assert words[language == "zh"] in capsys.readouterr().out


def test_a_relation_that_is_not_there_lists_those_that_are(run: Run) -> None:
    done = run("stats", "--shared", "marriedTo")
    assert done.code == 1
    assert (
        "no relation in this network named 'marriedTo'; nearest names: anchors, builtFor"
        in done.err
    )


def test_two_moments_side_by_side(rows: Rows) -> None:
    # The report tells the state of 15 August: the day before, nothing was told.
    found = rows("--lang", "en", "compare", "--as-of", "2021-08-14", "--as-of", "2021-08-15")
    assert found[0] == ["section", "what", "2021-08-14", "2021-08-15"]
    assert ["entities", "industrial park", "", "5"] in found
    anchors = [row for row in found if row[0] == "stated anchors"]
    assert [(row[1], row[2]) for row in anchors] == [("Semiconductor optoelectronics cluster", "")]
    assert "Lu'an Solar" in anchors[0][3]


def test_two_moments_in_chinese(rows: Rows) -> None:
    found = rows("--lang", "zh", "compare", "--as-of", "2021-08-14", "--as-of", "2021-08-15")
    assert ["实体", "产业园区", "", "5"] in found
    assert [
        "所述锚定企业",
        "半导体光电产业集群",
        "",
        "潞安太阳能; 中科潞安紫外光电科技有限公司",
    ] in found


def test_zones_of_any_number_of_folders(run: Run, tmp_path: Path) -> None:
    made = str(tmp_path / "made")
    assert run("generate", "--zones", "2", "--enterprises", "20", "-o", made).code == 0
    assert run("build", "--data", made, str(tmp_path / "store")).code == 0
    done = run("--lang", "en", "--store", str(tmp_path / "store"), "compare", "--format", "csv")
    assert done.code == 0
    head, *lines = list(csv.reader(io.StringIO(done.out)))
    assert len(head) == 4
    assert ["entities", "enterprise", "20", "20"] in lines
    assert [line[0] for line in lines].count("clusters that have the element") == 10


def test_one_moment_alone_cannot_be_compared(run: Run) -> None:
    done = run("compare", "--as-of", "2021-08-14")
    assert done.code == 2
    assert "two --as-of dates or more" in done.err
