from __future__ import annotations

import io

import networkx as nx

from zonegraph import vocab
from zonegraph.exchange import write_graphml
from zonegraph.model import Evidence, Status

FIRM, PARK = vocab.ID("firm"), vocab.ID("park")


def network() -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(title_en="a zone")
    graph.add_node(
        FIRM, kind="Enterprise", label_zh="云川光电", label_en="<b>&", aliases=("光电", "云")
    )
    graph.add_node(PARK, kind="IndustrialPark", label_zh="园\x01", label_en="Park", aliases=())
    stated = Evidence(vocab.EV("g/p1-s1"), Status.STATED, 1.0, ("g/p1-s1", "g/p2-s1"))
    read = Evidence(vocab.EV("g/p2-s1-i"), Status.INTERPRETED, 0.8, ("g/p2-s1",))
    for relation in ("builtFor", "tenantOf"):
        graph.add_edge(
            PARK,
            FIRM,
            key=vocab.ZG(relation),
            relation=relation,
            confidence=0.9,
            evidence=(stated, read),
        )
    return graph


def read_back(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    file = io.BytesIO()
    write_graphml(graph, file)
    return nx.MultiDiGraph(nx.parse_graphml(file.getvalue().decode(), force_multigraph=True))


def test_nodes_are_slugs_with_their_iri_and_names() -> None:
    assert read_back(network()).nodes["firm"] == {
        "iri": FIRM,
        "kind": "Enterprise",
        "label_zh": "云川光电",
        "label_en": "<b>&",
        "aliases": "光电; 云",
    }


def test_parallel_edges_are_kept_each_with_an_id_of_its_own() -> None:
    edges = read_back(network()).get_edge_data("park", "firm")
    assert {key: data["relation"] for key, data in edges.items()} == {
        "e0": "builtFor",
        "e1": "tenantOf",
    }


def test_an_edge_names_each_span_of_its_evidence_once() -> None:
    edge = read_back(network()).get_edge_data("park", "firm")["e0"]
    assert (edge["evidence"], edge["confidence"]) == ("g/p1-s1; g/p2-s1", 0.9)


def test_a_character_that_xml_cannot_hold_does_not_break_the_file() -> None:
    assert read_back(network()).nodes["park"]["label_zh"] == "园\ufffd"


def test_the_network_itself_is_not_changed() -> None:
    graph = network()
    write_graphml(graph, io.BytesIO())
    assert nx.utils.graphs_equal(graph, network())
