"""A page as a reader meets it, in a real browser."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from zonegraph.analysis.gaps import Cell, Realised
from zonegraph.model import Evidence, Label, Status
from zonegraph.view.heatmap import heat_map
from zonegraph.view.page import render_page

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

OpenPage = Callable[..., Any]
Language = Literal["zh", "en"]
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
TITLE = Label("云川小图", "A small Yunchuan")
SENTENCES = {"yunchuan-2020/p2-s2": "晨光光电住进了城东的园子。"}

HOSTILE = (
    "<script>window.pwned=1</script>",
    "</script><script>window.pwned=1</script>",
    "<!--<script>",
    '"><img src=x onerror="window.pwned=1">',
    "' onmouseover='window.pwned=1",
    '<a href="javascript:window.pwned=1">href</a>',
    "{{ 7*7 }}{% raw %}",
    "a\u2028b\u2029c",
    "\u202eright to left\u202c \u200f",
    "]]>&lt;b&gt;",
    "\x01 control \x1f",
    "href=#x",
)

RECORD_TEXT = """
window.painted = [];
const fill = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
  const size = parseFloat(this.font.match(/([\\d.]+)px/)[1]);
  const { a, e, f } = this.getTransform();
  const width = this.measureText(text).width * a;
  painted.push({ text, left: x * a + e - width / 2, right: x * a + e + width / 2,
                 top: y * a + f - size * a / 2, bottom: y * a + f + size * a / 2 });
  fill.call(this, text, x, y);
};
const clear = CanvasRenderingContext2D.prototype.clearRect;
CanvasRenderingContext2D.prototype.clearRect = function (...box) {
  window.painted = [];
  clear.apply(this, box);
};
"""


@pytest.fixture
def html(small: nx.MultiDiGraph[str]) -> str:
    return render_page(small, title=TITLE, language="zh", sentences=SENTENCES)


@pytest.fixture
def alone() -> str:
    """One entity, which therefore stands in the middle of the picture."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("urn:a", kind="Enterprise", label_zh="独一", label_en="Only One", aliases=())
    return render_page(graph, title=TITLE, language="zh", emphasis={"urn:a": 1.0})


def box_of(page: Page, selector: str) -> Any:
    """Left, top, width and height of an element on the screen."""
    return page.locator(selector).bounding_box()


def middle(page: Page) -> tuple[float, float]:
    """Where a picture's only entity stands: a little above the middle, clear of the buttons."""
    box = box_of(page, "#network")
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 - 24


def entry(page: Page, name: str) -> Locator:
    return page.locator("#panel .entry", has_text=name)


def details(page: Page) -> Locator:
    return page.locator("#entity-name")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_opens_quietly(
    visit: OpenPage, ecosystem: nx.MultiDiGraph[str], size: dict[str, int], scheme: str
) -> None:
    html = render_page(ecosystem, title=TITLE, language="zh")
    seen = visit(html, size=size, scheme=scheme)
    next_frame(seen.page)
    assert [url for url in seen.requests if not url.startswith("file:")] == []
    assert len(seen.requests) == 1
    assert seen.complaints == []
    assert seen.page.locator("h1").is_visible()
    assert seen.page.locator("#network canvas").is_visible()
    assert entry(seen.page, "光电子产业集群").count() == 1
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert seen.page.evaluate("document.compatMode") == "CSS1Compat"


def test_the_summary_counts_by_status(visit: OpenPage, html: str) -> None:
    summary = visit(html).page.locator("#summary").inner_text()
    assert summary == "4 个实体 · 5 条事实：3 条陈述，1 条解读，1 条推导"


def test_choosing_from_the_list_tells_everything(visit: OpenPage, html: str) -> None:
    page = visit(html).page
    entry(page, "晨光光电").click()
    panel = page.locator("#panel").inner_text()
    for text in (
        "晨光光电",
        "Chenguang Optics",
        "晨光 · CGO",
        "企业",
        "锚定集群",
        "推导",
        "置信度 0.8",
        "p2-s2",
    ):
        assert text in panel
    assert details(page).evaluate("element => element === document.activeElement")


def test_a_fact_shows_its_sentence_where_the_text_is_attached(visit: OpenPage, html: str) -> None:
    page = visit(html).page
    entry(page, "城东产业园").click()
    quotations = page.locator("blockquote")
    assert quotations.count() == 1
    assert quotations.inner_text() == SENTENCES["yunchuan-2020/p2-s2"]


