"""Which figures do not add up, and what they imply: rules over observations, for any zone.

A finding shows its arithmetic. ``CONFLICT`` says that figures cannot all be right as stated, beyond the
precision they are stated with; ``REMAINDER`` that listed parts leave something of their total; ``IMPLIED``
is a value that follows from others and is computed, not stated; ``CONFIRMED`` that a figure agrees with what
others imply.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from zonegraph.analysis.figures import Figure

HUNDRED = Decimal(100)
SQUARE_METRES = {"M2": Decimal(1), "Mu": Decimal(2000) / 3}
LAND_UNITS = {"M2": "m2", "Mu": "mu"}
LEVELS = frozenset({"Level", "CumulativeLevel"})


class Verdict(StrEnum):
    """What an audit says of a group of figures."""

    CONFLICT = "conflict"
    REMAINDER = "remainder"
    IMPLIED = "implied"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule finds in some figures.

    Attributes
    ----------
    rule : str
        Name of the rule, as ``"parts-and-total"``.
    verdict : Verdict
        What follows.
    figures : tuple of Figure
        The figures it rests on, the one that is judged first.
    computed : Decimal
        The value that follows from the others, in the unit of the arithmetic.
    arithmetic : str
        The computation with the values put in.
    tolerance : Decimal
        How far apart values may lie by the precision they are stated with.
    """

    rule: str
    verdict: Verdict
    figures: tuple[Figure, ...]
    computed: Decimal
    arithmetic: str
    tolerance: Decimal = Decimal(0)

    @property
    def locators(self) -> tuple[str, ...]:
        """The spans that state the figures, each once."""
        return tuple(dict.fromkeys(each for figure in self.figures for each in figure.locators))


Known = Mapping[str, Figure]
Rule = Callable[[Known], Iterator[Finding]]


def audit(figures: Iterable[Figure]) -> list[Finding]:
    """Return what all rules find, conflicts first.

    Parameters
    ----------
    figures : iterable of Figure
        The observations of one or more zones.

    Examples
    --------
    >>> def count(name: str, value: int, *total: str) -> Figure:
    ...     about = (name, ("zone",), "patents", "2030", Decimal(value), "NUM", "Exact")
    ...     return Figure(*about, "Level", f"{value}项", (), total, ())
    >>> found = audit([count("all", 10), count("a", 4, "all"), count("b", 7, "all")])
    >>> [(each.rule, each.verdict.value, each.arithmetic) for each in found]
    [('parts-and-total', 'conflict', '4 + 7 = 11; stated 10')]
    """
    known = {figure.observation: figure for figure in figures}
    found = [finding for rule in RULES for finding in rule(known)]
    order = list(Verdict)
    return sorted(found, key=lambda each: order.index(each.verdict))


def parts_and_total(known: Known) -> Iterator[Finding]:
    """Compare the sum of parts with their total; one part alone gives a share."""
    parts: dict[str, list[Figure]] = defaultdict(list)
    for figure in known.values():
        for name in figure.total:
            if name in known and known[name].unit == figure.unit:
                parts[name].append(figure)
    for name, listed in parts.items():
        if all(each.is_exact for each in (known[name], *listed)):
            yield _compare(known[name], listed)


def _compare(total: Figure, parts: list[Figure]) -> Finding:
    found = sum((each.value for each in parts), Decimal(0))
    tolerance = sum((each.tolerance for each in (total, *parts)), Decimal(0))
    added = " + ".join(_plain(each.value) for each in parts)
    left = total.value - found
    if left < -tolerance:
        arithmetic = f"{added} = {_plain(found)}; stated {_plain(total.value)}"
        verdict = Verdict.CONFLICT
    elif len(parts) == 1:
        return _share(parts[0], total)
    else:
        arithmetic = f"{_plain(total.value)} - ({added}) = {_plain(left)}"
        verdict = Verdict.REMAINDER if left > tolerance else Verdict.CONFIRMED
    return Finding("parts-and-total", verdict, (total, *parts), found, arithmetic, tolerance)


def _share(part: Figure, total: Figure) -> Finding:
    share = part.value / total.value * HUNDRED
    arithmetic = f"{_plain(part.value)} / {_plain(total.value)} = {_percent(share)}"
    return Finding("share", Verdict.IMPLIED, (part, total), share, arithmetic)


def implied_target(known: Known) -> Iterator[Finding]:
    """Find the annual target that a completion rate implies."""
    for rate, level in _relative(known, "TargetCompletion"):
        target = level.value / (rate.value / HUNDRED)
        arithmetic = f"{_plain(level.value)} / {_plain(rate.value)}% = {_plain(round(target))}"
        yield Finding("implied-target", Verdict.IMPLIED, (rate, level), target, arithmetic)


def implied_base(known: Known) -> Iterator[Finding]:
    """Find the earlier value that a growth rate implies."""
    for rate, level in _relative(known, "YearOnYearChange"):
        base = level.value / (1 + rate.value / HUNDRED)
        arithmetic = f"{_plain(level.value)} / (1 + {_plain(rate.value)}%) = {_plain(round(base))}"
        yield Finding("implied-base", Verdict.IMPLIED, (rate, level), base, arithmetic)


