"""Figures as an audit sees them: a value, how exactly it was stated, and what it relates to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from zonegraph.vocab import local_name

_STATED_NUMBER = re.compile(r"[0-9]+(?:\.([0-9]+))?")


@dataclass(frozen=True, slots=True)
class Figure:
    """One observation.

    Attributes
    ----------
    observation : str
        IRI.
    entities : tuple of str
        IRIs of what it is about.
    indicator, period : str
        IRIs; an empty period is unknown.
    value : Decimal
        In base units.
    unit, bound, kind : str
        Local names, as ``"CCY_CNY"``, ``"Exact"``, ``"Level"``.
    stated : str
        The figure as its source writes it.
    relative_to, total : tuple of str
        IRIs of the observations that it is relative to, and of the totals that it is part of.
    locators : tuple of str
        IRIs of the spans that state it.
    """

    observation: str
    entities: tuple[str, ...]
    indicator: str
    period: str
    value: Decimal
    unit: str
    bound: str
    kind: str
    stated: str
    relative_to: tuple[str, ...]
    total: tuple[str, ...]
    locators: tuple[str, ...]

    @property
    def is_exact(self) -> bool:
        """Whether the source gives it without qualification."""
        return self.bound == "Exact"

    @property
    def tolerance(self) -> Decimal:
        """Half a unit of the last digit stated, in base units; nothing for a plain count.

        Examples
        --------
        >>> figure = Figure(*("o", ("e",), "i", "p", Decimal(23832000000), "CCY_CNY", "Exact"),
        ...     *("Level", "238.32亿元", (), (), ()))
        >>> figure.tolerance
        Decimal('500000')
        """
        found = _STATED_NUMBER.search(self.stated)
        number = Decimal(found[0]) if found else Decimal(0)
        if not found or not number or (self.unit == "NUM" and number == self.value):
            return Decimal(0)
        last_digit = Decimal(1).scaleb(-len(found[1] or ""))
        return (last_digit / 2 * self.value / number).normalize() + 0


def read_figures(rows: Iterable[Mapping[str, object]]) -> list[Figure]:
    """Gather the rows of the question ``figures`` into one figure per observation, in their order."""
    gathered: dict[str, dict[str, list[object]]] = {}
    for row in rows:
        known = gathered.setdefault(str(row["observation"]), {})
        for name, value in row.items():
            values = known.setdefault(name, [])
            if value is not None and value not in values:
                values.append(value)
    return [_figure(known) for known in gathered.values()]


def _figure(known: Mapping[str, list[object]]) -> Figure:
    def several(name: str) -> tuple[str, ...]:
        return tuple(sorted(map(str, known[name])))

    def one(name: str) -> str:
        return next(iter(several(name)), "")

    return Figure(
        observation=one("observation"),
        entities=several("entity"),
        indicator=one("indicator"),
        period=one("period"),
        value=Decimal(one("value")),
        unit=local_name(one("unit")),
        bound=local_name(one("bound")),
        kind=local_name(one("kind")),
        stated=one("stated"),
        relative_to=several("relative"),
        total=several("total"),
        locators=several("span"),
    )