def test_facts_are_grouped_by_relation_and_direction(visit: OpenPage, html: str) -> None:
    page = visit(html).page
    entry(page, "城东产业园").click()
    headings = page.locator("section.facts h3").all_inner_texts()
    assert sorted(text.split("\n")[0] for text in headings) == ["←", "→", "→"]
    assert sum("为其打造" in text for text in headings) == 1


def test_a_neighbour_is_one_click_away_and_the_list_another(visit: OpenPage, html: str) -> None:
    page = visit(html).page
    entry(page, "晨光光电").click()
    page.locator(".neighbour", has_text="城东产业园").first.click()
    assert details(page).inner_text() == "城东产业园"
    page.locator("#back").click()
    assert entry(page, "晨光光电").is_visible()
    assert details(page).count() == 0


def test_a_click_on_the_picture_selects_and_beside_it_clears(visit: OpenPage, alone: str) -> None:
    page = visit(alone).page
    page.mouse.click(*middle(page))
    assert details(page).inner_text() == "独一"
    box = box_of(page, "#network")
    page.mouse.click(box["x"] + 40, box["y"] + 40)
    assert details(page).count() == 0


def test_resting_on_a_node_tells_its_name_and_kind(
    visit: OpenPage, small: nx.MultiDiGraph[str]
) -> None:
    firm = next(node for node in small if node.endswith("chenguang"))
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(small.subgraph([firm]))
    html = render_page(graph, title=TITLE, language="en", emphasis={firm: 1.0})
    page = visit(html).page
    page.mouse.move(*middle(page), steps=4)
    tooltip = page.locator("#tooltip")
    tooltip.wait_for(state="visible")
    assert "Chenguang Optics" in tooltip.inner_text()
    assert "enterprise" in tooltip.inner_text()


def test_resting_on_a_line_tells_its_facts_and_evidence(
    visit: OpenPage, small: nx.MultiDiGraph[str]
) -> None:
    firm, park = (next(n for n in small if n.endswith(s)) for s in ("chenguang", "east-park"))
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(small.subgraph([firm, park]))
    page = visit(render_page(graph, title=TITLE, language="en")).page
    page.mouse.move(*middle(page), steps=8)
    tooltip = page.locator("#tooltip")
    tooltip.wait_for(state="visible")
    for text in ("2 facts", "tenant of", "built for", "stated · p2-s2", "stated · p3-s3"):
        assert text in tooltip.inner_text()


def test_the_keyboard_walks_the_picture(visit: OpenPage, html: str) -> None:
    page = visit(html).page
    page.locator("#network").focus()
    page.keyboard.press("ArrowRight")
    assert details(page).inner_text() == "晨光光电"
    names = {details(page).inner_text()}
    for key in ("ArrowRight",) * 3 + ("ArrowLeft",) * 3 + ("ArrowDown", "ArrowUp") * 2:
        page.keyboard.press(key)
        names.add(details(page).inner_text())
    assert len(names) == 4
    page.keyboard.press("Enter")
    assert details(page).evaluate("element => element === document.activeElement")
    page.keyboard.press("Escape")
    assert details(page).count() == 0


def test_everything_is_reached_by_tab(visit: OpenPage, html: str) -> None:
    page = visit(html).page
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.className"))
    assert {
        "search",
        "theme",
        "kind-Enterprise",
        "status-Stated",
        "network",
        "fit",
        "entry",
    } <= reached


@pytest.mark.parametrize("key", ["click", "Space", "Enter"])
def test_the_legend_counts_and_filters_kinds(visit: OpenPage, html: str, key: str) -> None:
    page = visit(html).page
    button = page.locator("#kind-Enterprise")
    assert button.inner_text().split("\n") == ["企业", "1"]
    assert button.get_attribute("aria-pressed") == "true"
    if key == "click":
        button.click()
    else:
        button.focus()
        page.keyboard.press(key)
    assert button.get_attribute("aria-pressed") == "false"
    assert entry(page, "晨光光电").count() == 0
    assert entry(page, "城东产业园").count() == 1
    assert button.evaluate("element => element === document.activeElement")
    page.locator("#show-all").click()
    assert entry(page, "晨光光电").count() == 1
    assert not page.locator("#show-all").is_visible()


def test_a_hidden_kind_is_not_painted(visit: OpenPage, html: str) -> None:
    page = visit(html, before=RECORD_TEXT).page
    assert "晨光光电" in painted(page)
    page.locator("#kind-Enterprise").click()
    assert "晨光光电" not in painted(page)
    assert "城东产业园" in painted(page)


