"""A made-up zone small enough to count by hand, servers, and file systems that misbehave."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from zonegraph.workspace import Workspace

from . import virtuoso
from .sparql_server import SparqlServer, serving

PREFIXES = """
@prefix ev: <https://w3id.org/zonegraph/evidence/> .
@prefix graph: <https://w3id.org/zonegraph/graph/> .
@prefix id: <https://w3id.org/zonegraph/id/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix src: <https://w3id.org/zonegraph/source/> .
@prefix zg: <https://w3id.org/zonegraph/ontology#> .
"""

ONTOLOGY = """
zg:GroupCompany rdfs:subClassOf zg:Enterprise .
zg:Enterprise rdfs:subClassOf [ a zg:Restriction ] .
"""

ENTITIES = """
id:firm a zg:GroupCompany ; rdfs:label "云川光电"@zh-Hans, "Yunchuan Optics"@en .
id:park a zg:IndustrialPark ; rdfs:label "云川园"@zh-Hans, "Yunchuan Park"@en .
id:cluster a zg:IndustryCluster ; rdfs:label "光电集群"@zh-Hans, "Optics"@en .
"""

SOURCE = """
src:gazette\\/p1-s1 zg:paragraph 1 ; zg:sentence 1 .
src:gazette\\/p2-s1 zg:paragraph 2 ; zg:sentence 1 .
"""

EVIDENCE = """
graph:provenance {
  ev:gazette\\/p1-s1 prov:wasDerivedFrom src:gazette\\/p1-s1 ; zg:status zg:Stated ; zg:confidence 1.0 .
  ev:gazette\\/p2-s1 prov:wasDerivedFrom src:gazette\\/p2-s1 ; zg:status zg:Stated ; zg:confidence 0.9 .
  ev:gazette\\/p2-s1-i prov:wasDerivedFrom src:gazette\\/p2-s1 ; zg:status zg:Interpreted ; zg:confidence 0.80 .
}
ev:gazette\\/p1-s1 { id:park zg:builtFor id:firm . id:firm zg:nameAsStated "=云川"@zh-Hans . }
ev:gazette\\/p2-s1 { id:park zg:builtFor id:firm . }
ev:gazette\\/p2-s1-i { id:park zg:supportsCluster id:cluster . }
"""

TRACED_RULE = """
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX zg: <https://w3id.org/zonegraph/ontology#>
CONSTRUCT {
  ?firm zg:anchors ?cluster .
  ?inference a zg:Inference ; rdf:subject ?firm ; rdf:predicate zg:anchors ; rdf:object ?cluster ;
    prov:wasDerivedFrom ?role, ?support ; zg:confidence ?confidence .
}
WHERE {
  GRAPH ?role { ?park zg:builtFor ?firm }
  GRAPH ?support { ?park zg:supportsCluster ?cluster }
  ?role zg:confidence ?ofRole . ?support zg:confidence ?ofSupport .
  BIND(IF(?ofRole < ?ofSupport, ?ofRole, ?ofSupport) AS ?confidence)
  BIND(IRI(CONCAT("https://w3id.org/zonegraph/graph/inferred/anchors/", SHA1(STR(?role)))) AS ?inference)
}
"""

PLAIN_RULE = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
CONSTRUCT { ?thing a ?wider } WHERE { ?thing a ?class . ?class rdfs:subClassOf ?wider FILTER(isIRI(?wider)) }
"""


def write_workspace(root: Path, evidence: str = EVIDENCE) -> Workspace:
    """Write the made-up zone below a folder."""
    ontology, data = root / "ontology", root / "data" / "yunchuan"
    (ontology / "rules").mkdir(parents=True)
    data.mkdir(parents=True)
    (ontology / "terms.ttl").write_text(PREFIXES + ONTOLOGY, encoding="utf-8")
    (ontology / "rules" / "anchors.rq").write_text(TRACED_RULE, encoding="utf-8")
    (ontology / "rules" / "super-types.rq").write_text(PLAIN_RULE, encoding="utf-8")
    (data / "entities.ttl").write_text(PREFIXES + ENTITIES, encoding="utf-8")
    (data / "source.ttl").write_text(PREFIXES + SOURCE, encoding="utf-8")
    (data / "evidence.trig").write_text(PREFIXES + evidence, encoding="utf-8")
    return Workspace(ontology, (root / "data",))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return write_workspace(tmp_path / "workspace")


@pytest.fixture
def later_workspace(tmp_path: Path) -> Workspace:
    """The same zone after one more sentence was read."""
    more = "graph:provenance { ev:gazette\\/p3-s1 zg:status zg:Stated ; zg:confidence 1.0 . }\n"
    fact = "ev:gazette\\/p3-s1 { id:firm zg:tenantOf id:park . }\n"
    return write_workspace(tmp_path / "later", EVIDENCE + more + fact)


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Path]:
    """A file system of 32 MiB of its own, where the system lets one mount it."""
    point = tmp_path / "mounted"
    point.mkdir()
    if os.name != "posix" or not _mount("-t", "tmpfs", "-o", "size=32m", "tmpfs", str(point)):
        pytest.skip("mounting is not permitted here")
    yield point
    subprocess.run(["umount", "--lazy", str(point)], check=True)


@pytest.fixture
def freeze(mounted: Path) -> Callable[[], None]:
    """Let nobody write to the mounted file system any more, root included."""

    def remount() -> None:
        assert _mount("-o", "remount,ro", str(mounted))

    return remount


def _mount(*arguments: str) -> bool:
    try:
        return (
            subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0
        )
    except FileNotFoundError:
        return False


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let nothing of this machine decide how servers are asked."""
    for name in os.environ:
        if name.startswith("ZONEGRAPH_") or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("NETRC", str(tmp_path / "no-netrc"))


@pytest.fixture
def server() -> Iterator[SparqlServer]:
    """A SPARQL server of the tests' own, empty."""
    with serving() as started:
        yield started


@pytest.fixture(scope="session")
def virtuoso_endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Virtuoso's endpoint; it is the same server for all tests."""
    if virtuoso.PROGRAM is None:
        pytest.skip("Virtuoso is not installed: apt-get install virtuoso-opensource-7")
    with virtuoso.running(tmp_path_factory.mktemp("virtuoso")) as endpoint:
        yield endpoint
