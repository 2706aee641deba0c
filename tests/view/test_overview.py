"""A network too large for one page, folded; and links to pages of their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from click.testing import CliRunner

from zonegraph.cli.main import zonegraph
from zonegraph.errors import ZonegraphError
from zonegraph.model import Label, Status
from zonegraph.view import overview
from zonegraph.view.addresses import check_address
from zonegraph.view.page import render_page

OpenPage = Callable[..., Any]
TITLE = Label("全国小图", "A small country")
KINDS = {
    "urn:east": "HighTechZone",
    "urn:west": "HighTechZone",
    "urn:east-optics": "IndustryCluster",
    "urn:west-optics": "IndustryCluster",
    "urn:optics": "Industry",
    "urn:firm": "Enterprise",
    "urn:product": "Product",
    "urn:farm": "Enterprise",
    "urn:frame": "Framework",
}
LINKS = [
    ("urn:east-optics", "locatedIn", "urn:east", Status.STATED),
    ("urn:west-optics", "locatedIn", "urn:west", Status.STATED),
    ("urn:east-optics", "clusterOf", "urn:optics", Status.INTERPRETED),
    ("urn:west-optics", "clusterOf", "urn:optics", Status.INTERPRETED),
    ("urn:firm", "memberOf", "urn:east-optics", Status.INTERPRETED),
    ("urn:firm", "memberOf", "urn:east-optics", Status.STATED),
    ("urn:firm", "locatedIn", "urn:east", Status.STATED),
    ("urn:firm", "produces", "urn:product", Status.STATED),
    ("urn:farm", "locatedIn", "urn:west", Status.STATED),
    ("urn:east", "adopts", "urn:frame", Status.STATED),
    ("urn:west", "adopts", "urn:frame", Status.STATED),
    ("urn:firm", "near", "urn:nowhere", Status.STATED),
]


def name(iris: list[str]) -> dict[str, Label]:
    return {iri: Label(f"名{iri[4:]}", iri[4:]) for iri in iris}


@pytest.fixture
def folded() -> nx.MultiDiGraph[str]:
    return overview.fold(KINDS, LINKS, name)


def test_each_entity_is_folded_into_its_cluster_or_else_its_zone(
    folded: nx.MultiDiGraph[str],
) -> None:
    assert {node[4:]: told["holds"] for node, told in folded.nodes(data=True)} == {
        "east": 1,
        "east-optics": 3,
        "optics": 1,
        "west": 2,
        "west-optics": 1,
    }
    assert folded.graph == {"entities": 9, "facts": 10}


def test_a_fact_counts_once_by_its_best_status(folded: nx.MultiDiGraph[str]) -> None:
    assert folded.nodes["urn:east-optics"]["inside"] == 2
    between = {
        (one[4:], other[4:], fact["status"]): fact["weight"]
        for one, other, fact in folded.edges(data=True)
    }
    assert between == {
        ("east", "east-optics", "Stated"): 2,
        ("east-optics", "optics", "Interpreted"): 1,
        ("optics", "west-optics", "Interpreted"): 1,
        ("west", "west-optics", "Stated"): 1,
    }


def test_clusters_fold_too_where_there_are_too_many() -> None:
    graph = overview.fold(KINDS, LINKS, name, most=4)
    assert {node[4:]: told["holds"] for node, told in graph.nodes(data=True)} == {
        "east": 4,
        "west": 3,
    }


@pytest.mark.parametrize(
    "address",
    [
        "a.html",
        "../zone/a.html#x?y=1",
        "entity/%E4%B8%AD.html",
        "#here",
        "https://example.org/a",
        "./a:b",
    ],
)
def test_sound_addresses_pass(address: str) -> None:
    assert check_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", " javascript:alert(1)",
        "data:text/html,x", "//evil.example/a", "\\\\evil.example", "http:///a", "file:///etc/passwd",
        'a"b', "a<b", "", "http://[", "a\u0000b",
    ],
)  # fmt: skip
def test_other_addresses_are_refused(small: nx.MultiDiGraph[str], address: str) -> None:
    links = {next(iter(small)): address}
    with pytest.raises(ZonegraphError, match="relative and http"):
        render_page(small, title=TITLE, language="zh", links=links)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_overview_says_what_it_folds_and_leads_to_each_page(
    visit: OpenPage, folded: nx.MultiDiGraph[str], language: str, tmp_path: Path
) -> None:
    (tmp_path / "zone").mkdir()
    (tmp_path / "zone" / "east-optics.html").write_text("<!doctype html><title>own</title>")
    links = {node: f"zone/{node[4:]}.html" for node in folded}
    seen = visit(
        render_page(folded, title=TITLE, language="zh", links=links), address=f"#lang={language}"
    )
    page = seen.page
    assert "9" in page.locator("#summary").inner_text()
    notice = page.locator(".folded-notice").inner_text()
    assert ("折叠" if language == "zh" else "folded") in notice
    page.locator("#search").fill("east-optics")
    page.keyboard.press("Enter")
    held = page.locator(".held").inner_text()
    assert "3" in held
    assert "2" in held
    link = page.locator("a.own-page")
    assert link.get_attribute("href") == "zone/east-optics.html"
    told = page.locator("section.facts").inner_text()
    assert ("2 条事实" if language == "zh" else "2 facts") in told
    assert seen.complaints == []
    link.click()
    page.wait_for_url("**/zone/east-optics.html")
    assert page.title() == "own"


def test_a_page_of_all_folds_above_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview, "MOST", 100)
    target = tmp_path / "page.html"
    result = CliRunner().invoke(
        zonegraph, ["view", "--all", "-o", str(target)], env={"ZONEGRAPH_STORE": ""}
    )
    assert result.exit_code == 0, result.output
    data = json.loads(target.read_text("utf-8").split('id="data">')[1].split("</script>")[0])
    assert data["whole"]["entities"] > 100 > len(data["nodes"])
    kinds = {data["kinds"][node["group"]]["name"] for node in data["nodes"]}
    assert kinds == {"HighTechZone", "IndustryCluster", "Industry"}
