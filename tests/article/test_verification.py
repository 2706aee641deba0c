"""Comparing a made-up text with made-up claims about it."""

from __future__ import annotations

import pytest

from zonegraph.article import Quotation, SpanRecord, segment, verify

ARTICLE = segment("标题\n2030年，5G园投资3亿元，占地9亩；引进“113”企业2家、2家投产。")
DIGESTS = {passage.locator: passage.digest for passage in ARTICLE.passages}


def figure(text: str, locator: str) -> Quotation:
    return Quotation("id:obs", text, locator, is_figure=True)


COMPLETE = [
    figure("3亿元", "p2-s1-c1"),
    figure("9亩", "p2-s1-c1"),
    figure("2家", "p2-s1-c2"),
    figure("2家", "p2-s1-c2"),
]


def differences(spans: list[SpanRecord], quotations: list[Quotation]) -> list[tuple[str, str, str]]:
    found = verify(ARTICLE, spans, quotations).findings
    return [(each.locator, each.difference.value, each.what) for each in found]


def test_a_faithful_graph_has_no_findings_and_all_is_counted() -> None:
    spans = [SpanRecord(locator, digest) for locator, digest in DIGESTS.items()]
    names = [Quotation("id:park", "5G园", "p2-s1-c1", is_figure=False)]
    report = verify(ARTICLE, spans, [*COMPLETE, *names])
    assert report.findings == ()
    assert (report.spans, report.figures, report.names, report.text_figures) == (6, 4, 1, 4)


@pytest.mark.parametrize(
    ("span", "difference"),
    [
        (SpanRecord("p9-s1", "00"), "no such passage"),
        (SpanRecord("p1-s1", "00"), "text differs"),
    ],
)
def test_spans_are_compared_by_digest(span: SpanRecord, difference: str) -> None:
    assert [found[1] for found in differences([span], COMPLETE)] == [difference]


def test_a_figure_or_name_must_stand_in_its_own_passage() -> None:
    wrong = figure("9亩", "p2-s1-c2")
    assert ("p2-s1-c2", "not in the passage", "9亩") in differences([], [*COMPLETE, wrong])


@pytest.mark.parametrize(("left_out", "number"), [(0, "3"), (1, "9"), (3, "2")])
def test_a_figure_of_the_text_that_the_graph_lacks_is_found(left_out: int, number: str) -> None:
    stated = [each for index, each in enumerate(COMPLETE) if index != left_out]
    (found,) = differences([], stated)
    assert found[1:] == ("not in the graph", number)
