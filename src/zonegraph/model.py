"""The values that every layer speaks in: statuses, evidence, facts, violations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Status(StrEnum):
    """Who vouches for a fact: its source, a reader of the source, or a rule."""

    STATED = "Stated"
    INTERPRETED = "Interpreted"
    INFERRED = "Inferred"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a fact is in the graph: the named graph that holds it, and what is known of that graph.

    Attributes
    ----------
    graph : str
        IRI of the evidence graph, or of the inference for an inferred fact.
    status : Status
        Who vouches for it.
    confidence : float
        Ordinal, 0 to 1: 1.0 quoted, 0.9 from context, 0.8 a reading, 0.5 ambiguous.
    locators : tuple of str
        The spans it rests on, as ``changzhi-2021/p16-s2``.
    """

    graph: str
    status: Status
    confidence: float
    locators: tuple[str, ...]

    @property
    def preference(self) -> tuple[int, float, str]:
        """A key that sorts the best evidence first: stated before read before derived, then surest."""
        return (list(Status).index(self.status), -self.confidence, self.graph)


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a thing in both languages.

    Attributes
    ----------
    zh, en : str
        The name in Simplified Chinese and in English.
    """

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the name in ``"zh"`` or ``"en"``."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about an entity, with everything that vouches for it.

    Attributes
    ----------
    subject, relation, object : str
        IRIs, or a literal's text as the object.
    relation_label, object_label : Label
        Their names for a reader.
    outgoing : bool
        Whether the entity that was asked about is the subject.
    evidence : tuple of Evidence
        Best first; never empty.
    """

    subject: str
    relation: str
    object: str
    relation_label: Label
    object_label: Label
    outgoing: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing the door refuses.

    Attributes
    ----------
    path : Path
        The file.
    line : int
        Counted from 1; 0 where it is not known.
    node : str
        The IRI (shortened) or text that is wrong.
    rule : str
        Short name of the rule or shape.
    message : str
        What is wrong, in one clause.
    remedy : str
        How to mend it.
    severity : str
        ``"violation"`` or ``"warning"``; only violations close the door.
    """

    path: Path
    line: int
    node: str
    rule: str
    message: str
    remedy: str
    severity: str = "violation"


def reading_order(locator: str) -> list[tuple[int, str]]:
    """Return a key that sorts locators as one reads: paragraph 2 before paragraph 10.

    Examples
    --------
    >>> sorted(["s/p10-s1", "s/p2-s1"], key=reading_order)
    ['s/p2-s1', 's/p10-s1']
    """
    parts = re.split(r"(\d+)", locator)
    return [(int(part), "") if part.isdigit() else (0, part) for part in parts]
