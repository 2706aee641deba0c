"""Who controls rather than anchors: dominators take hold of a network, anchors hold it open.

Iansiti & Levien 2004, *The Keystone Advantage*: a keystone creates value that others share; a dominator
takes over the nodes around it.
"""

from __future__ import annotations

from zonegraph.analysis.surroundings import Surroundings, Tie

CONTROLS = frozenset({"manages", "investsIn", "develops", "holdsRightsIn"})
"""Relations whose subject controls their object."""

CONTROLLED_BY = frozenset({"subsidiaryOf", "establishedBy"})
"""Relations whose object controls their subject."""

LEAST = 3
"""So many members at least must be controlled before anyone dominates."""


def controlled_members(around: Surroundings, firm: str) -> tuple[str, ...]:
    """Return the members of the cluster that a firm controls, in the order of their IRIs."""
    if firm not in around.network:
        return ()
    return tuple(
        node
        for node in sorted(set(around.network[firm]) & set(around.members))
        if any(_controls(firm, tie) for tie in around.network.edges[firm, node]["ties"])
    )


def dominates(around: Surroundings, firm: str) -> bool:
    """Tell whether a firm controls most of the members it is tied to, and several of them."""
    controlled = controlled_members(around, firm)
    touched = set(around.network[firm]) & set(around.members) if firm in around.network else set()
    return len(controlled) >= LEAST and 2 * len(controlled) > len(touched)


def _controls(firm: str, tie: Tie) -> bool:
    if tie.source == firm:
        return tie.relation in CONTROLS
    return tie.relation in CONTROLLED_BY
