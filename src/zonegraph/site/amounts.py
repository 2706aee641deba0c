"""How a reader writes values: figures with their units, as Chinese or English has them."""

from __future__ import annotations

from decimal import Decimal

from zonegraph.site.words import UNITS

LARGE = {
    "zh": ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万")),
    "en": ((Decimal(10) ** 9, " billion "), (Decimal(10) ** 6, " million ")),
}
"""Words for large numbers, the largest first."""


def amount(value: Decimal, unit: str, language: str) -> str:
    """Return a value with its unit, in large units to six figures.

    Examples
    --------
    >>> amount(Decimal(23832000000), "CCY_CNY", "zh"), amount(Decimal(23832000000), "CCY_CNY", "en")
    ('238.32亿元', '23.832 billion yuan')
    >>> amount(Decimal("61.07"), "PERCENT", "en"), amount(Decimal(1200), "NUM", "en")
    ('61.07%', '1,200')
    """
    word = UNITS[unit].in_language(language) if unit in UNITS else ""
    if unit == "CCY_CNY":
        for size, name in LARGE[language]:
            if abs(value) >= size:
                return f"{_figures(value / size)}{name}{word}"
    space = " " if language == "en" and word not in ("", "%") else ""
    return f"{_plain(value)}{space}{word}"


def _figures(value: Decimal) -> str:
    return f"{Decimal(f'{value:.6g}').normalize():,f}"


def _plain(value: Decimal) -> str:
    short = round(value, 2).normalize()
    return f"{short:,f}"
