"""The page of statistics: charts of figures that compare, what follows from them, and every figure.

A chart is a table with a bar in each row, so that it can be read, heard, sorted and printed alike.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from zonegraph.analysis.audit import Finding
from zonegraph.analysis.figures import Figure
from zonegraph.site.content import Content
from zonegraph.site.rendering import Page
from zonegraph.site.words import WORDS

HUNDRED = Decimal(100)
MOST = 2_000
"""Figures that one page lists."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a chart: where its bar begins and how long it is, in percent of the chart's width."""

    figure: Figure
    start: float
    length: float


@dataclass(frozen=True, slots=True)
class Completion:
    """How much of an annual target is reached, and the target that follows."""

    rate: Figure
    level: Figure | None
    finding: Finding | None


@dataclass(frozen=True, slots=True)
class Whole:
    """A total with its parts and, where they leave something, the remainder that the audit found."""

    total: Figure
    parts: list[Bar]
    finding: Finding | None

    @property
    def rest(self) -> Bar | None:
        """What the parts leave."""
        start = sum(part.length for part in self.parts)
        return Bar(self.total, start, 100 - start) if start < 99.995 else None


def statistics(content: Content, language: str) -> Page:
    """Return the page of statistics."""
    figures = content.figures
    return Page(
        "statistics.html.j2",
        WORDS["statistics"].in_language(language),
        {
            "completions": completions(figures, content.findings),
            "changes": changes(figures),
            "wholes": wholes(figures, content.findings),
            "charts": comparable(figures),
            "findings": content.findings[:MOST],
            "figures": figures[:MOST],
            "every": len(figures),
            "issues": content.graph.query("data-issues").records() if content.is_small else [],
        },
    )


def completions(figures: list[Figure], findings: list[Finding]) -> list[Completion]:
    """Return the shares of annual targets, the furthest first."""
    levels = {each.observation: each for each in figures}
    implied = {
        each.figures[0].observation: each for each in findings if each.rule == "implied-target"
    }
    found = [
        Completion(
            each,
            next((levels[name] for name in each.relative_to if name in levels), None),
            implied.get(each.observation),
        )
        for each in figures
        if each.kind == "TargetCompletion"
    ]
    return sorted(found, key=lambda each: -each.rate.value)[:MOST]


def changes(figures: list[Figure]) -> list[Bar]:
    """Return the changes on a year earlier, on one axis with its zero, the largest first."""
    rates = [each for each in figures if each.kind == "YearOnYearChange" and each.unit == "PERCENT"]
    lowest = min((each.value for each in rates), default=Decimal(0))
    highest = max((each.value for each in rates), default=Decimal(0))
    low, high = min(lowest, Decimal(0)), max(highest, Decimal(0))
    width = (high - low) or Decimal(1)
    return [
        Bar(
            each,
            float((min(each.value, Decimal(0)) - low) / width * HUNDRED),
            float(abs(each.value) / width * HUNDRED),
        )
        for each in sorted(rates, key=lambda each: -each.value)[:MOST]
    ]


def wholes(figures: list[Figure], findings: list[Finding]) -> list[Whole]:
    """Return the totals of which parts are known."""
    known = {each.observation: each for each in figures}
    parts: dict[str, list[Figure]] = defaultdict(list)
    for each in figures:
        for name in each.total:
            if name in known and known[name].unit == each.unit and known[name].value:
                parts[name].append(each)
    left = {
        each.figures[0].observation: each for each in findings if each.rule == "parts-and-total"
    }
    return [
        Whole(known[name], _stacked(known[name], own), left.get(name))
        for name, own in parts.items()
        if sum(each.value for each in own) <= known[name].value
    ][:MOST]


def _stacked(total: Figure, parts: list[Figure]) -> list[Bar]:
    start, bars = 0.0, []
    for part in sorted(parts, key=lambda each: -each.value):
        length = float(part.value / total.value * HUNDRED)
        bars.append(Bar(part, start, length))
        start += length
    return bars


def comparable(figures: list[Figure]) -> list[tuple[str, list[Bar]]]:
    """Return levels of one indicator in one unit, of several things or times, the largest first."""
    groups: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for each in figures:
        if each.kind in ("Level", "CumulativeLevel") and each.value > 0:
            groups[each.indicator, each.unit].append(each)
    return [
        (
            indicator,
            [
                Bar(each, 0.0, float(each.value / max(one.value for one in own) * HUNDRED))
                for each in sorted(own, key=lambda each: -each.value)[:20]
            ],
        )
        for (indicator, _), own in groups.items()
        if len({(each.entities, each.period) for each in own}) > 1
    ]
