"""A site as files: complete, linked, safe, the same every time."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

import zonegraph
from zonegraph.errors import OutputError
from zonegraph.knowledge_graph import KnowledgeGraph
from zonegraph.site import Site
from zonegraph.site.addresses import relative
from zonegraph.site.content import Content
from zonegraph.site.writing import MARKER, write_site
from zonegraph.store import open_store
from zonegraph.synthetic import country
from zonegraph.synthetic.writing import write_folders
from zonegraph.workspace import bundled


class Links(HTMLParser):
    """Everything that a page refers to, and every place in it that can be referred to."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value and not value.startswith("data:"):
                self.urls.append(value)
            if name == "id" and value:
                self.ids.append(value)


def read_links(path: Path) -> Links:
    links = Links()
    links.feed(path.read_text("utf-8"))
    return links


def broken_links(folder: Path) -> list[tuple[str, str]]:
    pages = {path: read_links(path) for path in folder.rglob("*.html")}
    broken = []
    for path, links in pages.items():
        for url in links.urls:
            parts = urlsplit(url)
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if parts.scheme or not target.is_file():
                broken.append((path.name, url))
            elif target.parent.name == "network" or not parts.fragment:
                continue  # the fragment of an interactive page is its state
            elif parts.fragment not in pages[target].ids:
                broken.append((path.name, url))
    return broken


def test_every_link_leads_to_a_file_and_every_fragment_to_its_place(folder: Path) -> None:
    assert len(list(folder.rglob("*.html"))) > 900
    assert broken_links(folder) == []


def test_so_they_do_in_a_graph_without_zones(kg: KnowledgeGraph, tmp_path: Path) -> None:
    write_site(Site(kg), tmp_path / "site")
    assert broken_links(tmp_path / "site") == []


