"""What is looked up around one cluster says of its gaps what the whole network says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from zonegraph.analysis.gaps import Realised
from zonegraph.knowledge_graph import KnowledgeGraph
from zonegraph.model import Status
from zonegraph.projection import ProjectionOptions
from zonegraph.store import open_store
from zonegraph.synthetic import country
from zonegraph.synthetic.writing import write_folders
from zonegraph.workspace import bundled

OF_A_ZONE = ("IndustryCluster", "IndustrialPark")
OPTIONS = {
    "all": ProjectionOptions(),
    "stated": ProjectionOptions(statuses=frozenset({Status.STATED})),
    "sure": ProjectionOptions(min_confidence=0.9),
    "early": ProjectionOptions(as_of=date(2021, 8, 15)),
}


@pytest.fixture(scope="module")
def report() -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph(open_store()) as kg:
        yield kg


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    folder = tmp_path_factory.mktemp("country") / "zones"
    write_folders(country(2, seed=4, enterprises=40), folder, folder.with_name("truth.jsonl"))
    with KnowledgeGraph(open_store(workspace=bundled().with_data([Path(folder)]))) as kg:
        yield kg


@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
def test_gaps_of_a_cluster_are_those_of_the_whole(
    report: KnowledgeGraph, made_up: KnowledgeGraph, options: ProjectionOptions
) -> None:
    for graph in (report, made_up):
        whole = graph.network(options=options)
        for cluster in graph.clusters():
            expected = graph.gaps(cluster, network=whole, options=options)
            assert graph.gaps(cluster, options=options) == expected


def test_the_comparison_sees_each_way_to_be_realised(
    report: KnowledgeGraph, made_up: KnowledgeGraph
) -> None:
    found = [graph.gaps(each) for graph in (report, made_up) for each in graph.clusters()]
    seen = {cell.realised for cells in found for cell in cells}
    assert seen >= {Realised.HERE, Realised.ZONE, Realised.GOAL}


def test_what_surrounds_a_cluster_reaches_concepts_of_the_ontology(
    made_up: KnowledgeGraph,
) -> None:
    near = made_up.surroundings(made_up.clusters()[0], 1)
    assert {"FrameworkElement", "ElementRealization"} <= {
        kind for _, kind in near.nodes(data="kind")
    }


def test_what_a_zone_lacks_is_what_the_whole_says_of_it(
    report: KnowledgeGraph, made_up: KnowledgeGraph
) -> None:
    compared = 0
    for graph in (report, made_up):
        cells, lacks = graph.gaps(), graph.lacks()
        for zone in (iri for iri, kind in graph.entities().items() if kind == "HighTechZone"):
            network = graph.ecosystem(zone)
            near = graph.surroundings(zone, 1)
            own = {zone} | {node for node in near if near.nodes[node]["kind"] in OF_A_ZONE}
            looked_up = [cell for cell in graph.gaps(network=network) if cell.target in own]
            assert looked_up == [cell for cell in cells if cell.target in own]
            found = [lack for lack in graph.lacks(network=network) if lack.target in own]
            assert found == [lack for lack in lacks if lack.target in own]
            compared += len(looked_up) + len(found)
    assert compared > 100
