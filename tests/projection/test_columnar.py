"""The columnar projection: what goes in comes out, and what is not whole is refused."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import networkx as nx
import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, Quad

from zonegraph import vocab
from zonegraph.analysis.surroundings import LEFT_OUT, REACH
from zonegraph.errors import OutputError, StoreError, ZonegraphError
from zonegraph.exchange import export
from zonegraph.knowledge_graph import KnowledgeGraph
from zonegraph.model import Status
from zonegraph.projection import STATISTICAL_KINDS, Around, ProjectionOptions, project
from zonegraph.projection.columnar import (
    COLUMNS,
    MANIFEST,
    Projection,
    network_of,
    write_projection,
    writing,
)
from zonegraph.store import Store, open_store
from zonegraph.store.oxigraph import OxigraphStore
from zonegraph.synthetic import country
from zonegraph.synthetic.writing import write_folders
from zonegraph.workspace import bundled

pytest.importorskip("duckdb")
pq = pytest.importorskip("pyarrow.parquet")

STOPS = LEFT_OUT | STATISTICAL_KINDS
HOSTILE = "'; DROP TABLE facts; -- \"\\\n\t</script>=1+1 \U0001f9f2 \u202e中"


@pytest.fixture(scope="module", params=["bundled", "made up"])
def store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    workspace = bundled()
    if request.param == "made up":
        folder = tmp_path_factory.mktemp("country") / "zones"
        write_folders(country(2, seed=4, enterprises=40), folder, folder.with_name("truth.jsonl"))
        workspace = workspace.with_data([folder])
    with open_store(workspace=workspace) as opened:
        yield opened


@pytest.fixture(scope="module")
def folder(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("projection") / "graph.parquet"
    export(store, path)
    return path


def same(one: nx.MultiDiGraph[str], other: nx.MultiDiGraph[str]) -> bool:
    """Tell whether two networks are alike to the order of what they hold."""
    nodes = list(one.nodes(data=True)) == list(other.nodes(data=True))
    return nodes and list(one.edges(keys=True, data=True)) == list(
        other.edges(keys=True, data=True)
    )


@pytest.mark.parametrize(
    "options",
    [
        ProjectionOptions(),
        ProjectionOptions(statuses=frozenset({Status.STATED})),
        ProjectionOptions(min_confidence=0.9),
        ProjectionOptions(as_of=date(2021, 8, 14)),
        ProjectionOptions(as_of=date(2021, 8, 15)),
        ProjectionOptions(relations=frozenset({"builtFor", "tenantOf"})),
        ProjectionOptions(kinds=frozenset({"Enterprise", "IndustryCluster"})),
    ],
    ids=["all", "stated", "sure", "the day before", "the day", "relations", "kinds"],
)
def test_a_partition_is_the_network_around_its_cluster(
    store: Store, folder: Path, options: ProjectionOptions
) -> None:
    projection = Projection(folder)
    assert projection.clusters == tuple(KnowledgeGraph(store).clusters())
    for cluster in projection.clusters:
        around = Around(store, cluster, REACH, STOPS, dated=True)
        assert same(projection.around(cluster, options), project(around, options))
    assert same(projection.network(options), project(store, options))


def test_rows_may_come_in_any_order(folder: Path) -> None:
    projection = Projection(folder)
    part = projection.parts[0]
    rows = pq.ParquetFile(folder / part.name).read_row_group(0)
    turned = rows.take(list(reversed(range(len(rows))))).to_pydict()
    assert same(network_of(turned), projection.around(part.clusters[0]))


def test_every_file_has_the_columns_that_are_documented(folder: Path) -> None:
    for part in Projection(folder).manifest.parts:
        file = pq.ParquetFile(folder / part.name)
        assert file.schema_arrow.names == list(COLUMNS)
        assert not part.clusters or file.num_row_groups == len(part.clusters)


def test_the_same_graph_gives_the_same_projection_whatever_the_hash_seed(tmp_path: Path) -> None:
    script = "import sys, zonegraph; zonegraph.open().export(sys.argv[1])"
    for seed in ("0", "1"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", script, str(tmp_path / f"{seed}.parquet")]
        subprocess.run(command, check=True, env=environment)
    one, other = ((tmp_path / f"{seed}.parquet" / MANIFEST).read_text() for seed in ("0", "1"))
    assert one == other


def test_little_memory_gives_the_same(store: Store, folder: Path, tmp_path: Path) -> None:
    small = write_projection(store, tmp_path / "small.parquet", REACH, STOPS, memory="128MB")
    assert small == Projection(folder).manifest


def test_slices_of_the_whole_network_make_the_same(
    store: Store, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "SLICE", 100)
    write_projection(store, tmp_path / "sliced.parquet", REACH, STOPS)
    sliced, whole = Projection(tmp_path / "sliced.parquet"), Projection(folder)
    assert pq.ParquetFile(tmp_path / "sliced.parquet/network/part-0.parquet").num_row_groups > 2
    assert sliced.entities == whole.entities
    assert same(sliced.network(), whole.network())


# ---- made by hand -----------------------------------------------------------------------------


def quad(subject: str, predicate: str, value: str | Literal, graph: str) -> Quad:
    target = NamedNode(value) if isinstance(value, str) else value
    return Quad(NamedNode(subject), NamedNode(predicate), target, NamedNode(graph))


def entity(name: str, kind: str, label: str = "") -> Iterator[Quad]:
    iri = vocab.ID(name)
    yield quad(iri, vocab.RDF("type"), vocab.ZG(kind), vocab.ENTITIES)
    for language in ("zh-Hans", "en"):
        text = Literal(label or name, language=language)
        yield quad(iri, vocab.RDFS("label"), text, vocab.ENTITIES)
    yield quad(iri, vocab.SKOS("altLabel"), Literal(label or name), vocab.ENTITIES)


@pytest.fixture
def by_hand() -> Iterator[Store]:
    """One firm in two clusters, one cluster of which nothing is said, and a hostile name."""
    graph = vocab.EV("s/p1-s1")
    engine = pyoxigraph.Store()
    engine.extend(
        [
            *entity("firm", "Enterprise", HOSTILE),
            *(
                each
                for name in ("east", "west", "empty")
                for each in entity(name, "IndustryCluster")
            ),
            *(
                quad(vocab.ID("firm"), vocab.ZG("memberOfCluster"), vocab.ID(cluster), graph)
                for cluster in ("east", "west")
            ),
            quad(graph, vocab.PROV("wasDerivedFrom"), vocab.SRC("s/p1-s1"), vocab.PROVENANCE),
            quad(graph, vocab.ZG("status"), vocab.ZG("Stated"), vocab.PROVENANCE),
            quad(graph, vocab.ZG("confidence"), Literal(0.7), vocab.PROVENANCE),
        ]
    )
    with OxigraphStore("memory", engine) as store:
        yield store


def test_an_entity_in_two_clusters_stands_in_both_partitions(
    by_hand: Store, tmp_path: Path
) -> None:
    export(by_hand, tmp_path / "p.parquet")
    projection = Projection(tmp_path / "p.parquet")
    for name in ("east", "west"):
        around = projection.around(vocab.ID(name))
        assert same(around, project(Around(by_hand, vocab.ID(name), REACH, STOPS)))
        assert around.nodes[vocab.ID("firm")]["label_zh"] == HOSTILE
        assert around.nodes[vocab.ID("firm")]["aliases"] == (HOSTILE,)
    assert projection.network().number_of_edges() == projection.manifest.facts == 2


def test_an_empty_cluster_has_a_partition_with_itself_alone(by_hand: Store, tmp_path: Path) -> None:
    export(by_hand, tmp_path / "p.parquet")
    empty = Projection(tmp_path / "p.parquet").around(vocab.ID("empty"))
    assert same(empty, project(Around(by_hand, vocab.ID("empty"), REACH, STOPS)))
    assert list(empty) == [vocab.ID("empty")]


def test_a_graph_with_no_cluster_has_no_partition(tmp_path: Path) -> None:
    with OxigraphStore("memory", pyoxigraph.Store()) as store:
        export(store, tmp_path / "p.parquet")
    projection = Projection(tmp_path / "p.parquet")
    assert projection.clusters == ()
    assert len(projection.network()) == 0


def test_figures_are_refused_rather_than_missed(folder: Path) -> None:
    projection = Projection(folder)
    options = ProjectionOptions(kinds=frozenset({"Enterprise", "Observation"}))
    with pytest.raises(ZonegraphError, match="Observation: a columnar projection holds no figures"):
        projection.around(projection.clusters[0], options)


# ---- whole or not at all ----------------------------------------------------------------------


def remove_manifest(folder: Path) -> None:
    (folder / MANIFEST).unlink()


def cut_short(folder: Path) -> None:
    path = next((folder / "clusters").iterdir())
    path.write_bytes(path.read_bytes()[:-100])


def turn_a_bit(folder: Path) -> None:
    path = folder / "network" / "part-0.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def remove_part(folder: Path) -> None:
    next((folder / "clusters").iterdir()).unlink()


def change(**fields: object) -> Callable[[Path], None]:
    def change_manifest(folder: Path) -> None:
        content = json.loads((folder / MANIFEST).read_text())
        (folder / MANIFEST).write_text(json.dumps({**content, **fields}))

    return change_manifest


def lead_astray(folder: Path) -> None:
    content = json.loads((folder / MANIFEST).read_text())
    content["parts"][0]["name"] = "../../etc/passwd"
    (folder / MANIFEST).write_text(json.dumps(content))


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (remove_manifest, "no projection, or one that was never finished"),
        (cut_short, "damaged or cut short"),
        (turn_a_bit, "damaged or cut short"),
        (remove_part, "a part of the projection is missing"),
        (change(schema=99), "has schema 99, and this zonegraph reads 1"),
        (change(parts=7), "the manifest is damaged"),
        (lead_astray, "damaged or cut short"),
        (lambda folder: (folder / MANIFEST).write_text("[]"), "the manifest is damaged"),
        (lambda folder: (folder / MANIFEST).write_text("{"), "the manifest is damaged"),
    ],
)
def test_what_is_not_whole_is_refused_in_one_line(
    by_hand: Store, tmp_path: Path, harm: Callable[[Path], object], message: str
) -> None:
    folder = tmp_path / "p.parquet"
    export(by_hand, folder)
    Projection(folder)
    harm(folder)
    with pytest.raises(StoreError, match=message) as caught:
        Projection(folder)
    assert "\n" not in str(caught.value)
    assert str(folder) in str(caught.value)


def test_a_projection_is_replaced_and_nothing_else_is(by_hand: Store, tmp_path: Path) -> None:
    export(by_hand, tmp_path / "p.parquet")
    export(by_hand, tmp_path / "p.parquet")
    assert [path.name for path in tmp_path.iterdir()] == ["p.parquet"]
    (tmp_path / "mine.parquet").mkdir()
    (tmp_path / "mine.parquet" / "letter").touch()
    with pytest.raises(OutputError, match="holds something else; name a new or empty folder"):
        export(by_hand, tmp_path / "mine.parquet")
    assert [path.name for path in (tmp_path / "mine.parquet").iterdir()] == ["letter"]


def test_one_that_fails_leaves_the_one_that_was_there(by_hand: Store, tmp_path: Path) -> None:
    class Broken:
        def quads(self) -> Iterator[Quad]:
            yield from by_hand.quads()
            raise StoreError("the disk is gone")

    folder = tmp_path / "p.parquet"
    export(by_hand, folder)
    before = Projection(folder).manifest
    with pytest.raises(StoreError, match="the disk is gone"):
        write_projection(Broken(), folder, REACH, STOPS)
    assert Projection(folder).manifest == before
    assert [path.name for path in tmp_path.iterdir()] == ["p.parquet"]


def test_a_stream_and_parts_are_refused(by_hand: Store, tmp_path: Path) -> None:
    import io

    from zonegraph.exchange import Part

    with pytest.raises(OutputError, match="a columnar projection is a folder"):
        export(by_hand, io.BytesIO(), "parquet")
    with pytest.raises(OutputError, match="parquet has no parts"):
        export(by_hand, tmp_path / "p.parquet", part=Part.NAMED)
