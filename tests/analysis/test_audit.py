"""The audit, on figures whose arithmetic one can do in one's head."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from zonegraph.analysis.audit import RULES, Finding, Verdict, audit
from zonegraph.analysis.figures import Figure, read_figures


def figure(
    name: str,
    value: str,
    stated: str,
    kind: str = "Level",
    unit: str = "NUM",
    relative_to: tuple[str, ...] = (),
    total: tuple[str, ...] = (),
    indicator: str = "output",
) -> Figure:
    about = (name, ("zone",), indicator, "2030", Decimal(value), unit, "Exact", kind, stated)
    return Figure(*about, relative_to, total, (f"span-of-{name}",))


def of_rule(rule: str, *figures: Figure) -> list[Finding]:
    return [each for each in audit(figures) if each.rule == rule]


TOTAL = figure("all", "10", "10项", indicator="all")


def parts(*values: str) -> list[Figure]:
    return [
        figure(f"part{number}", value, f"{value}项", total=("all",), indicator=f"part{number}")
        for number, value in enumerate(values)
    ]


@pytest.mark.parametrize(
    ("values", "verdict", "arithmetic"),
    [
        (("4", "7"), Verdict.CONFLICT, "4 + 7 = 11; stated 10"),
        (("4", "5"), Verdict.REMAINDER, "10 - (4 + 5) = 1"),
        (("4", "6"), Verdict.CONFIRMED, "10 - (4 + 6) = 0"),
        (("11",), Verdict.CONFLICT, "11 = 11; stated 10"),
    ],
)
def test_parts_and_total(values: tuple[str, ...], verdict: Verdict, arithmetic: str) -> None:
    (found,) = of_rule("parts-and-total", TOTAL, *parts(*values))
    assert (found.verdict, found.arithmetic) == (verdict, arithmetic)


def test_one_part_is_a_share() -> None:
    (found,) = of_rule("share", TOTAL, *parts("4"))
    assert (found.computed, found.arithmetic) == (Decimal(40), "4 / 10 = 40.00%")


def test_what_is_only_about_right_cannot_conflict() -> None:
    loose = [replace(each, bound="Approximate") for each in parts("4", "7")]
    assert of_rule("parts-and-total", TOTAL, *loose) == []


def test_precision_as_stated_is_the_tolerance() -> None:
    # 1.2 + 1.3 is stated to tenths of a hundred million, so a total of 2.6 is no conflict:
    # each value may be off by 0.05 hundred million.
    money = {"unit": "CCY_CNY"}
    whole = figure("all", "240000000", "2.4亿元", **money, indicator="all")  # type: ignore[arg-type]
    halves = [
        replace(figure(f"p{n}", v, s, **money, indicator=f"p{n}"), total=("all",))  # type: ignore[arg-type]
        for n, (v, s) in enumerate((("120000000", "1.2亿元"), ("130000000", "1.3亿元")))
    ]
    (found,) = of_rule("parts-and-total", whole, *halves)
    assert (found.verdict, found.tolerance) == (Verdict.CONFIRMED, Decimal(15000000))


@pytest.mark.parametrize(
    ("value", "unit", "stated", "tolerance"),
    [
        ("510", "NUM", "510项", "0"),
        ("20000", "NUM", "2万件", "5000"),
        ("23832000000", "CCY_CNY", "238.32亿元", "500000"),
        ("62.72", "PERCENT", "62.72%", "0.005"),
        ("100", "PERCENT", "全部", "0"),
    ],
)
def test_tolerance(value: str, unit: str, stated: str, tolerance: str) -> None:
    assert figure("f", value, stated, unit=unit).tolerance == Decimal(tolerance)


def test_implied_target_and_base() -> None:
    level = figure("level", "60", "60元", "CumulativeLevel", "CCY_CNY")
    done = figure("done", "75", "75%", "TargetCompletion", "PERCENT", ("level",))
    grown = figure("grown", "20", "20%", "YearOnYearChange", "PERCENT", ("level",))
    (target,) = of_rule("implied-target", level, done, grown)
    (base,) = of_rule("implied-base", level, done, grown)
    assert (target.computed, base.computed) == (Decimal(80), Decimal(50))
    assert target.locators == ("span-of-done", "span-of-level")


@pytest.mark.parametrize(
    ("change", "verdict"), [("20", Verdict.CONFIRMED), ("21", Verdict.CONFLICT)]
)
def test_change_of_rank(change: str, verdict: Verdict) -> None:
    now, before = figure("now", "121", "第121名", "Rank"), figure("then", "141", "第141名", "Rank")
    stated = figure("change", change, f"{change}位", "Change", relative_to=("now",))
    (found,) = of_rule("change-of-rank", now, before, stated)
    assert (found.verdict, found.computed) == (verdict, Decimal(20))


@pytest.mark.parametrize(("rank", "verdict"), [("3", Verdict.IMPLIED), ("5", Verdict.CONFLICT)])
def test_a_rank_beyond_the_field_is_a_conflict(rank: str, verdict: Verdict) -> None:
    field = figure("field", "4", "4个", indicator="field")
    place = figure("place", rank, f"第{rank}名", "Rank", relative_to=("field",))
    (found,) = of_rule("place-in-field", field, place)
    assert found.verdict == verdict


def test_a_level_is_a_multiple_of_an_earlier_one() -> None:
    earlier = replace(figure("earlier", "2", "2亿元", unit="CCY_CNY"), period="2029")
    later = figure("later", "5", "5亿元", unit="CCY_CNY", relative_to=("earlier",))
    (found,) = of_rule("multiple", earlier, later)
    assert found.computed == Decimal("2.5")


def test_floors_are_set_against_land_in_square_metres_and_money_by_its_unit() -> None:
    # Three mu are two thousand square metres: four thousand of floors are twice that; 6000 yuan are 2000 a mu.
    land = figure("land", "3", "3亩", unit="Mu", indicator="land")
    floor = figure("floor", "4000", "4000平方米", unit="M2", indicator="floor")
    money = figure("money", "6000", "6000元", unit="CCY_CNY", indicator="money")
    (ratio,) = of_rule("plot-ratio", land, floor, money)
    (invested,) = of_rule("investment-density", land, floor, money)
    assert (round(float(ratio.computed), 9), ratio.arithmetic) == (2, "4000 m2 / 2000 m2 = 2.00")
    assert (float(invested.computed), invested.arithmetic) == (2000, "6000 / 3 mu = 2000")


def test_two_values_of_one_indicator_conflict_beyond_their_precision() -> None:
    first = figure("a", "100", "100元", unit="CCY_CNY")
    near, far = (figure("b", value, f"{value}元", unit="CCY_CNY") for value in ("101", "102"))
    assert of_rule("conflicting-values", first, near) == []
    (found,) = of_rule("conflicting-values", first, far)
    assert found.verdict == Verdict.CONFLICT


def test_a_breakdown_of_one_indicator_is_no_conflict() -> None:
    whole = figure("all", "10", "10项")
    broken_down = [replace(each, indicator="output") for each in parts("4", "6")]
    assert of_rule("conflicting-values", whole, *broken_down) == []


def test_conflicts_come_first_and_order_of_figures_changes_no_finding() -> None:
    figures = [TOTAL, *parts("4", "7"), figure("x", "3", "3个", indicator="x")]
    found = audit(figures)
    assert found[0].verdict == Verdict.CONFLICT
    assert {each.computed for each in audit(reversed(figures))} == {each.computed for each in found}


def test_every_rule_says_in_a_line_what_it_does() -> None:
    assert all(rule.__doc__ for rule in RULES)


def test_rows_of_one_observation_are_gathered() -> None:
    row = {
        "observation": "o",
        "entity": "e1",
        "indicator": "i",
        "period": None,
        "value": Decimal(5),
        "unit": "https://e.org/NUM",
        "bound": "https://e.org/#Exact",
        "kind": "https://e.org/#Level",
        "stated": "5个",
        "relative": None,
        "total": None,
        "span": "s1",
    }
    (gathered,) = read_figures([row, {**row, "entity": "e2"}, {**row, "span": "s2"}])
    assert (gathered.entities, gathered.locators) == (("e1", "e2"), ("s1", "s2"))
    assert (gathered.unit, gathered.bound, gathered.period) == ("NUM", "Exact", "")
