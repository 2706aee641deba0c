"""How listings word the evidence of a fact."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from zonegraph.model import reading_order

STATUS = {
    "zh": {"Stated": "陈述", "Interpreted": "解读", "Inferred": "推导"},
    "en": {"Stated": "stated", "Interpreted": "interpreted", "Inferred": "inferred"},
}
"""What a reader calls each status."""


def quotations(locators: Collection[str], sentences: Mapping[str, str]) -> str:
    """Return the sentences of some locators, a line each, in reading order.

    Examples
    --------
    >>> print(quotations({"s/p10-s1", "s/p2-s1"}, {"s/p2-s1": "甲。", "s/p10-s1": "乙。"}))
    s/p2-s1  甲。
    s/p10-s1  乙。
    """
    quoted = sorted(set(locators) & sentences.keys(), key=reading_order)
    return "\n".join(f"{locator}  {sentences[locator]}" for locator in quoted)
