"""Which enterprises anchor which clusters: what sources call them, beside what the network shows.

An anchor tenant is a large or central firm whose presence draws suppliers, talent and knowledge to a
place (Agrawal & Cockburn 2003, *The anchor tenant hypothesis*, IJIO 21(9); Feldman 2003, *The locational
dynamics of the US biotech industry*, Industry and Innovation 10(3)). What sources say and what is computed
are never added up: the network in which enterprises are measured holds no role that a source gives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import networkx as nx

from zonegraph.analysis.dominance import controlled_members, dominates
from zonegraph.analysis.measures import (
    Measures,
    attraction,
    coverage,
    orchestration,
    pagerank_from,
    participation,
    removal_impact,
    within_degree_z,
)
from zonegraph.analysis.neighbourhood import clusters
from zonegraph.analysis.roles import Role, derived_anchor, roles_in
from zonegraph.analysis.scoring import (
    COMPONENTS,
    WEIGHTS,
    composite,
    percentile_ranks,
    places,
    rank_components,
)
from zonegraph.analysis.surroundings import Surroundings, surroundings
from zonegraph.model import Evidence

NEAR_TOP = 0.9
"""An enterprise with so much of the cluster's highest score counts as one the network shows to anchor it."""

MIDDLE = 0.5
"""The score of an enterprise that nothing sets apart from the others."""


Column = dict[str, float]
"""One measure of every known enterprise."""


class Verdict(StrEnum):
    """How what is stated and what is computed agree."""

    AGREE = "stated and computed"
    STATED = "stated only"
    COMPUTED = "computed only"
    NEITHER = "neither"
    UNKNOWN = "cannot be computed"


@dataclass(frozen=True, slots=True)
class Anchor:
    """An enterprise of a cluster, with what is stated of it beside what is computed.

    Attributes
    ----------
    cluster, enterprise : str
        IRIs.
    roles : tuple of Role
        Roles that sources give it, surest first; empty where no source gives one.
    inference : tuple of Evidence
        Of the derived ``zg:anchors`` fact; empty where no rule derives it.
    measures : Measures or None
        What the network shows; None where nothing but its name and its cluster is known.
    ranks : mapping of str to float
        Percentile rank in each measure among the cluster's known enterprises, 0 to 1.
    score : float or None
        Weighted mean of the ranks; None where it is unknown or the only one known.
    place : int or None
        Its place by score, 1 the highest; equals share a place.
    verdict : Verdict
        Whether stated and computed agree.
    controlled : tuple of str
        IRIs of the cluster's members that it controls.
    dominator : bool
        Whether it controls rather than anchors.
    """

    cluster: str
    enterprise: str
    roles: tuple[Role, ...]
    inference: tuple[Evidence, ...]
    measures: Measures | None
    ranks: Mapping[str, float]
    score: float | None
    place: int | None
    verdict: Verdict
    controlled: tuple[str, ...]
    dominator: bool

    @property
    def stated(self) -> bool:
        """Whether sources give it an anchoring role."""
        return bool(self.roles)

    @property
    def role_strength(self) -> float | None:
        """The confidence of its surest stated role, 0 to 1; None where no source gives one."""
        return self.roles[0].confidence if self.roles else None


def find_anchors(
    graph: nx.MultiDiGraph[str],
    cluster: str | None = None,
    weights: Mapping[str, float] = WEIGHTS,
) -> list[Anchor]:
    """Return the enterprises of every cluster, or of one, the likeliest anchors first.

    Within a cluster, enterprises with a stated role come before those without, surer roles first, then by
    computed score, then those of whom nothing is known; the two are shown side by side and never added up.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A projected network with all relations.
    cluster : str, optional
        IRI of a cluster.
    weights : mapping of str to float, optional
        How much each measure counts in the score.

    Examples
    --------
    >>> from zonegraph.model import Status
    >>> quoted = (Evidence("ev:s/p1-s1", Status.STATED, 1.0, ("s/p1-s1",)),)
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("cluster", kind="IndustryCluster")
    >>> graph.add_node("firm", kind="Enterprise")
    >>> _ = graph.add_edge("firm", "cluster", relation="leadingEnterpriseOf", evidence=quoted)
    >>> [(each.enterprise, each.stated, each.score) for each in find_anchors(graph)]
    [('firm', True, None)]
    """
    chosen = clusters(graph) if cluster is None else [cluster]
    return [
        each for one in chosen for each in _anchors_of(graph, surroundings(graph, one), weights)
    ]


