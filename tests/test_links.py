"""Links read one by one tell the same as the projection."""

from __future__ import annotations

import pytest

import zonegraph
from zonegraph.model import Status
from zonegraph.projection import ProjectionOptions, project
from zonegraph.projection.links import entity_kinds, stream_links
from zonegraph.store import Store, open_store
from zonegraph.view.overview import links_of
from zonegraph.vocab import local_name


@pytest.fixture(scope="module")
def store() -> Store:
    return open_store()


@pytest.mark.parametrize(
    "options",
    [
        ProjectionOptions(),
        ProjectionOptions(statuses=frozenset({Status.INTERPRETED})),
        ProjectionOptions(relations=frozenset({"builtFor", "anchors"})),
        ProjectionOptions(kinds=frozenset({"Enterprise", "IndustryCluster", "Observation"})),
    ],
    ids=["all", "interpreted", "relations", "kinds"],
)
def test_links_are_those_of_the_projection(store: Store, options: ProjectionOptions) -> None:
    network = project(store, options)
    kinds = entity_kinds(store, options)
    assert kinds == {node: network.nodes[node]["kind"] for node in network}
    best: dict[tuple[str, str, str], Status] = {}
    rank = list(Status).index
    for subject, relation, target, status in stream_links(store, options):
        if subject in kinds and target in kinds:
            known = best.get((subject, relation, target), status)
            best[subject, relation, target] = min(status, known, key=rank)
    assert best == {(s, r, t): status for s, r, t, status in links_of(network)}


def test_an_overview_is_the_same_however_it_is_read() -> None:
    with zonegraph.open() as kg:
        streamed = kg.overview()
        projected = kg.overview(options=ProjectionOptions(min_confidence=0.01))
        assert kg.size() == streamed.graph["entities"] == len(kg.network())
    assert list(streamed.nodes(data=True)) == list(projected.nodes(data=True))
    assert list(streamed.edges(data=True)) == list(projected.edges(data=True))
    assert "changzhi-htz" in map(local_name, streamed)
