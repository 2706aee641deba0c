"""Cleaning, on sentences made up for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonegraph.article import clean, find_residues
from zonegraph.errors import ZonegraphError

ALPHABET = st.sampled_from("园區园。，；,;:!?()“”\"'a1%.— \n>ǎé(yuán)产產3\u3000２Ｂ")


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("園(yuán)區(qū)招商", "园区招商"),
        ("長(zhǎng)橋(qiáo)鎮(zhèn)(試(shì)行)", "长桥镇（试行）"),
        ("增長(zhǎng)12.5%,完成3億(yì)元;占地9畝(mǔ)", "增长12.5%，完成3亿元；占地9亩"),
        ("接口(type-c)與(yǔ)LED", "接口（type-c）与LED"),
        ("他說:“好!”", "他说：“好！”"),
        ('他說:"好"', "他说：“好”"),
        ("產(chǎn)值２３萬(wàn)", "产值23万"),
        ("  兩(liǎng)  段 \r\n\r\n 二段", "两 段\n二段"),
        ("\ufeff園(yuán)區(qū)", "园区"),
        ("see page 3, (b); ok?", "see page 3, (b); ok?"),
    ],
)
def test_cleaning(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("晚日?qǐng)?bào)社", "晚日报社"),
        ("我們(men)?cè)谌珖?guó)", "我们(men)在全国"),
        ("好?!?/p>", "好。”"),
    ],
)
def test_known_damage_is_mended(damaged: str, mended: str) -> None:
    assert clean(damaged).replace("（men）", "(men)") == mended


def test_unknown_damage_is_reported_not_hidden() -> None:
    (residue,) = find_residues(clean("园区\n建?cè)成"))
    assert (residue.line, residue.column) == (2, 2)


def test_bytes_in_either_encoding_give_the_same_text() -> None:
    text = "园区建成，投资3亿元。"
    assert clean(text.encode()) == clean(text.encode("gb18030")) == text


def test_bytes_in_no_known_encoding_are_refused() -> None:
    with pytest.raises(ZonegraphError, match="neither UTF-8 nor GB 18030"):
        clean(b"\xff\xff\xff")


@given(st.text(ALPHABET, max_size=40))
def test_cleaning_twice_changes_nothing(raw: str) -> None:
    once = clean(raw)
    assert clean(once) == once
