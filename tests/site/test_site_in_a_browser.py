"""A site as a reader meets it: from a disk, in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

SHORT = (
    "index.html",
    "clusters.html",
    "cluster/cluster-semiconductor-optoelectronics.html",
    "entity/zhongke-luan.html",
    "frameworks.html",
    "sources.html",
    "question/anchors.html",
    "downloads.html",
)
LONG = (
    "statistics.html",
    "source/changzhi-2021.html",
    "questions.html",
    "ontology.html",
    "entities.html",
)
"""Pages that take axe long: two looks at them will do."""
PAGES = SHORT + LONG
LOOKS = [
    ("en", {"width": 1440, "height": 900}, "light"),
    ("zh", {"width": 1440, "height": 900}, "dark"),
    ("en", {"width": 390, "height": 844}, "dark"),
    ("zh", {"width": 390, "height": 844}, "light"),
]


def is_remote(url: str) -> bool:
    return not url.startswith(("file:", "data:"))


@pytest.fixture
def open_page(browser: Any) -> Iterator[Any]:
    """Open pages, and fail at the end where one asked the network or complained."""
    contexts, heard = [], []

    def open_one(
        url: str, size: dict[str, int], scheme: str, *, strange: bool = False, **options: Any
    ) -> Any:
        context = browser.new_context(viewport=size, color_scheme=scheme, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        if (
            not strange
        ):  # axe reads style sheets as a page on a disk may not, which the console tells
            page.on("console", lambda said: heard.append(said.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on("request", lambda asked: heard.append(asked.url) if is_remote(asked.url) else None)
        page.goto(url)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert heard == []


@pytest.mark.parametrize(("language", "size", "scheme"), LOOKS)
def test_pages_are_accessible_and_as_wide_as_the_screen(
    open_page: Any, folder: Path, language: str, size: dict[str, int], scheme: str
) -> None:
    axe = Axe()
    # axe reaches the page past its policy, which forbids strange scripts.
    page = open_page(
        (folder / language / "index.html").as_uri(), size, scheme, strange=True, bypass_csp=True
    )
    for name in PAGES if language == "en" else SHORT:
        page.goto((folder / language / name).as_uri())
        assert page.locator("h1").is_visible()
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wider <= 0, name
        found = axe.run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == [], name


def test_the_first_page_opens_the_browsers_language(open_page: Any, folder: Path) -> None:
    size = {"width": 1440, "height": 900}
    for locale, heading in (("zh-CN", "长治高新"), ("en-GB", "Changzhi High-tech Zone")):
        page = open_page((folder / "index.html").as_uri(), size, "light", locale=locale)
        page.wait_for_url("**/index.html")
        page.get_by_role("heading", level=1, name=heading).wait_for()


@pytest.mark.parametrize(
    ("language", "typed"), [("zh", "zkla"), ("zh", "中科潞安"), ("en", "Zhongke Lu'an")]
)
def test_search_finds_a_page_by_pinyin_chinese_and_english(
    open_page: Any, folder: Path, language: str, typed: str
) -> None:
    url = (folder / language / "question/anchors.html").as_uri()
    page = open_page(url, {"width": 1440, "height": 900}, "light")
    page.keyboard.press("/")
    page.get_by_role("combobox").fill(typed)
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/entity/zhongke-luan.html")
    assert page.locator("h1").is_visible()


def test_a_node_of_the_picture_leads_to_its_page(open_page: Any, folder: Path) -> None:
    url = (folder / "en/cluster/cluster-semiconductor-optoelectronics.html").as_uri()
    page = open_page(url, {"width": 1440, "height": 900}, "light")
    page.locator(".still").get_by_role("link", name="Lu'an Solar").click()
    page.wait_for_url("**/entity/luan-solar.html")


def test_the_interactive_network_opens_at_the_entity_and_leads_back(
    open_page: Any, folder: Path
) -> None:
    url = (folder / "en/entity/zhongke-luan.html").as_uri()
    page = open_page(url, {"width": 1440, "height": 900}, "light")
    page.get_by_role("link", name="Open the interactive network").click()
    page.wait_for_selector("[data-drawn]")
    panel = page.get_by_role("complementary")
    assert "Zhongke Lu'an Ultraviolet" in panel.locator("h2").first.inner_text()
    panel.locator("a[href*='entity/zhongke-luan.html']").first.click()
    page.wait_for_url("**/entity/zhongke-luan.html")


def test_the_other_language_and_the_dark_look_are_one_click_away(
    open_page: Any, folder: Path
) -> None:
    url = (folder / "en/statistics.html").as_uri()
    page = open_page(url, {"width": 1440, "height": 900}, "light")
    paper = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(paper)
    page.get_by_role("button", name="Switch light and dark").click()
    assert page.evaluate(paper) != before
    page.get_by_role("link", name="中文").click()
    page.get_by_role("heading", level=1, name="统计").wait_for()


def test_a_table_sorts_by_its_heading(open_page: Any, folder: Path) -> None:
    url = (folder / "en/question/clusters.html").as_uri()
    page = open_page(url, {"width": 1440, "height": 900}, "light")
    table = page.locator("table.sortable")
    button = table.get_by_role("button", name="component")
    button.click()
    first = table.locator("tbody tr td:nth-child(3)").all_inner_texts()
    button.click()
    assert table.locator("tbody tr td:nth-child(3)").all_inner_texts() == first[::-1]
    assert table.get_by_role("columnheader", name="component").get_attribute("aria-sort")


@pytest.mark.parametrize(("language", "size", "scheme"), LOOKS)
def test_no_page_asks_the_network_or_complains(
    open_page: Any, folder: Path, language: str, size: dict[str, int], scheme: str
) -> None:
    page = open_page((folder / language / "index.html").as_uri(), size, scheme)
    for name in PAGES:
        page.goto((folder / language / name).as_uri())
        assert page.locator("main").is_visible()
