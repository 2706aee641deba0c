"""Cleaning a copy of an article: encoding, pinyin, Traditional characters, punctuation, damage.

What cannot be mended stays in the text, where `find_residues` finds it: nothing is hidden.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from zonegraph.errors import MissingPackageError, ZonegraphError

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CHINESE = f"{_HAN}\u3001-\u301f\u2018-\u201d\uff01-\uff1f"

# A page that was read in the wrong encoding, annotated with pinyin and saved again lost bytes here
# and there: the characters are gone, so each sequence is known by what must have stood there.
_DAMAGE = {
    "日?qǐng)?bào)": "日報",
    "?cè)谌珖?guó)": "在全國",
    "?!?/p>": "。”",
}
_PINYIN = re.compile(rf"(?<=[{_HAN}])\((?=[a-zü{_TONED}]*[{_TONED}])[a-zü{_TONED}]{{1,6}}\)")
_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"}
_HALF_MARK = re.compile(rf"(?<=[{_CHINESE}])[,;:!?()]|[,;:!?()](?=[{_CHINESE}])|(?<=%)[,;]")
_HALF_WIDTH = {
    code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum()
}
_SPACE = re.compile(r"[^\S\n]+")
_RESIDUE = re.compile(rf"�+|</?\w*>?|/\w+>|[?？(（]?[a-z]*[{_TONED}][a-z{_TONED}]*[)）]?")


@dataclass(frozen=True, slots=True, order=True)
class Residue:
    """Damage that cleaning could not mend.

    Attributes
    ----------
    line, column : int
        Where it stands in the cleaned text, counted from 1.
    text : str
        What stands there.
    """

    line: int
    column: int
    text: str


def clean(raw: bytes | str) -> str:
    """Return the text of an article in Simplified characters, one paragraph a line.

    Parameters
    ----------
    raw : bytes or str
        The article as it was found. Bytes are UTF-8 or, failing that, GB 18030.

    Returns
    -------
    str
        Cleaned text; cleaning it again changes nothing.

    Raises
    ------
    ZonegraphError
        If the bytes are in another encoding.
    MissingPackageError
        If OpenCC is not installed.

    Examples
    --------
    >>> clean("園(yuán)區(qū)建成3處,面積約(yuē)20畝.")
    '园区建成3处，面积约20亩.'
    """
    text = _decode(raw) if isinstance(raw, bytes) else raw
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for damaged, meant in _DAMAGE.items():
        text = text.replace(damaged, meant)
    text = _simplifier()(_PINYIN.sub("", text)).translate(_HALF_WIDTH)
    lines = (_SPACE.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(_full_width(_curled(line)) for line in lines if line)


def find_residues(text: str) -> list[Residue]:
    """Return the damage left in a cleaned text: lost characters, tags, stray pinyin.

    Examples
    --------
    >>> find_residues("园区?jiàn)成")
    [Residue(line=1, column=3, text='?jiàn)')]
    """
    return [
        Residue(number, found.start() + 1, found[0])
        for number, line in enumerate(text.split("\n"), start=1)
        for found in _RESIDUE.finditer(line)
    ]


def _decode(raw: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ZonegraphError("the article is neither UTF-8 nor GB 18030", remedy="save it as UTF-8")


@cache
def _simplifier() -> Callable[[str], str]:
    try:
        from opencc import OpenCC
    except ImportError as error:
        raise MissingPackageError("OpenCC", "article") from error
    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


def _full_width(line: str) -> str:
    """Widen a half-width mark beside Chinese; doing so may bring the next one beside Chinese."""
    widened = _HALF_MARK.sub(lambda found: _FULL_WIDTH[found[0]], line)
    return line if widened == line else _full_width(widened)


def _curled(line: str) -> str:
    """Turn straight double quotes into opening and closing ones, by turns."""
    parts = line.split('"')
    return "".join(
        part + ("" if index == len(parts) - 1 else "“" if index % 2 == 0 else "”")
        for index, part in enumerate(parts)
    )
