"""Writing in one form: what is written reads back, and the same quads give the same bytes."""

from __future__ import annotations

import os
import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    parse,
)

from zonegraph import vocab
from zonegraph.rdf.reading import read_quads
from zonegraph.rdf.writing import write_canonical
from zonegraph.workspace import bundled

XSD = vocab.XSD
IRIS = st.sampled_from(
    [
        vocab.ID("firm"),
        vocab.ID("park-10"),
        vocab.ID("park-2"),
        vocab.ID("a.b~c"),
        vocab.EV("s/p1-s1"),
        vocab.ZG("Fund"),
        vocab.RDF("type"),
        "https://e.org/a%20b",
        "https://e.org/中文",
    ]
).map(NamedNode)
TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12
) | st.sampled_from(['"', "\\", "'''", '"""', "a\nb", "\u2028", "\u202e", "<script>", "\t\r"])
LITERALS = st.one_of(
    TEXT.map(Literal),
    st.builds(
        lambda text, tag: Literal(text, language=tag), TEXT, st.sampled_from(["en", "zh-hans"])
    ),
    st.sampled_from(["1.50", "-0.5", "1e3", "x", "007", "+5", "5."]).map(
        lambda text: Literal(text, datatype=NamedNode(XSD("decimal")))
    ),
    st.sampled_from(["7", "-07", "x"]).map(
        lambda text: Literal(text, datatype=NamedNode(XSD("integer")))
    ),
    st.sampled_from(["true", "1"]).map(
        lambda text: Literal(text, datatype=NamedNode(XSD("boolean")))
    ),
)
BLANKS = st.sampled_from("abcd").map(BlankNode)
QUADS = st.lists(
    st.builds(Quad, IRIS | BLANKS, IRIS, IRIS | LITERALS | BLANKS, IRIS | st.just(DefaultGraph())),
    max_size=12,
)


def canonical(quads: list[Quad]) -> Dataset:
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def whole_decimals_pointed(quads: list[Quad]) -> list[Quad]:
    """Turn ``510`` into ``510.0``, the one change that writing makes."""

    def pointed(quad: Quad) -> Quad:
        value = quad.object
        is_decimal = isinstance(value, Literal) and value.datatype.value == XSD("decimal")
        if isinstance(value, Literal) and is_decimal and value.value.lstrip("+-").isdigit():
            value = Literal(f"{value.value}.0", datatype=value.datatype)
        return Quad(quad.subject, quad.predicate, value, quad.graph_name)

    return [pointed(quad) for quad in quads]


@given(QUADS)
def test_what_is_written_reads_back(quads: list[Quad]) -> None:
    # A blank node shared by two graphs is written in each, so each graph is tried by itself.
    for graph in {quad.graph_name for quad in quads}:
        part = [quad for quad in quads if quad.graph_name == graph]
        back = list(parse(write_canonical(part, "trig"), RdfFormat.TRIG))
        assert canonical(back) == canonical(whole_decimals_pointed(part))


@given(QUADS, st.randoms())
def test_order_changes_nothing_and_writing_again_changes_nothing(
    quads: list[Quad], chance: random.Random
) -> None:
    part = [Quad(quad.subject, quad.predicate, quad.object) for quad in quads]
    text = write_canonical(part, "turtle")
    chance.shuffle(part)
    assert write_canonical(part, "turtle") == text
    assert write_canonical(parse(text, RdfFormat.TURTLE), "turtle") == text


def test_layout() -> None:
    text = """
        @prefix id: <https://w3id.org/zonegraph/id/> . @prefix zg: <https://w3id.org/zonegraph/ontology#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix e: <https://e.org/> .
        id:p10 zg:builtFor id:b, id:a ; rdfs:label "B"@en, "乙"@zh-Hans ; a zg:IndustrialPark .
        id:p2 e:list ( 1 2 ) ; e:nested [ e:value 1.50 ] .
    """
    assert write_canonical(parse(text, RdfFormat.TURTLE), "turtle") == (
        "@prefix id: <https://w3id.org/zonegraph/id/> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "@prefix zg: <https://w3id.org/zonegraph/ontology#> .\n"
        "\n"
        "id:p2 <https://e.org/list> ( 1 2 ) ;\n"
        "    <https://e.org/nested> [\n"
        "        <https://e.org/value> 1.50\n"
        "    ] .\n"
        "\n"
        "id:p10 a zg:IndustrialPark ;\n"
        '    rdfs:label "乙"@zh-Hans, "B"@en ;\n'
        "    zg:builtFor id:a, id:b .\n"
    )


@pytest.mark.parametrize("name", ["shapes.ttl", "zonegraph.ttl"])
def test_hash_seed_changes_nothing(name: str) -> None:
    script = (
        "import sys; from pathlib import Path; from zonegraph.rdf.reading import read_quads;"
        "from zonegraph.rdf.writing import write_canonical;"
        "sys.stdout.buffer.write(write_canonical(read_quads(Path(sys.argv[1])), 'turtle').encode())"
    )
    path = bundled().ontology / name
    texts = {
        subprocess.run(
            [sys.executable, "-c", script, str(path)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert texts == {path.read_bytes()}
    assert len(list(read_quads(path))) > 1000
