"""A knowledge graph of made-up zones, without the door: what the other benchmarks measure on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph
from pyoxigraph import Quad

from zonegraph.knowledge_graph import KnowledgeGraph
from zonegraph.rdf.reading import read_quads
from zonegraph.store.oxigraph import OxigraphStore
from zonegraph.vocab import ONTOLOGY
from zonegraph.workspace import bundled


def open_made_up(zones: Iterable[Iterable[Quad]], folder: Path | None = None) -> KnowledgeGraph:
    """Load the ontology and zones one by one, each fact also into the default graph, and open them."""
    engine = pyoxigraph.Store() if folder is None else pyoxigraph.Store(str(folder))
    for path in bundled().ontology_files():
        engine.bulk_extend(_with_default_graph(read_quads(path, ONTOLOGY)))
    for quads in zones:
        engine.bulk_extend(_with_default_graph(quads))
    return KnowledgeGraph(OxigraphStore(str(folder or "memory"), engine))


def _with_default_graph(quads: Iterable[Quad]) -> Iterator[Quad]:
    for quad in quads:
        yield quad
        yield Quad(quad.subject, quad.predicate, quad.object)
