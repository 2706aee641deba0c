"""The editor and the pages of questions, in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

DESK = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 844}
Visit = Callable[..., Any]


@pytest.fixture
def visit(browser: Any, start: Callable[..., Any], whole: Path) -> Iterator[Visit]:
    """Open a page of the server; at the end it must have asked nobody else, and complained of nothing."""
    served = start(whole, "--workers", "2", "--time-limit", "5")
    contexts, wrong = [], []

    def open_page(path: str, size: dict[str, int] = DESK, scheme: str = "light") -> Any:
        context = browser.new_context(
            viewport=size, color_scheme=scheme, reduced_motion="reduce", locale="en-GB"
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on(
            "request",
            lambda request: (
                wrong.append(request.url)
                if not request.url.startswith((served.address, "data:"))
                else None
            ),
        )
        page.goto(served.address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [each for each in wrong if "400 (Bad Request)" not in each] == []


def ask(page: Any, query: str) -> None:
    page.fill("#query", query)
    page.press("#query", "Control+Enter")


def find_faults(page: Any) -> list[str]:
    """Return what axe finds wrong."""
    from axe_playwright_python.sync_playwright import Axe

    violations = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in violations]


def is_too_wide(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def test_an_example_as_table_network_and_chart(visit: Visit) -> None:
    page = visit("/sparql?lang=en")
    page.select_option("#example", "anchors")
    page.click("#run")
    page.wait_for_selector("#view tbody tr")
    assert page.locator("#view tbody tr").count() == 2
    assert "Zhongke Lu'an" in page.inner_text("#view")
    assert page.get_attribute("#view td a", "href").startswith("/id/")
    page.click("[data-view=network]")
    page.wait_for_selector("#network canvas")
    page.wait_for_selector("#network[data-drawn]")
    assert "3 entities and 2 relations" in page.get_attribute("#network", "aria-label")
    page.click("[data-view=chart]")
    assert page.locator("#chart rect").count() == 2
    assert page.get_attribute("[data-view=chart]", "aria-pressed") == "true"


def test_triples_are_drawn_and_can_be_downloaded(visit: Visit) -> None:
    page = visit("/sparql?lang=zh")
    ask(page, "CONSTRUCT { ?a zg:anchors ?b } WHERE { ?a zg:anchors ?b }")
    page.wait_for_selector("#view tbody tr")
    assert "中科潞安" in page.inner_text("#view")
    assert page.is_hidden("[data-form=csv]")
    with page.expect_navigation(wait_until="commit"):
        page.evaluate("location.href = document.querySelector('[data-form=turtle]').href")
    assert "zonegraph/ontology#anchors" in page.content()


def test_truths_and_failures_are_told(visit: Visit) -> None:
    page = visit("/sparql?lang=en")
    ask(page, "ASK { ?a zg:anchors ?b }")
    page.wait_for_selector("#view td")
    assert page.inner_text("#view td") == "yes"
    ask(page, "SELECT * {")
    page.wait_for_selector("#failure:not([hidden])")
    assert "query line 1" in page.inner_text("#failure")
    assert page.is_hidden("#results")


def test_text_of_an_answer_stays_text(visit: Visit) -> None:
    page = visit("/sparql?lang=en")
    ask(page, "SELECT ('<img src=x onerror=alert(1)>' AS ?x) (id:a AS ?y) {}")
    page.wait_for_selector("#view td")
    assert page.locator("#view img").count() == 0
    assert "<img src=x" in page.inner_text("#view td")


def test_a_query_can_be_stopped(visit: Visit) -> None:
    page = visit("/sparql?lang=en")
    ask(page, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    page.click("#stop")
    page.wait_for_selector("#run:enabled")
    ask(page, "ASK {}")
    page.wait_for_selector("#view td")


def test_the_keyboard_alone_is_enough(visit: Visit) -> None:
    page = visit("/sparql?lang=en")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.focus("#query")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#view tbody tr")
    page.focus("#query")
    reached = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("document.activeElement.dataset.view || document.activeElement.id")
        )
    assert {"run", "table", "network", "chart"} <= reached


@pytest.mark.parametrize(
    "path",
    [
        "/sparql?lang=en",
        "/sparql?lang=zh",
        "/questions?lang=zh",
        "/questions/facts-of?lang=en&entity=zhongke-luan",
    ],
)
@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (PHONE, "dark")])
def test_pages_are_accessible_and_fit(
    visit: Visit, path: str, size: dict[str, int], scheme: str
) -> None:
    page = visit(path, size, scheme)
    if path.startswith("/sparql"):
        page.select_option("#example", "clusters")
        page.click("#run")
        page.wait_for_selector("#view tbody tr")
    assert find_faults(page) == []
    assert not is_too_wide(page)
    if path.startswith("/sparql"):
        for view in ("network", "chart"):
            page.click(f"[data-view={view}]")
            assert find_faults(page) == []
            assert not is_too_wide(page)


def test_languages_can_be_switched(visit: Visit) -> None:
    page = visit("/questions/facts-of?lang=en&entity=zhongke-luan")
    page.click("nav a[lang=zh-Hans]")
    assert page.get_attribute("html", "lang") == "zh-Hans"
    assert "中科潞安" in page.inner_text("main")
