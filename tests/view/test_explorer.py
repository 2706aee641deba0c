"""What a reader expects of a graph explorer, done in a real browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from zonegraph.model import Label
from zonegraph.view.page import render_page

if TYPE_CHECKING:
    from playwright.sync_api import Page

OpenPage = Callable[..., Any]
TITLE = Label("云川小图", "A small Yunchuan")
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
NAMES = {"晨光光电", "城东产业园", "光电子产业集群", "云川高新区"}


@pytest.fixture
def html(small: nx.MultiDiGraph[str]) -> str:
    return render_page(small, title=TITLE, language="zh")


@pytest.fixture
def zone(ecosystem: nx.MultiDiGraph[str]) -> str:
    return render_page(ecosystem, title=TITLE, language="zh")


def choose(page: Page, name: str) -> None:
    page.locator("#search").fill(name)
    page.keyboard.press("Enter")


def listed(page: Page) -> set[str]:
    """Names in the list, which holds what the picture shows."""
    if page.locator("#back").count():
        page.locator("#back").click()
    names = page.locator("#panel .entry bdi").all_inner_texts()
    return set(names)


def heading(page: Page) -> str:
    return page.locator("#entity-name").inner_text()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_surroundings_at_each_depth(visit: OpenPage, html: str, size: dict[str, int]) -> None:
    page = visit(html, size=size).page
    choose(page, "光电子产业集群")
    page.locator("#depth-1").click()
    assert page.locator("#depth-1").get_attribute("aria-pressed") == "true"
    assert listed(page) == {"光电子产业集群", "晨光光电"}
    choose(page, "光电子产业集群")
    page.locator("#depth-2").click()
    assert listed(page) == NAMES - {"云川高新区"}
    choose(page, "光电子产业集群")
    page.locator("#depth-3").click()
    assert listed(page) == NAMES
    page.locator("#focus-leave").click()
    assert page.locator("#focus-leave").count() == 0


def test_a_double_click_goes_one_step_deeper_each_time(visit: OpenPage, html: str) -> None:
    page = visit(html).page
    choose(page, "光电子产业集群")
    page.locator("#depth-1").click()
    page.locator("#kind-Enterprise").click()
    page.locator("#fit").click()
    box = page.locator("#network").bounding_box()
    spot = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 - 22
    page.mouse.dblclick(*spot)
    assert page.locator("#depth-2").get_attribute("aria-pressed") == "true"
    page.locator("#kind-Enterprise").click()
    assert listed(page) == NAMES - {"云川高新区"}


def test_the_keys_1_2_3_show_surroundings_and_escape_leaves_them(
    visit: OpenPage, html: str
) -> None:
    page = visit(html).page
    choose(page, "光电子产业集群")
    page.locator("#network").focus()
    page.keyboard.press("1")
    assert listed(page) == {"光电子产业集群", "晨光光电"}
    page.locator("#network").focus()
    page.keyboard.press("Escape")
    assert listed(page) == NAMES


def test_searching_for_what_is_outside_leaves_the_surroundings(visit: OpenPage, html: str) -> None:
    page = visit(html).page
    choose(page, "光电子产业集群")
    page.locator("#depth-1").click()
    choose(page, "云川高新区")
    assert heading(page) == "云川高新区"
    assert listed(page) == NAMES


def test_relations_are_filtered(visit: OpenPage, html: str) -> None:
    page = visit(html).page
    page.locator(".relations summary").click()
    built = page.locator(".relations .filter", has_text="为其打造")
    assert built.inner_text().split("\n") == ["为其打造", "1"]
    built.click()
    choose(page, "晨光光电")
    assert page.locator("section.facts", has_text="为其打造").count() == 0
    assert page.locator("section.facts", has_text="入驻").count() == 1
    assert page.locator("#show-all").is_visible()


def test_facts_below_a_confidence_are_hidden(visit: OpenPage, html: str) -> None:
    page = visit(html).page
    choose(page, "晨光光电")
    assert page.locator("section.facts", has_text="属于集群").count() == 1
    page.locator("#least-confidence").press("End")
    assert page.locator(".range output").first.inner_text() == "≥ 1.0"
    assert page.locator("section.facts", has_text="属于集群").count() == 0
    assert page.locator("section.facts", has_text="入驻").count() == 1


def test_two_entities_are_joined_by_the_shortest_way(visit: OpenPage, html: str) -> None:
    page = visit(html).page
    choose(page, "光电子产业集群")
    page.locator("#route").click()
    assert "请选另一实体" in page.locator(".in-hand").inner_text()
    choose(page, "云川高新区")
    assert heading(page) == "从“光电子产业集群”到“云川高新区”：3 步"
    hops = page.locator("section.facts h3").all_inner_texts()
    assert [hop.split("\n")[0] for hop in hops] == ["1", "2", "3"]
    told = page.locator("#panel").inner_text()
    assert "入驻" in told
    assert "p2-s2" in told
    page.locator("#back").click()
    assert page.locator("#entity-name").count() == 0


def test_a_way_goes_round_what_all_share(visit: OpenPage, ecosystem: nx.MultiDiGraph[str]) -> None:
    page = visit(render_page(ecosystem, title=TITLE, language="en")).page
    choose(page, "Yunchuan Optics Works 0")
    page.locator("#route").click()
    choose(page, "Yunchuan Optics Works 4")
    assert heading(page).endswith("2 steps")
    assert "Yunchuan High-tech Zone" not in page.locator("#panel").inner_text()


def test_without_a_way_the_page_says_so(visit: OpenPage, small: nx.MultiDiGraph[str]) -> None:
    small.add_node("urn:x", kind="Person", label_zh="孤零", label_en="Alone", aliases=())
    page = visit(render_page(small, title=TITLE, language="zh")).page
    choose(page, "孤零")
    page.locator("#route").click()
    choose(page, "晨光光电")
    assert page.locator("#announcement").text_content() == "两者之间没有路径"


def test_a_kind_folds_into_one_node_and_unfolds(visit: OpenPage, zone: str) -> None:
    page = visit(zone).page
    before = listed(page)
    page.locator("#fold-Enterprise").click()
    folded = listed(page)
    assert "企业 ×28" in folded
    assert not any("科技有限公司" in name for name in folded)
    page.locator(".entry", has_text="企业 ×28").click()
    assert page.locator("#panel .entry").count() == 28
    page.locator("#unfold").click()
    assert listed(page) == before


def test_a_cluster_folds_with_all_that_hangs_on_it(visit: OpenPage, zone: str) -> None:
    page = visit(zone).page
    choose(page, "光电子产业集群")
    page.locator("#fold-cluster").click()
    assert heading(page).startswith("光电子产业集群 ×")
    names = listed(page)
    assert not any("光电" in name and "公司" in name for name in names)
    assert any("智能" in name for name in names)
    choose(page, "云川晨光电科技有限公司0")
    assert "光电子产业集群" in listed(page)


def test_undo_takes_back_one_step_at_a_time(visit: OpenPage, html: str) -> None:
    page = visit(html).page
    undo = page.locator("#undo")
    assert undo.is_disabled()
    page.locator("#kind-Enterprise").click()
    choose(page, "城东产业园")
    undo.click()
    assert page.locator("#entity-name").count() == 0
    assert page.locator("#kind-Enterprise").get_attribute("aria-pressed") == "false"
    page.keyboard.press("Control+z")
    assert page.locator("#kind-Enterprise").get_attribute("aria-pressed") == "true"
    assert undo.is_disabled()


def test_a_link_holds_the_whole_state(visit: OpenPage, zone: str) -> None:
    page = visit(zone).page
    page.locator("#kind-Product").click()
    page.locator("#status-Inferred").click()
    page.locator("#hub-ties").click()
    page.locator("#fold-Technology").click()
    page.locator(".relations summary").click()
    page.locator(".relations .filter", has_text="带头人").click()
    page.locator("#least-confidence").press("ArrowRight")
    choose(page, "光电子产业集群")
    page.locator("#depth-2").click()
    page.locator("[data-language=en]").click()
    address = page.evaluate("location.hash")
    told = page.locator("#panel").inner_text()
    again = visit(zone, address=address).page
    assert again.locator("#panel").inner_text() == told
    for pressed in ("#kind-Product", "#status-Inferred", "#hub-ties"):
        assert again.locator(pressed).get_attribute("aria-pressed") == "false"
    assert again.locator("#fold-Technology").get_attribute("aria-pressed") == "true"
    leading = again.locator(".relations .filter", has_text="led by")
    assert leading.get_attribute("aria-pressed") == "false"
    assert again.locator("#depth-2").get_attribute("aria-pressed") == "true"
    assert again.evaluate("location.hash") == address


def test_a_dragged_node_keeps_its_place_in_the_link(visit: OpenPage, html: str) -> None:
    page = visit(html).page
    choose(page, "云川高新区")
    page.locator("#depth-1").click()
    page.locator("#kind-IndustrialPark").click()
    page.locator("#fit").click()
    box = page.locator("#network").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 - 22
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 120, y + 30, steps=5)
    page.mouse.up()
    address = page.evaluate("location.hash")
    assert "at=id%3Ayunchuan-htz" in address
    again = visit(html, address=address).page
    assert again.evaluate("location.hash") == address
    again.locator("#reset").click()
    assert "at=" not in again.evaluate("location.hash")


@pytest.mark.parametrize("ending", ["png", "svg", "json"])
def test_the_picture_is_saved(visit: OpenPage, html: str, ending: str, tmp_path: Path) -> None:
    page = visit(html).page
    page.locator("#kind-HighTechZone").click()
    page.locator("#save summary").click()
    with page.expect_download() as waiting:
        page.locator(f"#save-{ending}").click()
    saved = tmp_path / waiting.value.suggested_filename
    assert saved.name == f"云川小图.{ending}"
    waiting.value.save_as(saved)
    if ending == "png":
        assert saved.read_bytes().startswith(b"\x89PNG")
        return
    text = saved.read_text("utf-8")
    assert "晨光光电" in text
    assert "云川高新区" not in text
    if ending == "json":
        content = json.loads(text)
        assert len(content["entities"]) == 3
        assert content["facts"][0]["evidence"][0]["locators"]
    else:
        assert text.count("<title>") == 1 + 3
        assert {"云川小图", "企业", "产业集群", "产业园区", "陈述", "推导"} <= set(
            re.findall(r">([^<>]+)</text>", text)
        )


def test_a_link_is_copied(visit: OpenPage, html: str) -> None:
    page = visit(html).page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    choose(page, "晨光光电")
    page.locator("#save summary").click()
    page.locator("#save-link").click()
    page.locator("#announcement", has_text="链接").wait_for(state="attached")
    assert "view=" in page.evaluate("location.hash")
    assert visit(html, address=page.evaluate("location.hash")).complaints == []


def test_days_are_chosen_where_sources_have_several(
    visit: OpenPage, small: nx.MultiDiGraph[str]
) -> None:
    assert (
        visit(render_page(small, title=TITLE, language="zh")).page.locator("#until-day").count()
        == 0
    )
    for one, other, key, fact in list(small.edges(keys=True, data=True)):
        if fact["relation"] == "anchors":
            later = replace(fact["evidence"][0], locators=("later-2022/p1-s1",))
            small.edges[one, other, key]["evidence"] = (later,)
    days = {"yunchuan-2020": "2020-05-01", "later-2022": "2022-01-01"}
    page = visit(render_page(small, title=TITLE, language="zh", days=days)).page
    choose(page, "晨光光电")
    assert page.locator("section.facts", has_text="锚定集群").count() == 1
    page.locator("#until-day").press("Home")
    assert page.locator(".range output").last.inner_text() == "2020-05-01"
    assert page.locator("section.facts", has_text="锚定集群").count() == 0
    assert page.locator("section.facts", has_text="属于集群").count() == 1
    assert "day=2020-05-01" in page.evaluate("location.hash")


def test_help_lists_the_keys(visit: OpenPage, html: str) -> None:
    page = visit(html).page
    page.locator("#network").focus()
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    assert "撤销" in page.locator("#help").inner_text()
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pointer_everywhere(
    visit: OpenPage, size: dict[str, int], scheme: str, language: str
) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("urn:a", kind="Enterprise", label_zh="独一", label_en="Only One", aliases=())
    html = render_page(graph, title=TITLE, language="zh", emphasis={"urn:a": 1.0})
    seen = visit(html, size=size, scheme=scheme, address=f"#lang={language}")
    page = seen.page
    box = page.locator("#network").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 - 24
    page.mouse.dblclick(x, y)
    assert heading(page) == ("独一" if language == "zh" else "Only One")
    assert page.locator("#depth-1").get_attribute("aria-pressed") == "true"
    page.go_back()
    assert page.locator("#focus-leave").count() == 0
    page.locator("#reset").click()
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 30, steps=5)
    page.mouse.up()
    assert "at=urn" in page.evaluate("location.hash")
    assert seen.complaints == []
