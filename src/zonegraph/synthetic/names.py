"""Names that read like names and name nothing real: syllables put together, Chinese beside pinyin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from random import Random

FIRST = (
    ("岚", "lan"), ("沐", "mu"), ("沧", "cang"), ("溪", "xi"), ("岱", "dai"),
    ("霁", "ji"), ("珩", "heng"), ("昱", "yu"), ("晟", "sheng"), ("璟", "jing"),
    ("翊", "yi"), ("宸", "chen"), ("泓", "hong"), ("湛", "zhan"), ("霖", "lin"),
    ("皓", "hao"), ("铭", "ming"), ("骏", "jun"), ("恺", "kai"), ("瀚", "han"),
)  # fmt: skip
SECOND = (
    ("禾", "he"), ("川", "chuan"), ("陵", "ling"), ("汀", "ting"), ("垣", "yuan"),
    ("屿", "yu"), ("槐", "huai"), ("棠", "tang"), ("桐", "tong"), ("埔", "pu"),
    ("砚", "yan"), ("渡", "du"), ("崧", "song"), ("圩", "wei"), ("埠", "bu"),
    ("坪", "ping"), ("岗", "gang"), ("湾", "wan"), ("洲", "zhou"), ("桥", "qiao"),
)  # fmt: skip
SURNAMES = (
    ("林", "Lin"),
    ("沈", "Shen"),
    ("顾", "Gu"),
    ("陆", "Lu"),
    ("程", "Cheng"),
    ("许", "Xu"),
)
PLACES = len(FIRST) * len(SECOND)
_STEP = 149
"""Coprime with the number of places, so that steps of it visit every place once."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in Chinese, in English, and as a slug.

    Attributes
    ----------
    zh, en, slug : str
        As ``岚禾``, ``Lanhe``, ``lanhe-7``.
    """

    zh: str
    en: str
    slug: str


def place(number: int, seed: int) -> Name:
    """Return the made-up place of a zone; its slug ends in the zone's number, so that no two are alike.

    Examples
    --------
    >>> place(0, 0) == place(0, 0), place(0, 0).slug != place(400, 0).slug
    (True, True)
    """
    chosen = (Random(f"places/{seed}").randrange(PLACES) + number * _STEP) % PLACES
    (zh1, en1), (zh2, en2) = FIRST[chosen // len(SECOND)], SECOND[chosen % len(SECOND)]
    return Name(zh1 + zh2, (en1 + en2).title(), f"{en1}{en2}-{number}")


def trade_names(random: Random) -> Iterator[Name]:
    """Yield trade names without end, no slug twice."""
    pairs = [(first, second) for first in FIRST for second in SECOND]
    random.shuffle(pairs)
    for round_ in count():
        for number, ((zh1, en1), (zh2, en2)) in enumerate(pairs, start=1 + round_ * len(pairs)):
            more = str(round_ + 1) if round_ else ""
            yield Name(zh1 + zh2 + more, (en1 + en2).title() + more, f"{en1}{en2}-{number}")


def person(random: Random) -> Name:
    """Return a person's name."""
    (surname_zh, surname), (zh, en) = random.choice(SURNAMES), random.choice(FIRST)
    return Name(surname_zh + zh, f"{surname} {en.title()}", f"{surname.lower()}-{en}")
