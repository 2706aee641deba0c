"""What is lacking beside elements, by hand."""

from __future__ import annotations

import zonegraph
from zonegraph.analysis.gaps import find_gaps
from zonegraph.analysis.lacks import (
    clusters_untouched,
    elements_without_instrument,
    parks_without_tenants,
)

from .conftest import network, said


def test_a_park_with_a_tenant_is_no_lack_and_one_built_for_someone_says_so() -> None:
    kinds = {"let": "IndustrialPark", "promised": "IndustrialPark", "firm": "Enterprise"}
    edges = [("firm", "tenantOf", "let", said("a")), ("promised", "builtFor", "firm", said("b"))]
    (lack,) = parks_without_tenants(network(kinds, edges))
    assert lack.target == "promised"
    assert [(means.entity, means.evidence) for means in lack.instead] == [("firm", said("b"))]


def test_an_element_that_only_an_enterprise_realises_has_no_instrument() -> None:
    kinds = {"zone": "HighTechZone", "firm": "Enterprise", "fund": "Fund"}
    kinds |= {"r1": "ElementRealization", "r2": "ElementRealization", "frame": "Framework"}
    edges = [("zone", "adoptsFramework", "frame", said("a"))]
    for node, element, means in (("r1", "body", "firm"), ("r2", "finance", "fund")):
        edges += [
            (node, "realizesElement", element, said("a")),
            (node, "realizedFor", "zone", said("a")),
            (node, "realizedBy", means, said("a")),
        ]
    graph = network({**kinds, "body": "FrameworkElement", "finance": "FrameworkElement"}, edges)
    cells = find_gaps(graph, "frame", ["body", "finance", "core"])
    found = {
        each.by: [means.entity for means in each.instead]
        for each in elements_without_instrument(graph, cells)
    }
    assert found == {"body": ["firm"], "core": []}


def test_a_cluster_is_touched_by_a_realisation_or_by_a_neighbour() -> None:
    kinds = {
        "one": "IndustryCluster",
        "two": "IndustryCluster",
        "firm": "Enterprise",
        "fund": "Fund",
    }
    edges = [
        ("firm", "memberOfCluster", "one", said("a")),
        ("fund", "investsIn", "firm", said("a")),
    ]
    graph = network(kinds, edges)
    cells = find_gaps(graph, "frame", ["one-fund", "one-forum"])
    touching = {"one-fund": "Fund", "one-forum": ""}
    found = [(each.target, each.by) for each in clusters_untouched(graph, cells, touching)]
    assert found == [("one", "one-forum"), ("two", "one-fund"), ("two", "one-forum")]


def test_what_the_bundled_graph_lacks() -> None:
    # Counted by hand in the article: five parks and bases, of none a tenant is named; of the five elements of
    # "113" the core, the principal body and the science service have no fund, policy, platform or mechanism;
    # neither cluster has a fund, a team or a forum of its own.
    with zonegraph.open() as kg:
        lacks = kg.lacks()
        elements = {
            kg.label(each.by).en
            for each in lacks
            if each.lacking == "element without an instrument"
        }
    kinds = [each.lacking.value for each in lacks]
    assert kinds.count("park without tenants") == 5
    assert kinds.count("cluster untouched") == 6
    assert elements == {
        "industry cultivation",
        "enterprises as principal body",
        "science and technology service system",
    }
