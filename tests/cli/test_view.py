"""`zonegraph view`: which part of the network a page shows, and what it says when it cannot."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from zonegraph.cli.main import zonegraph
from zonegraph.errors import OutputError, UnknownNameError, ZonegraphError

ROOT = Path(__file__).parents[2]
ARTICLE = Path(
    os.environ.get("ZONEGRAPH_ARTICLE", ROOT.parent / "shared/article/changzhi-2021-raw.txt")
)
CLUSTER = "cluster-semiconductor-optoelectronics"
View = Callable[..., dict[str, Any]]


def run(*arguments: object) -> Result:
    environment = {"ZONEGRAPH_ARTICLE": "", "ZONEGRAPH_STORE": ""}
    return CliRunner().invoke(zonegraph, list(map(str, arguments)), env=environment)


@pytest.fixture
def data(tmp_path: Path) -> View:
    """Write a page and read back the data it holds."""

    def view(*arguments: object, language: str = "zh") -> dict[str, Any]:
        page = tmp_path / "page.html"
        result = run("--lang", language, "view", *arguments, "-o", page)
        assert result.exit_code == 0, result.output
        assert result.output == f"{page}\n"
        text = page.read_text("utf-8").split('id="data">')[1].split("</script>")[0]
        found: dict[str, Any] = json.loads(text)
        return found

    return view


def iris(data: dict[str, Any]) -> set[str]:
    return {node["iri"] for node in data["nodes"]}


@pytest.mark.parametrize("name", [CLUSTER, "半导体光电产业集群", f"id:{CLUSTER}"])
def test_a_cluster_is_shown_with_what_surrounds_it(data: View, name: str) -> None:
    page = data("--cluster", name)
    assert {f"id:{CLUSTER}", "id:zhongke-luan", "id:changzhi-htz"} <= iris(page)
    assert "id:shanxi-luxshare" not in iris(page)
    assert page["title"][0] == "半导体光电产业集群"


def test_an_entity_is_shown_with_what_surrounds_it(data: View) -> None:
    near = iris(data("--entity", "中科潞安", "--depth", 1))
    far = iris(data("--entity", "中科潞安"))
    assert "id:zhongke-luan" in near < far
    assert iris(data("--entity", "中科潞安", "--depth", 0)) == {"id:zhongke-luan"}


def test_a_framework_is_shown_with_its_elements(data: View) -> None:
    kinds = [kind["name"] for kind in data("--framework", "ten-ones")["kinds"]]
    assert {"Framework", "FrameworkElement", "ElementRealization"} <= set(kinds)


def test_all_is_shown_where_nothing_is_chosen(data: View) -> None:
    assert iris(data()) == iris(data("--all"))
    assert {"id:zhongke-luan", "id:shanxi-luxshare"} <= iris(data("--all"))


def test_a_page_opens_in_the_readers_language(data: View) -> None:
    assert data("--cluster", CLUSTER, language="en")["language"] == "en"


def test_no_sentence_is_written_without_a_copy_of_the_article(data: View) -> None:
    assert data("--cluster", CLUSTER)["sentences"] == {}


@pytest.mark.skipif(not ARTICLE.exists(), reason=f"no copy of the article at {ARTICLE}")
def test_sentences_come_from_the_attached_copy_for_the_page_alone(data: View) -> None:
    page = data("--entity", "中科潞安", "--depth", 1, "--article", ARTICLE)
    locators = {locator for piece in page["evidence"] for locator in piece[2]}
    assert page["sentences"]
    assert page["sentences"].keys() <= locators


def test_an_unknown_cluster_is_refused(tmp_path: Path) -> None:
    result = run("view", "--cluster", "中科潞安", "-o", tmp_path / "page.html")
    assert isinstance(result.exception, UnknownNameError)
    assert not list(tmp_path.iterdir())


def test_a_figure_is_not_part_of_the_network(tmp_path: Path) -> None:
    result = run("view", "--entity", "obs-5g-base-floor-area", "-o", tmp_path / "page.html")
    assert isinstance(result.exception, ZonegraphError)
    assert "zonegraph show obs-5g-base-floor-area" in str(result.exception)


def test_two_choices_at_once_are_wrong_usage(tmp_path: Path) -> None:
    result = run("view", "--cluster", CLUSTER, "--all", "-o", tmp_path / "page.html")
    assert result.exit_code == 2
    assert "choose one" in result.output


def test_a_page_must_go_somewhere() -> None:
    assert run("view", "--all").exit_code == 2


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("view", "--all", "-o", tmp_path / "file" / "page.html")
    assert isinstance(result.exception, OutputError)