@pytest.mark.parametrize("few", [1, 10_000])
def test_so_they_do_in_a_country_large_or_small(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr("zonegraph.site.content.FEW", few)
    write_folders(country(2, 7, 8), tmp_path / "data", tmp_path / "truth.jsonl")
    with KnowledgeGraph(open_store(workspace=bundled().with_data([tmp_path / "data"]))) as kg:
        write_site(Site(kg), tmp_path / "site")
        entities = kg.entities()
        pages = {path.parent.name for path in (tmp_path / "site" / "en").rglob("*.html")}
    assert ("entity" in pages) == (len(entities) <= few)
    assert {"zone", "cluster"} <= pages
    assert broken_links(tmp_path / "site") == []


def test_a_zone_lacks_the_same_in_a_country_large_or_small(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folders(country(3, 7, 40), tmp_path / "data", tmp_path / "truth.jsonl")
    with KnowledgeGraph(open_store(workspace=bundled().with_data([tmp_path / "data"]))) as kg:
        small = Content(kg)
        assert small.is_small
        told = {zone: small.lacking(zone) for zone in small.zones}
        whole = {(cell.target, cell.element): cell for cell in kg.gaps()}
        monkeypatch.setattr("zonegraph.site.content.FEW", 1)
        large = Content(kg)
        assert not large.is_small
        for zone, (cells, lacks) in told.items():
            assert cells == [whole[cell.target, cell.element] for cell in cells]
            assert (cells, lacks) == large.lacking(zone)
    assert all(cells for cells, _ in told.values())
    assert any(lacks for _, lacks in told.values())


def test_no_place_is_named_twice_on_a_page(folder: Path) -> None:
    for path in folder.rglob("*.html"):
        ids = read_links(path).ids
        assert len(ids) == len(set(ids)), path


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_entity_has_its_page_with_its_own_json_ld(folder: Path, language: str) -> None:
    with zonegraph.open() as kg:
        site = Site(kg)
        for iri in kg.entities():
            path = site.path_of(iri, language)
            assert path is not None, iri
            page = (folder / path).read_text("utf-8")
            found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
            assert found, path
            assert iri in {node["@id"] for node in json.loads(found[1])}


def test_a_page_is_in_its_language_and_leads_to_the_other(folder: Path) -> None:
    page = (folder / "en/cluster/cluster-semiconductor-optoelectronics.html").read_text("utf-8")
    assert '<html lang="en">' in page
    assert "../../zh/cluster/cluster-semiconductor-optoelectronics.html" in page
    assert "Zhongke Lu&#39;an" in page
    assert "changzhi-2021/p16-s2" in page


def test_names_that_are_markup_stay_text(kg: KnowledgeGraph) -> None:
    site = Site(kg)
    for path in site.paths():
        if path.endswith(".html"):
            assert b"<b>Park</b>" not in site.render(path), path
    page = site.render("en/entity/kite-park.html").decode()
    assert "Kite &lt;b&gt;Park&lt;/b&gt;" in page


def test_the_sentence_stands_beside_its_fact_where_the_text_is_attached(
    kg: KnowledgeGraph, gazette: Path
) -> None:
    without = Site(kg).render("zh/source/gazette.html").decode()
    attached = Site(kg, sentences=kg.sentences(gazette)).render("zh/source/gazette.html").decode()
    assert "青屿的风筝园为青屿风筝而建。" not in without
    assert "青屿的风筝园为青屿风筝而建。" in attached


def test_stated_stands_apart_from_computed_and_unknown_is_no_zero(folder: Path) -> None:
    page = (folder / "en/cluster/cluster-semiconductor-optoelectronics.html").read_text("utf-8")
    row = page[page.index('<th scope="row">') : page.index("</tr>", page.index('<th scope="row">'))]
    assert "stated" in row
    assert "unknown" in row
    assert "0.00" not in row


def test_a_card_says_whose_word_an_anchor_is(folder: Path) -> None:
    page = (folder / "en/clusters.html").read_text("utf-8")
    card = page[page.index("cluster/cluster-semiconductor-optoelectronics.html") :]
    assert '<span class="chip stated">stated</span>' in card[: card.index("</article>")]


def test_the_remainder_that_the_audit_found_stands_beside_its_figures(folder: Path) -> None:
    page = (folder / "en/statistics.html").read_text("utf-8")
    assert "510 - (2 + 2 + 297 + 198) = 11" in page


def test_an_unknown_path_is_a_key_error(kg: KnowledgeGraph) -> None:
    site = Site(kg)
    for path in ("fr/index.html", "en/entity/nobody.html", "../secret"):
        with pytest.raises(KeyError):
            site.render(path)


def test_a_site_is_the_same_every_time(kg: KnowledgeGraph, tmp_path: Path) -> None:
    for name in ("one", "other"):
        write_site(Site(kg), tmp_path / name)
    for path in (tmp_path / "one").rglob("*.*"):
        other = tmp_path / "other" / path.relative_to(tmp_path / "one")
        assert path.read_bytes() == other.read_bytes(), path


def test_a_folder_of_something_else_is_refused(kg: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("ten years")
    with pytest.raises(OutputError, match="not a site's"):
        write_site(Site(kg), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_site_that_fails_leaves_the_old_one_whole(
    kg: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "site"
    write_site(Site(kg), target)
    before = sorted(path.name for path in target.rglob("*"))
    site = Site(kg)
    monkeypatch.setattr(site, "shelves", lambda: iter([("index.html",), ("no-such-page.html",)]))
    with pytest.raises(KeyError):
        write_site(site, target)
    assert sorted(path.name for path in target.rglob("*")) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_site_replaces_the_old_one_whole(kg: KnowledgeGraph, tmp_path: Path) -> None:
    target = tmp_path / "site"
    write_site(Site(kg), target)
    (target / "stale.html").write_text("old")
    count = write_site(Site(kg), target)
    assert not (target / "stale.html").exists()
    assert json.loads((target / MARKER).read_text())["files"] == count == len(Site(kg))


def test_relative_addresses_keep_their_fragment() -> None:
    assert relative("en/source/a.html", "en/entity/b.html#c") == "../entity/b.html#c"
