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
    whole = score(around, weights)
    by_span = {span: score(left_out(around, span), weights) for span in spans}
    by_source = {name: score(left_out(around, name), weights) for name in sources}
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


def _certainty(
    firm: str,
    whole: Mapping[str, float],
    by_span: Mapping[str, Mapping[str, float]],
    by_source: Mapping[str, Mapping[str, float]],
) -> Certainty:
    known = firm in whole
    place = _place(whole, firm)
    hangs_on = _hangs_on(firm, whole, by_span) if known else None
    return Certainty(
        sentences=len(by_span),
        sources=len(by_source),
        holds=_share_alike(place, by_span, firm) if known else None,
        holds_by_source=_share_alike(place, by_source, firm)
        if known and len(by_source) > 1
        else None,
        hangs_on=hangs_on,
        place_without=None if hangs_on is None else _place(by_span[hangs_on], firm),
    )


def _hangs_on(
    firm: str, whole: Mapping[str, float], by_span: Mapping[str, Mapping[str, float]]
) -> str | None:
    changes = {
        span: abs(scores[firm] - whole[firm]) if firm in scores else whole[firm] + 1
        for span, scores in by_span.items()
    }
    span = max(changes, key=lambda each: changes[each], default=None)
    return span if span is not None and changes[span] else None


def _share_alike(
    place: int | None, graphs: Mapping[str, Mapping[str, float]], firm: str
) -> float | None:
    alike = sum(_place(scores, firm) == place for scores in graphs.values())
    return alike / len(graphs) if graphs else None


def _place(scores: Mapping[str, float], firm: str) -> int | None:
    return places(list(scores.items())).get(firm)
