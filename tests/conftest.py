"""A made-up zone that one can hold in one's head, a reader's copy of the article, a browser."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from zonegraph.knowledge_graph import KnowledgeGraph
from zonegraph.store import open_store
from zonegraph.workspace import Workspace, bundled

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = Path("/usr/bin/chromium")

ENTITIES = """
PREFIX id: <https://w3id.org/zonegraph/id/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX zg: <https://w3id.org/zonegraph/ontology#>

id:cluster-kites a zg:IndustryCluster ; rdfs:label "风筝产业集群"@zh-Hans, "Kite cluster"@en .
id:cluster-bells a zg:IndustryCluster ; rdfs:label "铜铃产业集群"@zh-Hans, "Bell cluster"@en .
id:qingyu-kites a zg:Enterprise ; rdfs:label "青屿风筝有限公司"@zh-Hans, "Qingyu Kites Ltd"@en ;
  skos:altLabel "青屿风筝"@zh-Hans, "海鸥"@zh-Hans .
id:qingyu-string a zg:Enterprise ; rdfs:label "青屿线业"@zh-Hans, "Qingyu String Works"@en ;
  skos:altLabel "海鸥"@zh-Hans .
id:kite-park a zg:IndustrialPark ; rdfs:label "风筝园"@zh-Hans, "Kite <b>Park</b>"@en .
id:obs-kites a zg:Observation ; rdfs:label "青屿风筝年产量"@zh-Hans, "Yearly output of Qingyu Kites"@en .
id:indicator-kites a zg:Indicator ; rdfs:label "年产量"@zh-Hans, "yearly output"@en .
"""

SENTENCE = "青屿的风筝园为青屿风筝而建。"

SOURCE = f"""
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX src: <https://w3id.org/zonegraph/source/>
PREFIX zg: <https://w3id.org/zonegraph/ontology#>
src:gazette a zg:Source .
src:gazette\\/p1-s1 a zg:EvidenceSpan ; dcterms:isPartOf src:gazette ; zg:paragraph 1 ; zg:sentence 1 ;
  zg:textDigest "{hashlib.sha256(SENTENCE.encode()).hexdigest()}" .
src:gazette\\/p2-s1 a zg:EvidenceSpan ; dcterms:isPartOf src:gazette ; zg:paragraph 2 ; zg:sentence 1 .
"""

EVIDENCE = """
PREFIX ev: <https://w3id.org/zonegraph/evidence/>
PREFIX graph: <https://w3id.org/zonegraph/graph/>
PREFIX id: <https://w3id.org/zonegraph/id/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX src: <https://w3id.org/zonegraph/source/>
PREFIX unit: <http://qudt.org/vocab/unit/>
PREFIX zg: <https://w3id.org/zonegraph/ontology#>
GRAPH graph:provenance {
  ev:gazette\\/p1-s1 a zg:EvidenceGraph ; prov:wasDerivedFrom src:gazette\\/p1-s1 ;
    zg:status zg:Stated ; zg:confidence 1.0 .
  ev:gazette\\/p2-s1 a zg:EvidenceGraph ; prov:wasDerivedFrom src:gazette\\/p2-s1 ;
    zg:status zg:Stated ; zg:confidence 0.9 .
  ev:gazette\\/p2-s1-i a zg:EvidenceGraph ; prov:wasDerivedFrom src:gazette\\/p2-s1 ;
    zg:status zg:Interpreted ; zg:confidence 0.8 .
}
GRAPH ev:gazette\\/p1-s1 {
  id:kite-park zg:builtFor id:qingyu-kites .
  id:qingyu-kites zg:nameAsStated "青屿风筝"@zh-Hans .
  id:obs-kites zg:observedEntity id:qingyu-kites ; zg:indicator id:indicator-kites ;
    zg:value 3000.0 ; zg:unit unit:NUM ; zg:valueAsStated "3000只" ; zg:bound zg:AtLeast .
}
GRAPH ev:gazette\\/p2-s1 { id:kite-park zg:builtFor id:qingyu-kites . }
GRAPH ev:gazette\\/p2-s1-i { id:kite-park zg:supportsCluster id:cluster-kites . }
"""


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A zone with two firms, a park built for one of them, and two clusters; the real ontology."""
    folder = tmp_path_factory.mktemp("qingyu")
    for name, text in {
        "entities.ttl": ENTITIES,
        "source.ttl": SOURCE,
        "evidence.trig": EVIDENCE,
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    return bundled().with_data([folder])


@pytest.fixture
def kg(tiny: Workspace) -> Iterator[KnowledgeGraph]:
    """The made-up zone, open."""
    with KnowledgeGraph(open_store(workspace=tiny)) as graph:
        yield graph


@pytest.fixture
def gazette(tmp_path: Path) -> Path:
    """A reader's copy of the made-up zone's source, with one sentence that is no span."""
    path = tmp_path / "gazette.txt"
    path.write_text(f"青屿见闻\n{SENTENCE}\n风很大。\n", encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def article() -> Path:
    """A copy of the article, which is not part of the project: tests that need it skip without."""
    default = ROOT.parent / "shared" / "article" / "changzhi-2021-raw.txt"
    path = Path(os.environ.get("ZONEGRAPH_ARTICLE") or default)
    if not path.is_file():
        pytest.skip("no copy of the article here; set ZONEGRAPH_ARTICLE")
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium; its absence skips a test everywhere but in CI."""
    if not CHROMIUM.exists() and not os.environ.get("CI"):
        pytest.skip(f"{CHROMIUM} is not installed: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes the named questions' answers anew, for review."""
    parser.addoption("--remake-golden", action="store_true", help="write golden answers anew")
