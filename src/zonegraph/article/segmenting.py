"""Splitting a cleaned text into the numbered passages that evidence points at."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

_SENTENCE = re.compile(r"[^。！？]*[。！？]+[”’）》」』]*|[^。！？]+$")
_CLAUSE = re.compile(r"[^；]*；|[^；]+$")
_NAVIGATION = re.compile(r"[^>。，]{1,20}(?:>[^>。，]{1,20})+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, a sentence or a clause of an article.

    Attributes
    ----------
    paragraph : int
        The headline is 1; a line of navigation above it is 0.
    sentence, clause : int or None
        Counted from 1 within paragraph and sentence; None for the wider passage.
    text : str
        Its cleaned text, with the mark that ends it.
    """

    paragraph: int
    sentence: int | None
    clause: int | None
    text: str

    @property
    def locator(self) -> str:
        """Where it stands, as ``p8-s1-c3``."""
        numbers = (("p", self.paragraph), ("s", self.sentence), ("c", self.clause))
        return "-".join(f"{letter}{number}" for letter, number in numbers if number is not None)

    @property
    def digest(self) -> str:
        """SHA-256 of the text in UTF-8, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned text in passages.

    Attributes
    ----------
    passages : tuple of Passage
        Every paragraph, sentence and clause in reading order, the wider before its parts. A sentence
        without a semicolon has no clauses of its own.
    """

    passages: tuple[Passage, ...]

    def narrowest(self) -> list[Passage]:
        """Return the passages that no other passage is part of: each word stands in one of them."""
        wider = {(each.paragraph, each.sentence) for each in self.passages if each.clause}
        return [
            each
            for each in self.passages
            if each.clause or (each.sentence and (each.paragraph, each.sentence) not in wider)
        ]


def segment(text: str) -> Article:
    r"""Split a cleaned text into paragraphs, sentences and clauses.

    Sentences end at a full stop, exclamation or question mark and the closing marks after it; a
    semicolon ends a clause.

    Parameters
    ----------
    text : str
        One paragraph a line, as `zonegraph.article.clean` returns it.

    Examples
    --------
    >>> [passage.locator for passage in segment("新区建成\n投资3亿元；占地9亩。已投产。").passages]
    ['p1', 'p1-s1', 'p2', 'p2-s1', 'p2-s1-c1', 'p2-s1-c2', 'p2-s2']
    """
    lines = [line for line in text.split("\n") if line]
    first = 0 if lines and _NAVIGATION.fullmatch(lines[0]) else 1
    return Article(
        tuple(each for number, line in enumerate(lines, first) for each in _passages(number, line))
    )


def _passages(paragraph: int, line: str) -> Iterator[Passage]:
    yield Passage(paragraph, None, None, line)
    for number, sentence in enumerate(_SENTENCE.findall(line), start=1):
        yield Passage(paragraph, number, None, sentence)
        clauses = _CLAUSE.findall(sentence)
        if len(clauses) > 1:
            for order, clause in enumerate(clauses, start=1):
                yield Passage(paragraph, number, order, clause)
