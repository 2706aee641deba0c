"""Splitting into passages, on sentences made up for it."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonegraph.article import segment


def locators(text: str) -> dict[str, str]:
    return {passage.locator: passage.text for passage in segment(text).passages}


def test_headline_is_paragraph_one_and_navigation_paragraph_zero() -> None:
    assert locators("首页>新闻\n标题")["p0-s1"] == "首页>新闻"
    assert locators("首页>新闻\n标题")["p1-s1"] == "标题"
    assert locators("标题")["p1-s1"] == "标题"


@pytest.mark.parametrize(
    ("line", "sentences"),
    [
        ("一句。两句！三句？", ["一句。", "两句！", "三句？"]),
        ("他说：“好。”走了。", ["他说：“好。”", "走了。"]),
        ("没有句号", ["没有句号"]),
        ("好？！真的", ["好？！", "真的"]),
    ],
)
def test_sentences_end_with_their_mark_and_what_closes_after_it(
    line: str, sentences: list[str]
) -> None:
    found = [each.text for each in segment(line).passages if each.sentence and not each.clause]
    assert found == sentences


def test_clauses_are_counted_only_where_a_sentence_has_several() -> None:
    found = locators("甲；乙；丙。丁。")
    assert [found[f"p1-s1-c{number}"] for number in (1, 2, 3)] == ["甲；", "乙；", "丙。"]
    assert "p1-s2-c1" not in found


def test_digest_is_sha256_of_the_text() -> None:
    (passage,) = [each for each in segment("标题").passages if each.locator == "p1-s1"]
    assert passage.digest == hashlib.sha256("标题".encode()).hexdigest()


@given(st.text(st.sampled_from("甲乙。；！”\n> 1"), max_size=30))
def test_narrowest_passages_together_are_the_text(text: str) -> None:
    narrowest = "".join(passage.text for passage in segment(text).narrowest())
    assert narrowest == text.replace("\n", "")
