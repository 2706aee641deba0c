"""The text of a page: whole, safe, and the same on every run."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import networkx as nx
import pytest

from zonegraph.model import Label
from zonegraph.view.page import render_page
from zonegraph.view.words import SHORTCUTS, WORDS

Language = Literal["zh", "en"]
TITLE = Label("小图", "Small picture")


class Elements(HTMLParser):
    """Every element of a page with its attributes and the text directly after its start."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str], list[str]]] = []
        self.inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}, []))
        self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found[-1][2].append(data)

    def of(self, tag: str) -> list[tuple[dict[str, str], str]]:
        return [(attributes, "".join(text)) for name, attributes, text in self.found if name == tag]


@pytest.fixture
def page(small: nx.MultiDiGraph[str]) -> str:
    return render_page(small, title=TITLE, language="zh")


def data_of(html: str) -> dict[str, Any]:
    return next(
        json.loads(text) for attributes, text in Elements(html).of("script") if attributes.get("id")
    )


def digest(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_a_page_declares_itself(page: str) -> None:
    elements = Elements(page)
    assert page.startswith('<!doctype html>\n<html lang="zh-Hans">')
    assert elements.of("title")[0][1] == "小图"
    assert any(attributes.get("name") == "viewport" for attributes, _ in elements.of("meta"))
    assert elements.of("meta")[0][0] == {"charset": "utf-8"}


def test_a_strict_parser_finds_no_fault(page: str, ecosystem: nx.MultiDiGraph[str]) -> None:
    from html5rdf import HTMLParser as Strict

    for text in (page, render_page(ecosystem, title=Label("</title>", "&<!--"), language="en")):
        parser = Strict()
        parser.parse(text)
        assert parser.errors == []
    assert " " not in Elements(page).of("link")[0][0]["href"]


def test_the_other_language_opens_in_it(small: nx.MultiDiGraph[str]) -> None:
    elements = Elements(render_page(small, title=TITLE, language="en"))
    assert elements.of("html")[0][0]["lang"] == "en"
    assert elements.of("title")[0][1] == "Small picture"


def test_nothing_is_loaded_from_elsewhere(page: str) -> None:
    for _, attributes, _ in Elements(page).found:
        for name in ("src", "href", "srcset", "action", "data"):
            assert attributes.get(name, "data:").startswith("data:")
    assert "url(" not in "".join(text for _, text in Elements(page).of("style"))
    assert "@import" not in page


def test_the_policy_allows_these_scripts_and_this_style_alone(page: str) -> None:
    elements = Elements(page)
    policy = next(a["content"] for a, _ in elements.of("meta") if "http-equiv" in a)
    scripts = [text for attributes, text in elements.of("script") if not attributes]
    allowed = dict(part.split(" ", 1) for part in re.split(r"; ?", policy))
    assert allowed["default-src"] == "'none'"
    assert allowed["script-src"].split() == [digest(script) for script in scripts]
    assert allowed["style-src"] == digest(elements.of("style")[0][1])
    assert "unsafe" not in policy


def test_no_element_carries_code_or_style_of_its_own(page: str) -> None:
    for _, attributes, _ in Elements(page).found:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]


def test_every_word_has_both_languages() -> None:
    for name, word in WORDS.items():
        assert word.zh, name
        assert word.en, name
        assert re.findall(r"\{\w+\}", word.zh) == re.findall(r"\{\w+\}", word.en)


def test_every_word_is_used_and_every_used_word_exists() -> None:
    templates = resources.files("zonegraph.view") / "templates"
    text = "".join(path.read_text("utf-8") for path in templates.iterdir())
    asked = {
        *re.findall(r"(?:word|tell)\(\"(\w+)\"", text),
        *re.findall(r'data-word[a-z-]*="(\w+)"', text),
        *re.findall(r"words\.(\w+)", text),
    }
    chosen_by_value = {
        "Stated", "Interpreted", "Inferred", "incoming", "outgoing", "fact_count", "fact_count_one",
        "fold", "unfold", *(name for _, name in SHORTCUTS), *(name for name in WORDS if name.startswith("save_")),
    }  # fmt: skip
    assert asked - chosen_by_value <= WORDS.keys()
    assert WORDS.keys() <= asked | chosen_by_value


def test_embedded_text_cannot_end_its_script(small: nx.MultiDiGraph[str]) -> None:
    firm = next(node for node in small if node.endswith("chenguang"))
    small.nodes[firm]["label_zh"] = "</script><!--<script>&\u2028\u2029"
    html = render_page(small, title=TITLE, language="zh")
    embedded = html.split('id="data">')[1].split("</script>")[0]
    assert not set("<>&\u2028\u2029") & set(embedded)
    labels = {node["label"] for node in data_of(html)["nodes"]}
    assert "</script><!--<script>&\u2028\u2029" in labels


def test_a_hostile_title_is_text(small: nx.MultiDiGraph[str]) -> None:
    hostile = Label("</title><script>alert(1)</script>", '"><img src=x onerror=alert(1)>')
    for language in ("zh", "en"):
        elements = Elements(render_page(small, title=hostile, language=language))
        assert elements.of("title")[0][1] == hostile.in_language(language)
        assert len(elements.of("script")) == 3
        assert not elements.of("img")


def test_only_sentences_of_the_page_are_in_it(small: nx.MultiDiGraph[str]) -> None:
    sentences = {"yunchuan-2020/p2-s2": "城东的园子住进了晨光。", "yunchuan-2020/p9": "与此无关。"}
    data = data_of(render_page(small, title=TITLE, language="zh", sentences=sentences))
    assert data["sentences"] == {"yunchuan-2020/p2-s2": "城东的园子住进了晨光。"}


def test_an_empty_graph_has_a_page() -> None:
    data = data_of(render_page(nx.MultiDiGraph(), title=TITLE, language="zh"))
    assert data["nodes"] == data["edges"] == []


def test_nothing_is_written_beside_the_page(
    small: nx.MultiDiGraph[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    render_page(small, title=TITLE, language="zh")
    assert not list(tmp_path.iterdir())


def test_the_same_graph_gives_the_same_bytes() -> None:
    program = (
        "import hashlib, runpy, sys; from zonegraph.view.page import render_page;"
        f"made = runpy.run_path({str(Path(__file__).with_name('conftest.py'))!r});"
        "page = render_page(made['make_ecosystem'](), title=made['TITLE'], language='zh');"
        "print(hashlib.sha256(page.encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(digests) == 1
