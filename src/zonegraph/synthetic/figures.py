"""Figures of a made-up zone: consistent, but for the errors that are planted."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from zonegraph.synthetic.behaviour import Stage
from zonegraph.synthetic.telling import Fact

ERRORS = ("parts-and-total", "change-of-rank", "conflicting-values")
"""Rules that a zone's figures can be made to break."""

PARTS = ("invention-patents", "utility-model-patents", "design-patents", "software-copyrights")


def tell_figures(stage: Stage, errors: frozenset[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Tell a zone's figures with some errors, and return each error with the figures it lies in.

    Parameters
    ----------
    stage : Stage
        Where they are told.
    errors : frozenset of str
        Some of `ERRORS`.
    """
    years = {year: _period(stage, year) for year in (2023, 2024)}
    planted = [
        _patents(stage, years[2024], wrong="parts-and-total" in errors),
        _rank(stage, years, wrong="change-of-rank" in errors),
        _output(stage, years[2024], wrong="conflicting-values" in errors),
    ]
    _target(stage, years[2024])
    return [
        (rule, figures) for rule, figures in zip(ERRORS, planted, strict=True) if rule in errors
    ]


def _patents(stage: Stage, period: str, *, wrong: bool) -> tuple[str, ...]:
    parts = [stage.random.randint(20, 400) for _ in PARTS]
    total = sum(parts) - stage.random.randint(5, 15) if wrong else sum(parts)
    whole = _observe(stage, "patents-in-force", total, "项", period)
    told = [
        _observe(stage, indicator, part, "项", period, (("componentOf", whole),))
        for indicator, part in zip(PARTS, parts, strict=True)
    ]
    return (whole, *told)


def _rank(stage: Stage, years: dict[int, str], *, wrong: bool) -> tuple[str, ...]:
    before = stage.random.randint(80, 160)
    change = stage.random.randint(2, 40)
    earlier = _observe(stage, "comprehensive-rank", before, "位", years[2023], kind="Rank")
    now = _observe(stage, "comprehensive-rank", before - change, "位", years[2024], kind="Rank")
    told = change + stage.random.randint(1, 5) if wrong else change
    relation = (("relativeTo", now),)
    moved = _observe(stage, "comprehensive-rank", told, "位", years[2024], relation, kind="Change")
    return (moved, now, earlier)


def _output(stage: Stage, period: str, *, wrong: bool) -> tuple[str, ...]:
    hundredths = stage.random.randint(5_000, 90_000)
    first = _money(stage, "industrial-output", hundredths, period)
    again = hundredths + stage.random.randint(50, 500) if wrong else hundredths
    second = _money(stage, "industrial-output", again, period) if wrong else first
    return (first, second)


def _target(stage: Stage, period: str) -> None:
    level = _money(stage, "four-above-revenue", stage.random.randint(5_000, 90_000), period)
    for kind in ("TargetCompletion", "YearOnYearChange"):
        hundredths = stage.random.randint(500, 9_900)
        value = Decimal(hundredths) / 100
        _observe(
            stage,
            "four-above-revenue",
            value,
            "%",
            period,
            (("relativeTo", level),),
            kind=kind,
            unit="PERCENT",
        )


def _money(stage: Stage, indicator: str, hundredths: int, period: str) -> str:
    stated = f"{Decimal(hundredths) / 100}亿元"
    value = Decimal(hundredths) * 1_000_000
    return _observe(stage, indicator, value, "", period, unit="CCY_CNY", stated=stated)


def _observe(
    stage: Stage,
    indicator: str,
    value: int | Decimal,
    word: str,
    period: str,
    relations: tuple[tuple[str, str], ...] = (),
    *,
    kind: str = "Level",
    unit: str = "NUM",
    stated: str = "",
) -> str:
    observation = stage.make("Observation", "数据", "figure")
    facts: list[Fact] = [
        (observation, "observedEntity", stage.zone),
        (observation, "indicator", f"indicator-{indicator}"),
        (observation, "value", Decimal(value)),
        (observation, "unit", f"unit:{unit}"),
        (observation, "valueAsStated", f"text:{stated or f'{value}{word}'}"),
        (observation, "bound", "zg:Exact"),
        (observation, "measureKind", f"zg:{kind}"),
        (observation, "period", period),
        *((observation, relation, target) for relation, target in relations),
    ]
    stage.telling.say(*facts, source=stage.source())
    return observation


def _period(stage: Stage, year: int) -> str:
    slug = f"{stage.place.slug}-period-{year}"
    stage.telling.register(slug, "Period", f"{year}年", f"{year} ({stage.place.en})")
    dates: list[Fact] = [
        (slug, "startDate", f"date:{year}-01-01"),
        (slug, "endDate", f"date:{year}-12-31"),
    ]
    stage.telling.say(*dates, source=stage.source())
    return slug


def choose_errors(random: Random) -> frozenset[str]:
    """Choose which errors a zone is to have: each in two zones of five."""
    return frozenset(error for error in ERRORS if random.random() < 0.4)
