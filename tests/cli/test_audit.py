"""`zonegraph audit`, on the bundled graph."""

from __future__ import annotations

import json

import pytest

from zonegraph.cli.audit import WORDS
from zonegraph.cli.main import main


def audited(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[object, str]:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return ended.value.code, capsys.readouterr().out


def test_the_patents_leave_a_remainder_and_nothing_else_is_in_doubt(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out = audited(capsys, "audit", "--doubts", "--format", "json")
    (found,) = json.loads(out)
    assert code == 1
    # 510 - (2 + 198 + 2 + 297) = 510 - 499 = 11, by hand.
    assert found["verdict"] == "remainder"
    assert found["arithmetic"].endswith("= 11")
    assert set(found["evidence"]) == {"changzhi-2021/p2-s1", "changzhi-2021/p9-s2"}


@pytest.mark.parametrize(
    "arithmetic",
    [
        "23832000000 / 62.72% = 37997448980",  # 238.32 / 0.6272 = 379.97
        "13.78",
        "|141 - 121| = 20",
        "5000000000 / 938000000 = 5.33",
        "200000 m2 / 113333 m2 = 1.76",  # 170 mu are 113,333 square metres
    ],
)
def test_what_the_figures_imply(capsys: pytest.CaptureFixture[str], arithmetic: str) -> None:
    _, out = audited(capsys, "audit", "--format", "csv")
    assert arithmetic.replace("13.78", "1378000000 / (1 + 12.8%) = 1221631206") in out


def test_it_speaks_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    _, out = audited(capsys, "--lang", "zh", "audit")
    assert "有差额" in out
    assert not [word for word in WORDS if f" {word} " in out]
