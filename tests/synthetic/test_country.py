"""The made-up country: the same for a seed, sound at the door, and true to what was planted."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat

from zonegraph import vocab
from zonegraph.analysis.anchors import find_anchors
from zonegraph.analysis.gaps import Realised
from zonegraph.knowledge_graph import KnowledgeGraph
from zonegraph.projection import project
from zonegraph.rdf.door import validate
from zonegraph.store import open_store
from zonegraph.synthetic import Zone, country, make_zone, with_noise
from zonegraph.synthetic.writing import write_folders, write_stream
from zonegraph.workspace import Workspace, bundled

SCRIPT = """
import io, hashlib
from pyoxigraph import RdfFormat
from zonegraph.synthetic import country, with_noise
from zonegraph.synthetic.writing import write_stream
written = io.BytesIO()
write_stream(country(2, seed=5, enterprises=40), written, written, RdfFormat.N_QUADS)
for zone in country(1, seed=5, enterprises=40):
    for quad in with_noise(zone.quads(), 0.2, 0.1, 3):
        written.write(str(quad).encode())
print(hashlib.sha256(written.getvalue()).hexdigest())
"""


class Told:
    """A zone as a projection reads it."""

    def __init__(self, zone: Zone) -> None:
        self._zone = zone

    def quads(self) -> Iterator[Quad]:
        return self._zone.quads()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("country") / "zones"
    write_folders(country(2, seed=11, enterprises=60), made, made.with_name("truth.jsonl"))
    return made


@pytest.fixture(scope="module")
def workspace(folder: Path) -> Workspace:
    return bundled().with_data([folder])


@pytest.fixture(scope="module")
def kg(workspace: Workspace) -> Iterator[KnowledgeGraph]:
    with KnowledgeGraph(open_store(None, workspace)) as opened:
        yield opened


def test_the_same_seed_gives_the_same_bytes_whatever_the_hash_seed() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(digests) == 1


def test_a_zone_depends_on_its_number_and_not_on_those_before_it() -> None:
    *_, third = country(3, seed=2, enterprises=20)
    assert list(third.quads()) == list(make_zone(2, seed=2, enterprises=20).quads())
    assert list(third.quads()) != list(make_zone(2, seed=3, enterprises=20).quads())


def test_the_door_lets_it_in(workspace: Workspace) -> None:
    refused = [found for found in validate(workspace) if found.severity == "violation"]
    assert refused == []


def test_it_is_shaped_like_a_real_zone() -> None:
    zone = make_zone(0)
    quads = list(zone.quads())
    kinds = Counter(kind for kind, _, _ in zone.telling.entities.values())
    graphs = Counter(
        quad.graph_name for quad in quads if str(quad.graph_name).startswith(f"<{vocab.EV.base}")
    )
    degrees = sorted((degree for _, degree in project(Told(zone)).degree()), reverse=True)
    assert kinds["Enterprise"] == 200
    assert 3 <= sum(graphs.values()) / len(graphs) <= 5
    # A heavy tail: a tenth of the entities have more than a third of all ties, and most have few.
    assert sum(degrees[: len(degrees) // 10]) > sum(degrees) / 3
    assert degrees[len(degrees) // 2] <= 3


def test_every_name_is_its_own_over_a_country() -> None:
    slugs = [slug for zone in country(30, enterprises=10) for slug in zone.telling.entities]
    assert len(slugs) == len(set(slugs))


def test_planted_gaps_are_the_gaps_there_are(kg: KnowledgeGraph) -> None:
    truths = [zone.truth for zone in country(2, seed=11, enterprises=60)]
    clusters = {cluster for truth in truths for cluster in truth.anchors}
    found = {
        (cell.target, cell.element)
        for cell in kg.gaps()
        if cell.target in clusters and cell.realised is not Realised.HERE
    }
    assert found == {gap for truth in truths for gap in truth.gaps}
    assert 0.15 < len(found) / (10 * len(clusters)) < 0.45


def test_planted_errors_are_the_errors_there_are(kg: KnowledgeGraph) -> None:
    found = {
        (each.rule, frozenset(figure.observation for figure in each.figures))
        for each in kg.audit()
        if each.verdict in ("conflict", "remainder")
    }
    planted = {
        (rule, frozenset(figures))
        for zone in country(2, seed=11, enterprises=60)
        for rule, figures in zone.truth.errors
    }
    assert planted
    assert found == planted


def test_what_is_looked_up_around_a_cluster_gives_what_the_whole_gives(kg: KnowledgeGraph) -> None:
    whole = kg.network()
    for cluster in kg.clusters():
        assert kg.anchors(cluster) == find_anchors(whole, cluster)


def test_noise_leaves_out_facts_and_adds_false_ones_of_the_same_kinds() -> None:
    zone = make_zone(1, enterprises=80)
    whole = list(zone.quads())

    def relations(quads: list[Quad]) -> set[tuple[object, object, object]]:
        return {
            (quad.subject, quad.predicate, quad.object)
            for quad in quads
            if vocab.EV.base in str(quad.graph_name) and isinstance(quad.object, NamedNode)
        }

    noisy = list(with_noise(whole, missing=0.2, false=0.1, seed=1))
    true, left = relations(whole), relations(noisy)
    assert len(true & left) / len(true) == pytest.approx(0.8, abs=0.05)
    assert 0.03 < len(left - true) / len(true) < 0.12
    kinds = {vocab.ID(slug): kind for slug, (kind, _, _) in zone.telling.entities.items()}
    by_relation = {
        (relation, kinds.get(str(getattr(o, "value", "")), "")) for _, relation, o in true
    }
    assert {
        (relation, kinds.get(str(getattr(o, "value", "")), "")) for _, relation, o in left
    } <= by_relation
    assert list(with_noise(whole, 0.0, 0.0, 1)) == whole


def test_a_stream_is_written_zone_by_zone() -> None:
    alive: list[int] = []

    def watched() -> Iterator[Zone]:
        for zone in country(3, enterprises=20):
            alive.append(written.tell())
            yield zone

    written = io.BytesIO()
    write_stream(watched(), written, None, RdfFormat.N_QUADS)
    assert alive[0] < alive[1] < alive[2]
