"""Every interaction, on a desk and on a phone, in both languages, in light and in dark."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from zonegraph.analysis.gaps import Cell, Realised
from zonegraph.model import Label
from zonegraph.view.heatmap import heat_map
from zonegraph.view.page import render_page

if TYPE_CHECKING:
    from playwright.sync_api import Page

OpenPage = Callable[..., Any]
SIZES = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
TITLE = Label("云川高新区创新生态", "Yunchuan High-tech Zone")
SENTENCE = "这一句说了这件事。"


@pytest.fixture(scope="module")
def html() -> str:
    """A page with all there is: sentences, a matrix, days and links."""
    import runpy

    make = runpy.run_path(str(Path(__file__).with_name("conftest.py")))["make_ecosystem"]
    graph: nx.MultiDiGraph[str] = make()
    cells = [
        Cell("cluster", "fund", Realised.GOAL, ()),
        Cell("cluster", "team", Realised.NOT_FOUND, ()),
    ]
    zh, en = (
        heat_map(
            cells, lambda iri: Label(f"{iri}名", iri), language, Label("缺口", "Gaps"), alone=False
        )
        for language in ("zh", "en")
    )
    firm = "https://w3id.org/zonegraph/id/optics-firm-0"
    days = {"yunchuan-2020": "2020-05-01", firm: "2020-05-01", f"{firm[:-1]}1": "2021-05-01"}
    locators = {
        spot for *_, fact in graph.edges(data=True) for spot in fact["evidence"][0].locators
    }
    return render_page(
        graph,
        title=TITLE,
        language="zh",
        sentences=dict.fromkeys(locators, SENTENCE),
        matrix=Label(zh, en),
        days=days,
        links={firm: "firm/0.html"},
    )


class Reader:
    """Someone who uses a page, and looks only at what is visible."""

    def __init__(self, page: Page, language: str, *, phone: bool) -> None:
        self.page, self.zh, self.phone = page, language == "zh", phone
        self.looked = False
        self.firm = "云川晨光电科技有限公司0" if self.zh else "Yunchuan Optics Works 0"
        self.other = "云川明光电科技有限公司2" if self.zh else "Yunchuan Optics Works 2"
        self.cluster = "光电子产业集群" if self.zh else "Optoelectronics Cluster"

    def search(self, text: str) -> None:
        self.page.locator("#network").focus()
        self.page.keyboard.press("/")
        self.page.keyboard.type(text)
        assert self.page.locator("#suggestions [role=option]").first.is_visible()
        if not self.looked:
            self.axe()
            self.looked = True
        self.page.keyboard.press("Enter")

    def heading(self) -> str:
        return self.page.locator("#entity-name").inner_text()

    def listed(self) -> list[str]:
        if self.page.locator("#back").count():
            self.page.locator("#back").click()
        return self.page.locator("#panel .entry bdi").all_inner_texts()

    def legend(self, *, opened: bool) -> None:
        if (
            self.phone
            and (self.page.locator("#legend-toggle").get_attribute("aria-expanded") == "true")
            != opened
        ):
            self.page.locator("#legend-toggle").click()

    def axe(self) -> None:
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page).response["violations"]
        assert [(item["id"], item["nodes"][0]["html"]) for item in found] == []
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def look_up(reader: Reader) -> None:
    reader.search("yccgdkjyxgs0")
    assert reader.heading() == reader.firm
    told = reader.page.locator("#panel").inner_text()
    for wanted in ("id:optics-firm-0", SENTENCE, "陈述" if reader.zh else "stated", "0.8", "p1-s4"):
        assert wanted in told
    assert reader.page.locator("a.own-page").get_attribute("href") == "firm/0.html"
    reader.axe()


def look_around(reader: Reader) -> None:
    page = reader.page
    sizes = []
    for depth in "123":
        reader.search(reader.firm)
        page.locator(f"#depth-{depth}").click()
        assert page.locator("#focus-leave").is_visible()
        sizes.append(len(reader.listed()))
    assert sizes[0] < sizes[1] < sizes[2]
    page.locator("#focus-leave").click()


def filter_facts(reader: Reader) -> None:
    page = reader.page
    reader.legend(opened=True)
    page.locator("#kind-Product").click()
    page.locator("#status-Inferred").click()
    page.locator("#least-confidence").press("ArrowRight")
    page.locator(".relations summary").click()
    page.locator(".relations .filter", has_text="入驻" if reader.zh else "tenant of").click()
    reader.axe()
    reader.legend(opened=False)
    assert not [name for name in reader.listed() if "产品" in name or "product" in name]
    reader.search(reader.firm)
    told = page.locator("#panel").inner_text()
    assert not [word for word in ("推导", "inferred", "入驻", "tenant of") if word in told]
    reader.legend(opened=True)
    page.locator("#show-all").click()
    reader.legend(opened=False)


def find_way(reader: Reader) -> None:
    reader.search(reader.firm)
    reader.page.locator("#network").focus()
    reader.page.keyboard.press("p")
    reader.search(reader.other)
    assert reader.firm in reader.heading()
    assert reader.other in reader.heading()
    assert reader.page.locator("section.facts").count() == 2
    reader.axe()
    assert "path=" in reader.page.evaluate("location.hash")


def fold(reader: Reader) -> None:
    page = reader.page
    reader.search(reader.cluster)
    page.locator("#network").focus()
    page.keyboard.press("f")
    assert reader.heading().startswith(f"{reader.cluster} ×")
    assert reader.firm not in reader.listed()
    reader.legend(opened=True)
    page.locator("#fold-Fund").click()
    reader.legend(opened=False)
    reader.axe()
    page.locator("#undo").click()
    page.locator("#undo").click()
    reader.search(reader.firm)
    assert reader.firm in reader.listed()


def choose_day(reader: Reader) -> None:
    later = reader.firm[:-1] + "1" if not reader.zh else "云川星光电科技有限公司1"
    assert later in reader.listed()
    reader.legend(opened=True)
    reader.page.locator("#until-day").press("Home")
    reader.legend(opened=False)
    assert later not in reader.listed()
    assert "day=2020-05-01" in reader.page.evaluate("location.hash")
    reader.page.locator("#reset").click()
    assert later in reader.listed()


def open_dialogs(reader: Reader) -> None:
    page = reader.page
    page.locator("#open-matrix").click()
    assert page.locator("#matrix svg:visible .heading").inner_html() == (
        "缺口" if reader.zh else "Gaps"
    )
    reader.axe()
    page.keyboard.press("Escape")
    page.locator("#network").focus()
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    reader.axe()
    page.keyboard.press("Escape")


def save(reader: Reader, folder: Path) -> None:
    for ending in ("svg", "png", "json"):
        reader.page.locator("#save summary").click()
        if ending == "svg":
            reader.axe()
        with reader.page.expect_download() as waiting:
            reader.page.locator(f"#save-{ending}").click()
        waiting.value.save_as(folder / f"saved.{ending}")
    svg = (folder / "saved.svg").read_text("utf-8")
    assert re.search(rf"<title>{reader.firm}</title>", svg)
    width, height = (
        int((folder / "saved.png").read_bytes()[at : at + 4].hex(), 16) for at in (16, 20)
    )
    assert min(width, height) > 1000
    told = json.loads((folder / "saved.json").read_text("utf-8"))
    assert len(told["facts"]) > 200


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_interaction(
    visit: OpenPage, html: str, size: str, scheme: str, language: str, tmp_path: Path
) -> None:
    seen = visit(html, size=SIZES[size], scheme=scheme, address=f"#lang={language}")
    reader = Reader(seen.page, language, phone=size == "phone")
    reader.axe()
    for act in (look_up, look_around, filter_facts, find_way, fold, choose_day, open_dialogs):
        act(reader)
    save(reader, tmp_path)
    assert seen.complaints == []
    assert [
        url for url in seen.requests if not url.startswith(("data:", "blob:"))
    ] == seen.requests[:1]


def test_the_link_holds_zoom_and_theme_and_back_returns(visit: OpenPage, html: str) -> None:
    page = visit(html).page
    page.locator("#zoom-in").click()
    page.locator("#theme").click()
    zoomed = page.evaluate("location.hash")
    assert "view=" in zoomed
    assert "theme=dark" in zoomed
    again = visit(html, address=zoomed).page
    assert again.evaluate("location.hash") == zoomed
    assert again.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 24, 28)"
    page.locator(".entry").first.click()
    page.go_back()
    assert page.locator("#entity-name").count() == 0
    assert page.evaluate("location.hash") == zoomed
    page.locator("#fit").click()
    assert "view=" not in page.evaluate("location.hash")


def test_the_wheel_zooms_and_the_address_follows(visit: OpenPage, html: str) -> None:
    page = visit(html).page
    box = page.locator("#network").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.wheel(0, -300)
    page.wait_for_url("**view=*")


def test_the_keyboard_moves_a_node_and_undo_returns_it(visit: OpenPage, html: str) -> None:
    page = visit(html, address="#node=id%3Aoptics-firm-0").page
    page.locator("#network").focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    page.wait_for_url("**at=id%3Aoptics-firm-0*")
    page.keyboard.press("Control+z")
    assert "at=" not in page.evaluate("location.hash")


def test_names_in_sentences_keep_their_direction(visit: OpenPage) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    name = "\u202eabc"
    for node in "ab":
        graph.add_node(node, kind="Person", label_zh=name, label_en=name, aliases=())
    page = visit(render_page(graph, title=TITLE, language="zh")).page
    page.locator(".entry").first.click()
    page.locator("#depth-1").click()
    assert page.locator(".in-hand bdi").text_content() == name
    assert (
        page.locator("#panel *:not(bdi)", has_text=name).evaluate_all(
            """(all, name) => all.filter((e) => !e.dir && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.includes(name))).length""",
            name,
        )
        == 0
    )


def test_paper_shows_the_picture_in_one_piece(visit: OpenPage, html: str) -> None:
    seen = visit(html, scheme="dark")
    paper = seen.page.pdf()
    assert paper.startswith(b"%PDF")
    assert seen.complaints == []
