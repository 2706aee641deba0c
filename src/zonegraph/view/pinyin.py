"""What a reader types on a keyboard for a Chinese name: its pinyin, whole and by initials."""

from __future__ import annotations

from functools import lru_cache

READINGS = {"长治": ("chang", "zhi"), "长治市": ("chang", "zhi", "shi")}
"""Names that the dictionary of readings gets wrong."""


def keys(name: str) -> tuple[str, ...]:
    """Return what finds a Chinese name: its syllables joined, and their initials.

    Parameters
    ----------
    name : str
        A name in any script; what is not Chinese stays as it is, in lower case.

    Returns
    -------
    tuple of str
        Empty where the name holds no Chinese character.

    Examples
    --------
    >>> keys("长治高新区")
    ('changzhigaoxinqu', 'czgxq')
    >>> keys("LED产业园"), keys("Lu'an")
    (('ledchanyeyuan', 'ledcyy'), ())
    """
    syllables = _syllables(name)
    whole = "".join(syllables)
    if whole == _plain(name):
        return ()
    initials = "".join(part if part in name.lower() else part[0] for part in syllables)
    return whole, initials


@lru_cache(maxsize=65536)
def _syllables(name: str) -> tuple[str, ...]:
    parts = (_plain(part) for part in _reader()(name))
    return tuple(part for part in parts if part)


def _plain(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


@lru_cache(maxsize=1)
def _reader():  # type: ignore[no-untyped-def]
    """Return the reader of Chinese, with our own readings taught to it once."""
    from pypinyin import lazy_pinyin, load_phrases_dict

    load_phrases_dict({name: [[each] for each in read] for name, read in READINGS.items()})
    return lazy_pinyin
