"""Gaps on a small zone drawn by hand.

The zone adopts a framework of three elements. The cluster has a park of its own; the zone has a fund; nobody
holds a forum. The far cluster lies in no zone.
"""

from __future__ import annotations

import networkx as nx
import pytest

from zonegraph.analysis.gaps import Realised, find_gaps
from zonegraph.model import Evidence, Status

ELEMENTS = ["one-park", "one-fund", "one-forum"]


def said(span: str) -> tuple[Evidence, ...]:
    return (Evidence(f"ev:{span}", Status.INTERPRETED, 0.8, (span,)),)


@pytest.fixture
def graph() -> nx.MultiDiGraph[str]:
    drawn: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    kinds = {
        "zone": "HighTechZone",
        "near": "IndustryCluster",
        "far": "IndustryCluster",
        "industry": "Industry",
        "r1": "ElementRealization",
        "r2": "ElementRealization",
        "r3": "ElementRealization",
    }
    for node, kind in kinds.items():
        drawn.add_node(node, kind=kind)
    facts = [
        ("zone", "adoptsFramework", "framework"),
        ("near", "locatedIn", "zone"),
        ("base", "focusesOn", "industry"),
        ("base", "locatedIn", "zone"),
        *(
            ("r1", "realizesElement", "one-park"),
            ("r1", "realizedFor", "near"),
            ("r1", "realizedBy", "park"),
        ),
        *(
            ("r2", "realizesElement", "one-fund"),
            ("r2", "realizedFor", "zone"),
            ("r2", "realizedBy", "fund"),
        ),
        *(("r3", "realizesElement", "one-park"), ("r3", "realizedFor", "industry")),
        ("r3", "realizedBy", "base"),
    ]
    for source, relation, target in facts:
        drawn.add_edge(source, target, relation, relation=relation, evidence=said(source))
    return drawn


def matrix(graph: nx.MultiDiGraph[str]) -> dict[tuple[str, str], Realised]:
    cells = find_gaps(graph, "framework", ELEMENTS)
    return {(cell.target, cell.element): cell.realised for cell in cells}


@pytest.mark.parametrize(
    ("target", "row"),
    [
        ("near", [Realised.HERE, Realised.ZONE, Realised.GOAL]),
        ("far", [Realised.NOT_FOUND] * 3),
        ("industry", [Realised.HERE, Realised.ZONE, Realised.GOAL]),
        ("zone", [Realised.GOAL, Realised.HERE, Realised.GOAL]),
    ],
)
def test_own_means_are_told_apart_from_the_zone_s(
    graph: nx.MultiDiGraph[str], target: str, row: list[Realised]
) -> None:
    found = matrix(graph)
    assert [found[target, element] for element in ELEMENTS] == row


def test_means_bring_their_evidence(graph: nx.MultiDiGraph[str]) -> None:
    park, fund, forum = find_gaps(graph, "framework", ELEMENTS, "near")
    assert [(each.entity, each.evidence) for each in park.means] == [("park", said("r1"))]
    assert [each.entity for each in fund.means] == ["fund"]
    assert forum.means == ()


def test_clusters_come_first_and_elements_in_their_order(graph: nx.MultiDiGraph[str]) -> None:
    cells = find_gaps(graph, "framework", ELEMENTS)
    assert list(dict.fromkeys(cell.target for cell in cells)) == ["far", "near", "industry", "zone"]
    assert [cell.element for cell in cells[:3]] == ELEMENTS
