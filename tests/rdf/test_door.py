"""The door, on a small zone that passes it and on every way of spoiling that zone."""

from __future__ import annotations

from pathlib import Path

import pytest

from zonegraph.errors import DataError
from zonegraph.model import Violation
from zonegraph.rdf.door import fix, validate
from zonegraph.workspace import Workspace, bundled

PREFIXES = """\
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ev: <https://w3id.org/zonegraph/evidence/> .
@prefix graph: <https://w3id.org/zonegraph/graph/> .
@prefix id: <https://w3id.org/zonegraph/id/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix src: <https://w3id.org/zonegraph/source/> .
@prefix zg: <https://w3id.org/zonegraph/ontology#> .
"""
ENTITIES = """
id:gazette a zg:MediaOutlet ; rdfs:label "青屿报"@zh-Hans, "Qingyu Gazette"@en .
id:kites a zg:Enterprise ; rdfs:label "风筝厂"@zh-Hans, "Kite <script>Works</script>"@en .
id:zone a zg:HighTechZone ; rdfs:label "青屿高新区"@zh-Hans, "Qingyu Zone"@en .
"""
SOURCE = f"""
src:g a zg:Source ; rdfs:label "报道"@zh-Hans, "Report"@en ; dcterms:publisher id:gazette .
src:g\\/p1-s1 a zg:EvidenceSpan ; dcterms:isPartOf src:g ; zg:paragraph 1 ; zg:sentence 1 ;
    zg:textDigest "{"ab" * 32}" .
"""
EVIDENCE = """
graph:provenance {
    ev:g\\/p1-s1 a zg:EvidenceGraph ; prov:wasDerivedFrom src:g\\/p1-s1 ; zg:confidence 1.0 ;
        zg:statedBy id:gazette ; zg:status zg:Stated .
}
ev:g\\/p1-s1 { id:kites zg:locatedIn id:zone . }
"""


