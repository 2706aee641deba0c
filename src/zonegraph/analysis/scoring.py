"""One score out of several measures: percentile ranks, weighted as declared here and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from zonegraph.analysis.measures import DIGITS, Measures
from zonegraph.errors import UnknownNameError, ZonegraphError

COMPONENTS = tuple(field.name for field in fields(Measures))
"""The measures by name, in the order in which they are shown."""

WEIGHTS: Mapping[str, float] = {
    "coverage": 1.0,
    "removal_impact": 0.0,
    "attraction": 2.0,
    "orchestration": 1.0,
    "within_degree_z": 0.0,
    "participation": 0.0,
    "pagerank": 1.0,
}
"""How much each measure counts in the score: chosen on made-up countries, tested on others.

A measure of weight 0 did not help to find planted anchors; it is shown all the same (docs/analysis.md).
"""


def percentile_ranks(values: Mapping[str, float]) -> dict[str, float]:
    """Return the share of the others that each surpasses, a tie counting half.

    Parameters
    ----------
    values : mapping of str to float
        At least two.

    Returns
    -------
    dict of str to float
        0 for the lowest to 1 for the highest; 0.5 for all where all are equal.

    Examples
    --------
    >>> percentile_ranks({"a": 3, "b": 1, "c": 1})
    {'a': 1.0, 'b': 0.25, 'c': 0.25}
    """
    ordered = sorted(values.values())
    below = {value: place for place, value in reversed(list(enumerate(ordered)))}
    up_to = {value: place for place, value in enumerate(ordered, start=1)}
    others = len(ordered) - 1
    return {
        name: (below[value] + (up_to[value] - below[value] - 1) / 2) / others
        for name, value in values.items()
    }


def rank_components(measured: Mapping[str, Measures]) -> dict[str, dict[str, float]]:
    """Return each enterprise's percentile rank in each measure; nothing where fewer than two compare."""
    if len(measured) < 2:
        return {}
    columns = {
        name: percentile_ranks({firm: getattr(each, name) for firm, each in measured.items()})
        for name in COMPONENTS
    }
    return {firm: {name: columns[name][firm] for name in COMPONENTS} for firm in measured}


def composite(ranks: Mapping[str, float], weights: Mapping[str, float] = WEIGHTS) -> float:
    """Return the weighted mean of percentile ranks, 0 to 1.

    Examples
    --------
    >>> composite({"coverage": 1.0, "attraction": 0.5}, {"coverage": 3.0, "attraction": 1.0})
    0.875
    """
    total = sum(weights.values())
    counted = sum(weight * ranks[name] for name, weight in weights.items() if weight)
    return round(counted / total, DIGITS)


def weigh(changes: Mapping[str, float]) -> dict[str, float]:
    """Return the declared weights with some changed.

    Raises
    ------
    UnknownNameError
        If a name is no measure.
    ZonegraphError
        If a weight is negative or no number, or nothing counts.

    Examples
    --------
    >>> weigh({"pagerank": 0})["pagerank"]
    0
    """
    for name, weight in changes.items():
        if name not in COMPONENTS:
            raise UnknownNameError(name, "measure", COMPONENTS)
        if not 0 <= weight < float("inf"):
            raise ZonegraphError(
                f"a weight cannot be {weight}", where=name, remedy="give 0 or more"
            )
    weights = {**WEIGHTS, **changes}
    if not any(weights.values()):
        raise ZonegraphError("no measure counts", remedy="give at least one a weight above 0")
    return weights


def places(scores: Mapping[str, float]) -> dict[str, int]:
    """Return each name's place by score, the highest first; equals share a place.

    Examples
    --------
    >>> places({"a": 0.5, "b": 0.9, "c": 0.5})
    {'a': 2, 'b': 1, 'c': 2}
    """
    ordered = sorted(scores.values(), reverse=True)
    place = {score: number for number, score in reversed(list(enumerate(ordered, start=1)))}
    return {name: place[score] for name, score in scores.items()}
