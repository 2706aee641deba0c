"""What a network shows of the graph."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zonegraph.model import Evidence, Status

STATISTICAL_KINDS = frozenset({"Observation", "Indicator", "Period", "DataIssue", "IssueKind"})
"""Kinds that describe figures rather than the ecosystem, left out of a network unless asked for."""


@dataclass(frozen=True, slots=True)
class ProjectionOptions:
    """What a network shows of the graph.

    Attributes
    ----------
    relations : frozenset of str or None
        Local names of the relations to keep, as ``"builtFor"``; None keeps all.
    kinds : frozenset of str or None
        Kinds of entities to keep, as ``"Enterprise"``; None keeps all but the statistical ones.
    statuses : frozenset of Status
        Statuses of the facts to keep.
    min_confidence : float
        Lowest confidence of the facts to keep, 0 to 1.
    as_of : datetime.date or None
        Keep what sources said by the end of this day; a source without a date is then left out, and
        None keeps all.
    """

    relations: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    statuses: frozenset[Status] = frozenset(Status)
    min_confidence: float = 0.0
    as_of: date | None = None

    def keeps_kind(self, kind: str) -> bool:
        """Tell whether an entity of this kind belongs in the network."""
        return kind not in STATISTICAL_KINDS if self.kinds is None else kind in self.kinds

    def keeps_relation(self, relation: str) -> bool:
        """Tell whether an edge of this relation belongs in the network."""
        return self.relations is None or relation in self.relations

    def keeps_evidence(self, evidence: Evidence) -> bool:
        """Tell whether a fact may stand on this evidence."""
        return evidence.status in self.statuses and evidence.confidence >= self.min_confidence