class Zone:
    """A zone's folder that tests spoil."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.workspace: Workspace = bundled().with_data([folder])
        for name, text in {
            "entities.ttl": ENTITIES,
            "source.ttl": SOURCE,
            "p1.trig": EVIDENCE,
        }.items():
            (folder / name).write_text(PREFIXES + text, encoding="utf-8")
        fix(self.workspace)

    def replace(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def violations(self) -> list[Violation]:
        found = validate(self.workspace)
        return [each for each in found if each.severity == "violation"]


@pytest.fixture
def zone(tmp_path: Path) -> Zone:
    return Zone(tmp_path)


def test_the_bundled_graph_passes() -> None:
    assert [each for each in validate(bundled()) if each.severity == "violation"] == []


def test_the_small_zone_passes_hostile_label_and_all(zone: Zone) -> None:
    assert zone.violations() == []


@pytest.mark.parametrize(
    ("name", "old", "new", "rule", "said"),
    [
        ("p1.trig", "zg:locatedIn", "zg:locatedAt", "vocabulary", "zg:locatedAt is not in the ontology"),
        ("p1.trig", "zg:locatedIn", "<https://e.org/in>", "vocabulary", "belongs to no vocabulary"),
        ("p1.trig", "id:kites zg:", "id:bells zg:", "registry", "is not registered"),
        ("p1.trig", "id:kites zg:", "id:Kites zg:", "slug", "not a slug"),
        ("p1.trig", "zg:status zg:Stated", "zg:status zg:Stated, zg:Inferred", "evidence", "2 values of zg:status"),
        ("p1.trig", "zg:confidence 1.0 ;", "", "evidence", "0 values of zg:confidence"),
        ("p1.trig", "zg:confidence 1.0", "zg:confidence 1.5", "zg:confidence MaxInclusive", "confidence"),
        ("p1.trig", "zg:statedBy id:gazette ;", "", "evidence", "nobody says it"),
        ("p1.trig", "wasDerivedFrom src:g\\/p1-s1", "wasDerivedFrom src:g\\/p9-s1", "evidence", "which is no span"),
        ("p1.trig", "zg:status zg:Stated", "zg:status zg:Interpreted", "evidence", "not named after its span"),
        ("p1.trig", "\n    id:kites zg:locatedIn id:zone .\n", "", "evidence", "holds no fact"),
        ("p1.trig", "ev:g\\/p1-s1 {", "ev:g\\/p2-s1 {", "evidence", "the graph is not described"),
        ("entities.ttl", "a zg:Enterprise ;", "a zg:Enterprise ; zg:locatedIn id:zone ;", "evidence", "zg:locatedIn has no evidence"),
        ("entities.ttl", "a zg:Enterprise ;", "a zg:Enterprise, zg:Fund ;", "registry", "more than one type"),
        ("entities.ttl", '"风筝厂"@zh-Hans, ', "", "rdfs:label MinCount", "one label in Chinese"),
        ("entities.ttl", "id:zone a zg:HighTechZone", "id:zone a zg:Fund", "zg:locatedIn Class", "of the right kind"),
        ("source.ttl", "abab", "zzab", "zg:textDigest Pattern", "text digest"),
        ("source.ttl", "zg:paragraph 1", "zg:paragraph 1, 2", "zg:paragraph MaxCount", "paragraph number"),
    ],
)  # fmt: skip
def test_what_the_door_refuses(
    zone: Zone, name: str, old: str, new: str, rule: str, said: str
) -> None:
    zone.replace(name, old, new)
    fix(zone.workspace)
    found = [each for each in zone.violations() if each.rule == rule and said in each.message]
    assert found
    for each in found:
        assert each.path == zone.folder / name or rule == "registry"
        assert each.line > 0
        assert each.remedy


def test_an_entity_that_no_evidence_mentions_is_refused(zone: Zone) -> None:
    lone = 'id:lone a zg:Fund ; rdfs:label "基金"@zh-Hans, "Fund"@en .\n'
    zone.replace("entities.ttl", "id:zone a", lone + "id:zone a")
    fix(zone.workspace)
    (found,) = zone.violations()
    assert (found.node, found.message) == ("id:lone", "is in no evidence")
    text = (zone.folder / "entities.ttl").read_text(encoding="utf-8")
    assert text.split("\n")[found.line - 1].startswith("id:lone a")


def test_a_file_that_cannot_be_read_comes_first_and_the_others_are_still_checked(
    zone: Zone,
) -> None:
    zone.replace("p1.trig", "zg:locatedIn id:zone", "zg:locatedIn")
    zone.replace("entities.ttl", "id:zone a", "\n\nid:zone a")
    unreadable, misformed = zone.violations()
    assert (unreadable.rule, unreadable.path.name, unreadable.line) == ("readable", "p1.trig", 17)
    assert (misformed.rule, misformed.path.name) == ("canonical", "entities.ttl")


def test_fix_puts_files_in_form_once(zone: Zone) -> None:
    zone.replace("entities.ttl", "id:zone a", "\n\nid:zone a")
    assert [each.rule for each in zone.violations()] == ["canonical"]
    assert fix(zone.workspace) == [zone.folder / "entities.ttl"]
    assert zone.violations() == []
    assert fix(zone.workspace) == []


def test_messages_come_in_the_reader_s_language(zone: Zone) -> None:
    zone.replace("entities.ttl", '"风筝厂"@zh-Hans, ', "")
    messages = [each.message for each in validate(zone.workspace, "zh")]
    assert any("实体须有中文和英文标签各一个" in message for message in messages)


def test_two_zones_may_not_register_one_entity_each_with_its_type(
    zone: Zone, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "entities.ttl").write_text(
        (zone.folder / "entities.ttl")
        .read_text(encoding="utf-8")
        .replace("zg:Enterprise", "zg:Fund"),
        encoding="utf-8",
    )
    messages = {(each.node, each.message) for each in zone.violations()}
    assert ("id:kites", "has more than one type") in messages


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.mkdir()])
def test_a_folder_without_data_is_refused(tmp_path: Path, make: object) -> None:
    folder = tmp_path / "empty"
    make(folder)  # type: ignore[operator]
    with pytest.raises(DataError, match=r"no such file or folder|no \.ttl or \.trig file"):
        validate(bundled().with_data([folder]))
