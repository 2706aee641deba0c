"""Anchors out of a columnar projection: the very values that look-ups in the store give."""

from __future__ import annotations

import json
from datetime import date
from functools import partial
from pathlib import Path

import pytest

import zonegraph
from zonegraph.analysis.surroundings import REACH
from zonegraph.engines import ProjectedGraph, in_processes
from zonegraph.errors import StoreError, UnknownNameError, ZonegraphError
from zonegraph.model import Status
from zonegraph.projection import ProjectionOptions
from zonegraph.projection.columnar import MANIFEST

from .conftest import OnDisk

OPTIONS = {
    "all": ProjectionOptions(),
    "stated": ProjectionOptions(statuses=frozenset({Status.STATED})),
    "sure": ProjectionOptions(min_confidence=0.9),
    "by a day": ProjectionOptions(as_of=date(2021, 8, 15)),
    "relations": ProjectionOptions(relations=frozenset({"memberOfCluster", "tenantOf"})),
}


@pytest.mark.parametrize("options", OPTIONS.values(), ids=OPTIONS)
@pytest.mark.parametrize("groups", [False, True])
def test_anchors_are_equal(graph: OnDisk, options: ProjectionOptions, groups: bool) -> None:
    weights = {"coverage": 3.0, "participation": 1.0}
    with zonegraph.open(str(graph.store)) as kg:
        expected = kg.anchors(weights=weights, groups=groups, options=options)
    projected = ProjectedGraph(graph.projection)
    assert projected.anchors(weights=weights, groups=groups, options=options) == expected


def test_explanations_are_equal(graph: OnDisk) -> None:
    projected = ProjectedGraph(graph.projection)
    with zonegraph.open(str(graph.store)) as kg:
        chosen = kg.clusters()[:3]
        expected = list(kg.explanations_of(chosen))
    assert any(expected)
    assert list(projected.explanations_of(chosen)) == expected


def test_several_processes_give_the_same_in_the_same_order(graph: OnDisk) -> None:
    one = ProjectedGraph(graph.projection, partial(in_processes, processes=1))
    two = ProjectedGraph(graph.projection, partial(in_processes, processes=2))
    assert two.anchors() == one.anchors()


def test_names_mean_what_they_mean_in_the_store(graph: OnDisk) -> None:
    projected = ProjectedGraph(graph.projection)
    with zonegraph.open(str(graph.store)) as kg:
        for cluster in kg.clusters():
            label = kg.label(cluster)
            assert projected.label(cluster) == label
            for name in (label.zh, label.en.upper(), cluster, cluster.rsplit("/", 1)[-1]):
                assert projected.entity(name, "IndustryCluster") == cluster
    with pytest.raises(UnknownNameError, match="no IndustryCluster named 'nowhere'"):
        projected.entity("nowhere", "IndustryCluster")


def test_an_unknown_measure_is_refused_before_anything_is_read(graph: OnDisk) -> None:
    with pytest.raises(UnknownNameError, match="no measure named 'fame'"):
        ProjectedGraph(graph.projection).anchors(weights={"fame": 1.0})


def test_figures_are_refused(graph: OnDisk) -> None:
    options = ProjectionOptions(kinds=frozenset({"Observation"}))
    with pytest.raises(ZonegraphError, match="holds no figures"):
        ProjectedGraph(graph.projection).anchors(options=options)


def test_a_projection_of_other_surroundings_is_refused(graph: OnDisk, tmp_path: Path) -> None:
    content = json.loads((graph.projection / MANIFEST).read_text())
    for path in graph.projection.rglob("*.parquet"):
        copy = tmp_path / path.relative_to(graph.projection)
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(path.read_bytes())
    (tmp_path / MANIFEST).write_text(json.dumps({**content, "hops": REACH + 1}))
    with pytest.raises(StoreError, match="made for other surroundings"):
        ProjectedGraph(tmp_path)
