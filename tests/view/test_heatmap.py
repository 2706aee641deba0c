"""The heat map of gaps: sound SVG, hostile names inert, and a PNG that is one."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from zonegraph.analysis.gaps import Cell, Means, Realised
from zonegraph.model import Evidence, Label, Status
from zonegraph.view.heatmap import heat_map, to_png

SVG = "{http://www.w3.org/2000/svg}"
QUOTED = (Evidence("ev:s/p1-s1", Status.STATED, 1.0, ("s/p1-s1",)),)


def named(iri: str) -> Label:
    return Label(f"{iri}<script>甲</script>", f"{iri}</text><script>alert(1)</script>")


@pytest.fixture
def cells() -> list[Cell]:
    return [
        Cell("one", "fund", Realised.HERE, (Means("bank", QUOTED),)),
        Cell("one", "team", Realised.NOT_FOUND, ()),
        Cell("two", "fund", Realised.ZONE, (Means("bank", QUOTED),)),
        Cell("two", "team", Realised.GOAL, ()),
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_cell_tells_its_state_and_its_means(cells: list[Cell], language: str) -> None:
    picture = ET.fromstring(heat_map(cells, named, language, Label("图", "Map")))
    told = [title.text or "" for title in picture.iter(f"{SVG}title")]
    assert len(told) == 1 + 4
    assert "s/p1-s1" in told[1]
    signs = [text.text for text in picture.iter(f"{SVG}text") if "sign" in text.get("class", "")]
    assert signs[:4] == ["●", "×", "◐", "○"]
    assert not list(picture.iter(f"{SVG}script"))


def test_squares_do_not_overlap_and_lie_within_the_picture(cells: list[Cell]) -> None:
    picture = ET.fromstring(heat_map(cells, named, "en", Label("图", "Map")))
    width, height = float(picture.get("width", 0)), float(picture.get("height", 0))
    corners = [
        (float(rect.get("x", 0)), float(rect.get("y", 0)))
        for rect in picture.iter(f"{SVG}rect")
        if rect.get("width") == "44"
    ]
    assert len(set(corners)) == 4
    assert all(0 <= x <= width - 44 and 0 <= y <= height - 44 for x, y in corners)


def test_a_picture_of_pixels(cells: list[Cell]) -> None:
    pytest.importorskip("resvg_py")
    assert to_png(heat_map(cells, named, "zh", Label("图", "Map"))).startswith(b"\x89PNG")