def test_a_hidden_status_leaves_the_panel(visit: OpenPage, html: str) -> None:
    page = visit(html).page
    entry(page, "晨光光电").click()
    assert page.locator("section.facts", has_text="锚定集群").count() == 1
    page.locator("#status-Inferred").click()
    assert page.locator("section.facts", has_text="锚定集群").count() == 0
    assert page.locator("section.facts", has_text="属于集群").count() == 1


def test_the_lines_of_hubs_can_be_left_out(
    visit: OpenPage, ecosystem: nx.MultiDiGraph[str], html: str
) -> None:
    assert visit(html).page.locator("#hub-ties").count() == 0
    page = visit(render_page(ecosystem, title=TITLE, language="zh")).page
    page.locator("#hub-ties").click()
    assert page.locator("#hub-ties").get_attribute("aria-pressed") == "false"
    page.locator("#reset").click()
    assert page.locator("#hub-ties").get_attribute("aria-pressed") == "true"


def test_the_language_switch_changes_every_word(visit: OpenPage, html: str) -> None:
    page = visit(html, before=RECORD_TEXT).page
    page.locator("[data-language=en]").click()
    assert page.locator("h1").inner_text() == "A small Yunchuan"
    assert page.title() == "A small Yunchuan"
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("#summary").inner_text().startswith("4 entities · 5 facts")
    assert page.locator("#kind-IndustrialPark").inner_text().split("\n")[0] == "industrial park"
    assert page.locator("#search").get_attribute("placeholder") == "Chinese, pinyin or English"
    assert "East Park" in painted(page)
    page.locator("#theme").focus()
    chinese = page.evaluate(
        """() => {
          const shown = [...document.querySelectorAll("header, nav, main, aside")]
            .map((part) => part.innerText + [...part.querySelectorAll("[aria-label], [title]")]
              .map((e) => e.getAttribute("aria-label") + e.title).join(" ")).join(" ");
          return shown.match(/\\p{Script=Han}+/gu);
        }"""
    )
    assert set(chinese) == {"中文"}
    page.locator("[data-language=zh]").click()
    assert page.locator("h1").inner_text() == "云川小图"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("晨光", "晨光光电"),
        ("chen", "晨光光电"),
        ("PARK", "城东产业园"),
        ("cgo", "晨光光电"),
        ("产业园", "城东产业园"),
        ("chenguang", "晨光光电"),
        ("chengdong chan", "城东产业园"),
        ("cdcyy", "城东产业园"),
        ("YCGXQ", "云川高新区"),
    ],
)
def test_search_finds_any_part_of_a_name_in_either_language(
    visit: OpenPage, html: str, typed: str, found: str
) -> None:
    page = visit(html).page
    page.keyboard.press("/")
    page.keyboard.type(typed)
    first = page.locator("#suggestions [role=option]").first
    assert found in first.inner_text()
    assert page.locator("#search").get_attribute("aria-expanded") == "true"
    page.keyboard.press("Enter")
    assert details(page).inner_text() == found
    assert not page.locator("#suggestions").is_visible()


def test_search_is_steered_by_arrows_and_by_the_pointer(visit: OpenPage, html: str) -> None:
    page = visit(html).page
    page.locator("#search").fill("光")
    options = page.locator("#suggestions [role=option]")
    assert options.count() == 2
    page.keyboard.press("ArrowDown")
    assert options.nth(1).get_attribute("aria-selected") == "true"
    options.nth(1).click()
    assert details(page).inner_text() == "晨光光电"


def test_search_says_when_nothing_matches(visit: OpenPage, html: str) -> None:
    page = visit(html).page
    page.locator("#search").fill("zzz")
    assert page.locator("#suggestions").inner_text() == "没有匹配的实体"
    page.keyboard.press("Enter")
    assert details(page).count() == 0
    page.keyboard.press("Escape")
    assert not page.locator("#suggestions").is_visible()


def test_search_brings_a_hidden_entity_back(visit: OpenPage, html: str) -> None:
    page = visit(html).page
    page.locator("#kind-Enterprise").click()
    page.locator("#search").fill("晨光")
    page.keyboard.press("Enter")
    assert details(page).inner_text() == "晨光光电"
    assert page.locator("#kind-Enterprise").get_attribute("aria-pressed") == "true"


