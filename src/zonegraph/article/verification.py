"""Comparing the graph with a copy of the text: every digest, figure and name, and every figure back."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from zonegraph.article.segmenting import Article, Passage

_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
# Numbers that are no figures: dates, and numbers that are part of a name, as 5G or “113”.
_FIGURE = re.compile(rf"(?<![0-9.A-Za-z“‘\"]){_NUMBER}(?![0-9.]|[A-Za-z年月日”’\"])")


class Difference(StrEnum):
    """How the graph and the text differ."""

    NO_SUCH_PASSAGE = "no such passage"
    DIGEST_DIFFERS = "text differs"
    NOT_IN_PASSAGE = "not in the passage"
    NOT_IN_GRAPH = "not in the graph"


@dataclass(frozen=True, slots=True)
class SpanRecord:
    """A span as the graph has it: its locator within the source, and its digest."""

    locator: str
    digest: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """A figure or name that the graph says a span holds.

    Attributes
    ----------
    entity : str
        IRI of the observation or of the entity named.
    text : str
        The figure or name as stated.
    locator : str
        The span within the source, as ``p16-s2``.
    is_figure : bool
        Whether it is a figure.
    """

    entity: str
    text: str
    locator: str
    is_figure: bool


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One difference between the graph and the text."""

    locator: str
    difference: Difference
    what: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a verification compared, and what differs.

    Attributes
    ----------
    findings : tuple of Finding
        In reading order of the graph's spans, then the text's figures.
    spans, figures, names : int
        How many of the graph's were compared.
    text_figures : int
        Figures found in the text.
    """

    findings: tuple[Finding, ...]
    spans: int
    figures: int
    names: int
    text_figures: int


def verify(
    article: Article, spans: Iterable[SpanRecord], quotations: Iterable[Quotation]
) -> Report:
    """Compare a text with the spans, figures and names that the graph takes from it.

    Parameters
    ----------
    article : Article
        The text in passages.
    spans : iterable of SpanRecord
        Every span of the source.
    quotations : iterable of Quotation
        Every figure and name that the graph places in one of its spans.

    Examples
    --------
    >>> from zonegraph.article.segmenting import segment
    >>> article = segment("一期投资3亿元，占地9亩。")
    >>> stated = Quotation("id:obs", "3亿元", "p1-s1", is_figure=True)
    >>> [(each.what, each.difference.value) for each in verify(article, [], [stated]).findings]
    [('9', 'not in the graph')]
    """
    passages = {passage.locator: passage for passage in article.passages}
    spans, quotations = list(spans), list(quotations)
    figures = [each for each in quotations if each.is_figure]
    in_text = [(each.locator, number) for each in article.narrowest() for number in _figures(each)]
    findings = (
        *_check_spans(passages, spans),
        *_check_quotations(passages, quotations),
        *_check_figures(in_text, figures),
    )
    return Report(findings, len(spans), len(figures), len(quotations) - len(figures), len(in_text))


def _check_spans(passages: Mapping[str, Passage], spans: Iterable[SpanRecord]) -> Iterator[Finding]:
    for span in spans:
        passage = passages.get(span.locator)
        if passage is None:
            yield Finding(span.locator, Difference.NO_SUCH_PASSAGE, span.locator)
        elif passage.digest != span.digest:
            yield Finding(span.locator, Difference.DIGEST_DIFFERS, span.digest)


def _check_quotations(
    passages: Mapping[str, Passage], quotations: Iterable[Quotation]
) -> Iterator[Finding]:
    for quotation in quotations:
        passage = passages.get(quotation.locator)
        if passage is not None and quotation.text not in passage.text:
            yield Finding(quotation.locator, Difference.NOT_IN_PASSAGE, quotation.text)


def _check_figures(
    in_text: Iterable[tuple[str, str]], figures: Iterable[Quotation]
) -> Iterator[Finding]:
    """Find the figures of the text that no observation of their passage states."""
    stated: dict[str, Counter[str]] = defaultdict(Counter)
    for figure in figures:
        stated[figure.locator].update(re.findall(_NUMBER, figure.text))
    for locator, number in in_text:
        if stated[locator][number]:
            stated[locator][number] -= 1
        else:
            yield Finding(locator, Difference.NOT_IN_GRAPH, number)


def _figures(passage: Passage) -> list[str]:
    return _FIGURE.findall(passage.text)