def measure(around: Surroundings) -> dict[str, Measures]:
    """Return the measures of every enterprise of whom more than its name and its cluster is known."""
    columns = {name: of_cluster(around) for name, of_cluster in _MEASURES.items()}
    return {
        firm: Measures(*(columns[name][firm] for name in COMPONENTS)) for firm in around.known()
    }


def score(around: Surroundings, weights: Mapping[str, float] = WEIGHTS) -> dict[str, float]:
    """Return the score of every enterprise that can be compared with another."""
    firms = around.known()
    if len(firms) < 2:
        return {}
    ranks = {
        name: percentile_ranks(_MEASURES[name](around))
        for name, weight in weights.items()
        if weight
    }
    return {
        firm: composite({name: column[firm] for name, column in ranks.items()}, weights)
        for firm in firms
    }


def _each(of_firm: Callable[[Surroundings, str], float]) -> Callable[[Surroundings], Column]:
    """Make a measure of a whole cluster out of one of a single enterprise."""
    return lambda around: {firm: of_firm(around, firm) for firm in around.known()}


_MEASURES: dict[str, Callable[[Surroundings], Column]] = {
    "coverage": _each(lambda around, firm: coverage(around.network, firm, around.members)),
    "removal_impact": lambda around: removal_impact(around.network, around.known(), around.members),
    "attraction": _each(lambda around, firm: attraction(around.network, firm)),
    "orchestration": _each(lambda around, firm: orchestration(around.network, firm)),
    "within_degree_z": lambda around: within_degree_z(
        around.network, around.known(), around.members
    ),
    "participation": _each(
        lambda around, firm: participation(around.network, firm, around.modules)
    ),
    "pagerank": lambda around: pagerank_from(
        around.network, around.cluster, around.members, around.known()
    ),
}


def _anchors_of(
    graph: nx.MultiDiGraph[str], around: Surroundings, weights: Mapping[str, float]
) -> list[Anchor]:
    measures = measure(around)
    ranks = rank_components(measures)
    scores = {firm: composite(ranked, weights) for firm, ranked in ranks.items()}
    place = places(scores)
    found = []
    for firm in around.firms:
        roles = roles_in(graph, firm, around.cluster)
        dominator = dominates(around, firm)
        found.append(
            Anchor(
                cluster=around.cluster,
                enterprise=firm,
                roles=roles,
                inference=derived_anchor(graph, firm, around.cluster),
                measures=measures.get(firm),
                ranks=ranks.get(firm, {}),
                score=scores.get(firm),
                place=place.get(firm),
                verdict=_verdict(bool(roles), scores, firm, dominator),
                controlled=controlled_members(around, firm),
                dominator=dominator,
            )
        )
    return sorted(found, key=_order)


def _verdict(stated: bool, scores: Mapping[str, float], firm: str, dominator: bool) -> Verdict:
    if firm not in scores or len(set(scores.values())) == 1:
        return Verdict.UNKNOWN
    near_top = scores[firm] >= NEAR_TOP * max(scores.values()) and scores[firm] > MIDDLE
    computed = near_top and not dominator
    if stated:
        return Verdict.AGREE if computed else Verdict.STATED
    return Verdict.COMPUTED if computed else Verdict.NEITHER


def _order(anchor: Anchor) -> tuple[float, float, bool, str]:
    score = -1.0 if anchor.score is None else anchor.score
    return (-(anchor.role_strength or 0.0), -score, anchor.measures is None, anchor.enterprise)