def test_the_address_holds_selection_and_language(visit: OpenPage, html: str) -> None:
    page = visit(html, address="#node=id%3Aeast-park&lang=en").page
    assert details(page).inner_text() == "East Park"
    page.locator(".neighbour", has_text="Chenguang Optics").first.click()
    assert page.evaluate("location.hash") == "#node=id%3Achenguang&lang=en"
    page.go_back()
    assert details(page).inner_text() == "East Park"
    page.go_forward()
    assert details(page).inner_text() == "Chenguang Optics"


@pytest.mark.parametrize("address", ["#node=id%3Anobody&lang=fr", "#", "#%zz", "#node=__proto__"])
def test_a_broken_address_opens_the_page_as_it_is(visit: OpenPage, html: str, address: str) -> None:
    seen = visit(html, address=address)
    assert seen.page.locator("h1").inner_text() == "云川小图"
    assert entry(seen.page, "晨光光电").is_visible()
    assert seen.complaints == []


def test_the_theme_follows_the_system_and_the_reader(visit: OpenPage, html: str) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light = visit(html).page.evaluate(ground)
    page = visit(html, scheme="dark").page
    dark = page.evaluate(ground)
    assert light == "rgb(251, 250, 248)"
    assert dark == "rgb(21, 24, 28)"
    page.locator("#theme").click()
    assert page.evaluate(ground) == light
    page.locator("#theme").click()
    assert page.evaluate(ground) == dark


def test_fit_and_zoom_change_what_is_painted(visit: OpenPage, html: str) -> None:
    page = visit(html, before=RECORD_TEXT).page

    def width() -> Any:
        next_frame(page)
        boxes = page.evaluate("painted")
        return max(box["left"] for box in boxes) - min(box["left"] for box in boxes)

    at_first = width()
    page.locator("#zoom-out").click()
    assert width() < at_first
    page.locator("#fit").click()
    assert width() == pytest.approx(at_first, abs=1)


def test_dragging_a_node_moves_it_and_reset_returns_it(visit: OpenPage, alone: str) -> None:
    page = visit(alone, before=RECORD_TEXT).page

    def place() -> Any:
        next_frame(page)
        return page.evaluate("painted[0].left")

    x, y = middle(page)
    at_first = place()
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 150, y + 20, steps=6)
    page.mouse.up()
    assert place() == pytest.approx(at_first + 150, abs=3)
    page.locator("#reset").click()
    assert place() == pytest.approx(at_first, abs=1)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_names_do_not_cover_each_other_at_first_view(
    visit: OpenPage, ecosystem: nx.MultiDiGraph[str], size: dict[str, int], language: Language
) -> None:
    html = render_page(ecosystem, title=TITLE, language=language)
    page = visit(html, size=size, before=RECORD_TEXT).page
    boxes = page.evaluate("painted")
    assert len(boxes) > (40 if size is DESK else 10)
    for one, other in itertools.combinations(boxes, 2):
        across = min(one["right"], other["right"]) - max(one["left"], other["left"])
        down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
        assert across <= 1 or down <= 1, (one["text"], other["text"])


def test_the_great_nodes_are_named_at_first_view(
    visit: OpenPage, ecosystem: nx.MultiDiGraph[str]
) -> None:
    page = visit(render_page(ecosystem, title=TITLE, language="zh"), before=RECORD_TEXT).page
    assert {"光电子产业集群", "机器人产业集群", "云川高新区"} <= set(painted(page))


def test_relations_are_named_only_around_the_selected(visit: OpenPage, html: str) -> None:
    page = visit(html, before=RECORD_TEXT).page
    assert "位于" not in painted(page)
    entry(page, "云川高新区").click()
    assert "位于" in painted(page)


