"""How sure a ranking is: what becomes of it when one sentence, or one source, is left out.

The jackknife (Quenouille 1956, *Notes on bias in estimation*, Biometrika 43; Tukey 1958) over the evidence
that a cluster's surroundings rest on.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from zonegraph.analysis.anchors import score
from zonegraph.analysis.scoring import WEIGHTS, places
from zonegraph.analysis.surroundings import Surroundings
from zonegraph.model import reading_order


@dataclass(frozen=True, slots=True)
class Certainty:
    """How one enterprise's place in the ranking stands up.

    Attributes
    ----------
    sentences, sources : int
        How many the cluster's surroundings rest on, each left out once.
    holds, holds_by_source : float or None
        Share of the leave-one-out graphs in which the place is the same, 0 to 1; None where the place is
        not known, or there is one source alone.
    hangs_on : str or None
        The sentence without which its score changes most, as ``"changzhi-2021/p16-s2"``; None where no
        one sentence changes it.
    place_without : int or None
        Its place without that sentence; None where it is then unknown.
    """

    sentences: int
    sources: int
    holds: float | None
    holds_by_source: float | None
    hangs_on: str | None
    place_without: int | None


@dataclass(frozen=True, slots=True)
class _Ranking:
    scores: Mapping[str, float]
    places: Mapping[str, int]


def jackknife(around: Surroundings, weights: Mapping[str, float] = WEIGHTS) -> dict[str, Certainty]:
    """Return for every enterprise of a cluster how its place stands up.

    Parameters
    ----------
    around : Surroundings
        What surrounds the cluster.
    weights : mapping of str to float, optional
        How much each measure counts in the score.
    """
    spans = sorted(around.locators(), key=reading_order)
    sources = sorted({span.split("/")[0] for span in spans})
    whole = _rank(around, weights)

    def without(locator: str) -> _Ranking:
        left = left_out(around, locator)
        return whole if left is around else _rank(left, weights)

    by_span = {span: without(span) for span in spans}
    by_source = {name: without(name) for name in sources}
    return {firm: _certainty(firm, whole, by_span, by_source) for firm in around.firms}


def left_out(around: Surroundings, locator: str) -> Surroundings:
    """Return the surroundings without what rests on one sentence, or one source, alone.

    Members that nothing else makes members are no longer measured.
    """
    gone = [
        (one, other)
        for one, other, data in around.network.edges(data=True)
        if all(tie.rests_only_on(locator) for tie in data["ties"])
    ]
    kept = [tie for tie in around.memberships if not tie.rests_only_on(locator)]
    if not gone and len(kept) == len(around.memberships):
        return around
    network = around.network.copy()
    network.remove_edges_from(gone)
    members = {tie.source for tie in kept}
    return replace(
        around,
        network=network,
        members=_still(around.members, members),
        firms=_still(around.firms, members),
        memberships=tuple(kept),
    )


def _still(names: tuple[str, ...], kept: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name in kept)


def _rank(around: Surroundings, weights: Mapping[str, float]) -> _Ranking:
    scores = score(around, weights)
    return _Ranking(scores, places(scores))


def _certainty(
    firm: str,
    whole: _Ranking,
    by_span: Mapping[str, _Ranking],
    by_source: Mapping[str, _Ranking],
) -> Certainty:
    counts = (len(by_span), len(by_source))
    if firm not in whole.scores:
        return Certainty(*counts, None, None, None, None)
    hangs_on = _hangs_on(firm, whole, by_span)
    return Certainty(
        *counts,
        holds=_share_alike(firm, whole, by_span),
        holds_by_source=_share_alike(firm, whole, by_source) if len(by_source) > 1 else None,
        hangs_on=hangs_on,
        place_without=None if hangs_on is None else by_span[hangs_on].places.get(firm),
    )


def _hangs_on(firm: str, whole: _Ranking, by_span: Mapping[str, _Ranking]) -> str | None:
    """Return the sentence whose loss changes the score most; to become unknown is the greatest change."""
    changes = {
        span: abs(without.scores.get(firm, -1.0) - whole.scores[firm])
        for span, without in by_span.items()
    }
    span = max(changes, key=lambda each: changes[each], default=None)
    return span if span is not None and changes[span] else None


def _share_alike(firm: str, whole: _Ranking, graphs: Mapping[str, _Ranking]) -> float | None:
    alike = sum(each.places.get(firm) == whole.places[firm] for each in graphs.values())
    return alike / len(graphs) if graphs else None