def change_of_rank(known: Known) -> Iterator[Finding]:
    """Compare a stated change with the difference of the ranks of the same entity."""
    for change, rank in _relative(known, "Change"):
        others = [
            each
            for each in known.values()
            if each.kind == "Rank"
            and each is not rank
            and (each.entities, each.indicator) == (rank.entities, rank.indicator)
        ]
        differences = {each.observation: abs(each.value - rank.value) for each in others}
        agreeing = [each for each in others if differences[each.observation] == change.value]
        for other in agreeing[:1] or others[:1]:
            difference = differences[other.observation]
            arithmetic = f"|{_plain(other.value)} - {_plain(rank.value)}| = {_plain(difference)}"
            verdict = Verdict.CONFIRMED if agreeing else Verdict.CONFLICT
            stated = "" if agreeing else f"; stated {_plain(change.value)}"
            figures = (change, rank, other)
            yield Finding("change-of-rank", verdict, figures, difference, arithmetic + stated)


def place_in_field(known: Known) -> Iterator[Finding]:
    """Set a rank against the number of those ranked."""
    for rank, field in _relative(known, "Rank"):
        share = rank.value / field.value * HUNDRED
        arithmetic = f"{_plain(rank.value)} / {_plain(field.value)} = {_percent(share)}"
        verdict = Verdict.CONFLICT if rank.value > field.value else Verdict.IMPLIED
        yield Finding("place-in-field", verdict, (rank, field), share, arithmetic)


def multiple(known: Known) -> Iterator[Finding]:
    """Set a level against an earlier level of the same indicator."""
    for later in known.values():
        for name in later.relative_to:
            earlier = known.get(name)
            if earlier is None or later.kind not in LEVELS or earlier.kind not in LEVELS:
                continue
            if (later.indicator, later.unit) == (earlier.indicator, earlier.unit) and earlier.value:
                times = later.value / earlier.value
                arithmetic = f"{_plain(later.value)} / {_plain(earlier.value)} = {times:.2f}"
                yield Finding("multiple", Verdict.IMPLIED, (later, earlier), times, arithmetic)


def density(known: Known) -> Iterator[Finding]:
    """Set money and floor space against the land of the same entity and period.

    Floor space over land is the plot ratio; money goes by the unit in which the land is stated.
    """
    groups: dict[tuple[object, str], list[Figure]] = defaultdict(list)
    for figure in known.values():
        if figure.kind in LEVELS:
            groups[figure.entities, figure.period].append(figure)
    for group in groups.values():
        areas = sorted((each for each in group if each.unit in SQUARE_METRES), key=_unit_first)
        for land in areas[:1]:
            for other in group:
                if other is not land and land.value:
                    yield from _density(other, land)


def _density(other: Figure, land: Figure) -> Iterator[Finding]:
    if other.unit in SQUARE_METRES:
        floor, ground = (each.value * SQUARE_METRES[each.unit] for each in (other, land))
        arithmetic = f"{_plain(floor)} m2 / {_plain(round(ground))} m2 = {floor / ground:.2f}"
        yield Finding("plot-ratio", Verdict.IMPLIED, (other, land), floor / ground, arithmetic)
    elif other.unit == "CCY_CNY":
        each = other.value / land.value
        unit = LAND_UNITS[land.unit]
        arithmetic = f"{_plain(other.value)} / {_plain(land.value)} {unit} = {_plain(round(each))}"
        yield Finding("investment-density", Verdict.IMPLIED, (other, land), each, arithmetic)


def same_figure_twice(known: Known) -> Iterator[Finding]:
    """Compare figures of one entity, indicator, period and kind; count the spans of one figure."""
    alike: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in known.values():
        alike[figure.entities, figure.indicator, figure.period, figure.kind, figure.unit].append(
            figure
        )
        if len(figure.locators) > 1:
            arithmetic = f"{figure.stated} in {len(figure.locators)} spans"
            yield Finding("repeated", Verdict.CONFIRMED, (figure,), figure.value, arithmetic)
    for group in alike.values():
        first = group[0]
        for other in group[1:]:
            if not first.period or not (first.is_exact and other.is_exact) or _kin(first, other):
                continue
            tolerance = first.tolerance + other.tolerance
            apart = abs(first.value - other.value)
            if apart > tolerance:
                arithmetic = f"{_plain(first.value)} beside {_plain(other.value)}"
                figures = (first, other)
                yield Finding(
                    "conflicting-values", Verdict.CONFLICT, figures, apart, arithmetic, tolerance
                )


RULES: tuple[Rule, ...] = (
    parts_and_total,
    change_of_rank,
    same_figure_twice,
    implied_target,
    implied_base,
    place_in_field,
    multiple,
    density,
)
"""Every rule, in the order in which their findings are listed."""


def _kin(one: Figure, other: Figure) -> bool:
    """Tell whether one is part of the other, or both are parts of one total."""
    return bool({one.observation, *one.total} & {other.observation, *other.total})


def _relative(known: Known, kind: str) -> Iterator[tuple[Figure, Figure]]:
    for figure in known.values():
        if figure.kind == kind:
            yield from ((figure, known[name]) for name in figure.relative_to if name in known)


def _unit_first(figure: Figure) -> tuple[bool, str]:
    """Order areas so that land, which is measured in mu, comes before floors."""
    return (figure.unit != "Mu", figure.observation)


def _plain(value: Decimal | int) -> str:
    return f"{Decimal(value).normalize():f}"


def _percent(value: Decimal) -> str:
    return f"{value:.2f}%"