def next_frame(page: Page) -> None:
    """Wait until what was asked for has been painted."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def painted(page: Page) -> Any:
    next_frame(page)
    return page.evaluate("painted.map((item) => item.text)")


def hostile_graph() -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number, text in enumerate(HOSTILE):
        graph.add_node(
            f"urn:{number}:{text}",
            kind=("Enterprise", text)[number % 2],
            label_zh=text,
            label_en=text[::-1] if number == 8 else text,
            aliases=(text, "href"),
        )
    for one, other in itertools.pairwise(graph):
        text = HOSTILE[int(one.split(":")[1])]
        evidence = Evidence(text, Status.INTERPRETED, 0.5, (f"s/{text}",))
        graph.add_edge(
            one,
            other,
            key=text,
            relation=text,
            label_zh=text,
            label_en=text,
            status="Interpreted",
            confidence=0.5,
            evidence=(evidence,),
        )
    return graph


@pytest.mark.parametrize("language", ["zh", "en"])
def test_hostile_text_is_shown_and_never_run(visit: OpenPage, language: Language) -> None:
    title = Label(HOSTILE[1], HOSTILE[3])
    sentences = {f"s/{text}": text for text in HOSTILE}
    graph = hostile_graph()
    html = render_page(graph, title=title, language=language, sentences=sentences)
    seen = visit(html)
    page = seen.page
    assert page.locator("h1").inner_text() == title.in_language(language)
    for number, text in enumerate(HOSTILE):
        shown = text[::-1] if number == 8 and language == "en" else text
        page.locator("#search").fill(shown)
        page.keyboard.press("Enter")
        assert details(page).text_content() == shown
        box = box_of(page, "#network")
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=3)
    assert page.evaluate("window.pwned") is None
    assert page.locator("#panel img, #panel a, #tooltip img, #panel script").count() == 0
    assert page.locator("script").count() == 3
    assert len(seen.requests) == 1
    page.locator("#save summary").click()
    with page.expect_download() as waiting:
        page.locator("#save-svg").click()
    drawing = ET.parse(waiting.value.path()).getroot()
    assert {element.tag.rpartition("}")[2] for element in drawing.iter()} <= {
        "svg", "title", "rect", "line", "path", "g", "text",
    }  # fmt: skip
    assert seen.complaints == []


def test_paper_gets_the_picture_and_the_words_but_no_controls(visit: OpenPage, html: str) -> None:
    page = visit(html, scheme="dark").page
    entry(page, "晨光光电").click()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for hidden in ("#search", "#fit", "#theme", "#back", "#network canvas"):
        assert not page.locator(hidden).is_visible()
    for shown in ("#printed svg", "#entity-name"):
        assert page.locator(shown).is_visible()
    assert "云川小图" in page.locator("#printed text").all_text_contents()
    ink = page.locator("#entity-name").evaluate("element => getComputedStyle(element).color")
    assert ink == "rgb(30, 35, 41)"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert page.locator("#network canvas").is_visible()
    assert page.locator("#printed").count() == 0


def test_on_a_phone_the_panel_is_a_sheet_that_grows(visit: OpenPage, html: str) -> None:
    page = visit(html, size=PHONE).page
    panel, picture = page.locator("#panel"), page.locator("#network")
    small = panel.bounding_box()
    assert small["y"] >= picture.bounding_box()["y"]
    assert small["width"] == PHONE["width"]
    page.locator("#handle").click()
    assert page.locator("#handle").get_attribute("aria-expanded") == "true"
    assert panel.bounding_box()["height"] > small["height"] + 100
    entry(page, "晨光光电").click()
    assert details(page).is_visible()


def test_on_a_phone_targets_are_large_enough_for_a_finger(visit: OpenPage, html: str) -> None:
    page = visit(html, size=PHONE).page
    for target in page.locator("button:visible").all():
        box = target.bounding_box()
        assert min(box["width"], box["height"]) >= 24, target.inner_text()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_button_opens_the_gap_matrix_in_the_language_of_the_page(
    visit: OpenPage, small: nx.MultiDiGraph[str], size: dict[str, int]
) -> None:
    cells = [
        Cell("cluster", "fund", Realised.GOAL, ()),
        Cell("cluster", "team", Realised.NOT_FOUND, ()),
    ]
    zh, en = (
        heat_map(
            cells,
            lambda iri: Label(f"{iri}的名字", f"<b>{iri}</b>"),
            language,
            Label("缺口", "Gaps"),
            alone=False,
        )
        for language in ("zh", "en")
    )
    seen = visit(render_page(small, title=TITLE, language="zh", matrix=Label(zh, en)), size=size)
    page = seen.page
    assert not page.locator("#matrix").is_visible()
    page.locator("[data-language=en]").click()
    page.locator("#open-matrix").click()
    assert page.locator("#matrix svg:visible").count() == 1
    assert "<b>cluster</b>" in page.locator("#matrix svg:visible text").all_text_contents()
    fills = page.locator("#matrix svg:visible rect.not-found").first.evaluate(
        "e => getComputedStyle(e).fill"
    )
    assert fills == "rgb(236, 235, 232)"
    page.keyboard.press("Escape")
    assert not page.locator("#matrix").is_visible()
    assert seen.complaints == []
