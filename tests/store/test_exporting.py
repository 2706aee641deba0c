from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

import pyoxigraph
import pytest
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
)

from zonegraph import vocab
from zonegraph.store import Store, open_store
from zonegraph.store.exporting import (
    Part,
    select,
    write_jsonld,
    write_nquads,
    write_trig,
    write_turtle,
)
from zonegraph.workspace import Workspace

Write = Callable[[Iterable[Quad], BinaryIO], None]


@pytest.fixture
def store(workspace: Workspace) -> Iterator[Store]:
    with open_store(None, workspace) as opened:
        yield opened


def written(write: Write, quads: Iterable[Quad]) -> bytes:
    file = io.BytesIO()
    write(quads, file)
    return file.getvalue()


def canonical(quads: Iterable[Quad]) -> set[str]:
    """Return quads with blank nodes named alike, and numbers as a store spells them."""
    store = pyoxigraph.Store()
    store.extend(quads)
    dataset = Dataset(store)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def in_default(quad: Quad) -> bool:
    return isinstance(quad.graph_name, DefaultGraph)


def test_a_part_is_the_named_graphs_the_default_graph_or_both(store: Store) -> None:
    named, default, both = (select(store, part) for part in (Part.NAMED, Part.DEFAULT, Part.ALL))
    assert not any(map(in_default, named))
    assert all(map(in_default, default))
    assert len(both) == len(named) + len(default) == len(store)
    assert {quad.triple for quad in named if "_:" not in str(quad)} == {
        quad.triple for quad in default if "_:" not in str(quad)
    }


@pytest.mark.parametrize(
    ("write", "syntax"),
    [
        (write_nquads, RdfFormat.N_QUADS),
        (write_trig, RdfFormat.TRIG),
        (write_jsonld, RdfFormat.JSON_LD),
    ],
)
def test_what_is_written_reads_back_as_it_was(
    store: Store, write: Write, syntax: RdfFormat
) -> None:
    quads = select(store, Part.NAMED)
    assert canonical(pyoxigraph.parse(written(write, quads), syntax)) == canonical(quads)


def test_turtle_reads_back_as_the_default_graph(store: Store) -> None:
    quads = select(store, Part.DEFAULT)
    read = pyoxigraph.parse(written(write_turtle, quads), RdfFormat.TURTLE)
    assert canonical(read) == canonical(quads)


@pytest.mark.parametrize("write", [write_nquads, write_trig, write_jsonld, write_turtle])
def test_language_tags_are_written_as_people_write_them(store: Store, write: Write) -> None:
    text = written(write, select(store, Part.NAMED)).decode()
    assert "zh-Hans" in text
    assert "zh-hans" not in text


@pytest.mark.parametrize("write", [write_nquads, write_trig, write_jsonld, write_turtle])
@pytest.mark.parametrize("part", Part)
def test_two_loads_are_written_alike(workspace: Workspace, write: Write, part: Part) -> None:
    texts = set()
    for _ in range(2):
        with open_store(None, workspace) as store:
            texts.add(written(write, reversed(select(store, part))))
    assert len(texts) == 1


def test_nquads_lines_are_in_order_and_keep_every_kind_of_term() -> None:
    subject, relation = NamedNode("http://example.org/s"), NamedNode("http://example.org/p")
    graph = NamedNode("http://example.org/g")
    decimal = NamedNode(vocab.XSD("decimal"))
    quads = [
        Quad(subject, relation, Literal('二"\n\\', language="ZH-hans"), graph),
        Quad(subject, relation, Literal("1.50", datatype=decimal)),
        Quad(subject, relation, BlankNode("b")),
    ]
    assert written(write_nquads, quads).decode().splitlines() == [
        f'<http://example.org/s> <http://example.org/p> "1.50"^^{decimal} .',
        '<http://example.org/s> <http://example.org/p> "二\\"\\n\\\\"@zh-Hans <http://example.org/g> .',
        "<http://example.org/s> <http://example.org/p> _:b .",
    ]


def test_text_that_looks_like_json_is_left_as_it_is() -> None:
    text = 'a "@language":"zh-hans" b'
    name = NamedNode("http://example.org/s")
    read = pyoxigraph.parse(
        written(write_jsonld, [Quad(name, name, Literal(text, language="zh-hans"))]),
        RdfFormat.JSON_LD,
    )
    assert [quad.object for quad in read] == [Literal(text, language="zh-hans")]
