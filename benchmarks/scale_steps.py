"""What the steps of scale.py run in processes of their own: python benchmarks/scale_steps.py STEP ARGUMENT...

What is asked question by question prints a line for each as it comes, so that one cut off tells how far it
came.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

QUESTIONS = (
    "anchors",
    "brought-in",
    "cluster-members",
    "clusters",
    "clusters-without",
    "evidence-summary",
    "figures",
    "organisations",
    "ten-ones-matrix",
    "tenants",
)


def questions() -> dict[str, str]:
    """Return the SPARQL of the ten questions."""
    from zonegraph import vocab
    from zonegraph.queries.catalogue import find_question

    return {name: find_question(name).bind({}, vocab.ID) for name in QUESTIONS}


def timed(name: str, task: Callable[[], object]) -> None:
    """Do a task, and print how many seconds it took."""
    start = time.perf_counter()
    task()
    print(json.dumps([name, time.perf_counter() - start]), flush=True)


def ask(store: str) -> None:
    """Ask the ten questions as `zonegraph query` does."""
    import zonegraph

    with zonegraph.open(store) as kg:
        for name in QUESTIONS:
            timed(name, lambda name=name: kg.query(name).render("csv"))  # type: ignore[misc]


def describe(store: str) -> None:
    """Print how many quads a store has, and its first cluster."""
    import zonegraph
    from zonegraph.store import open_store

    with open_store(store) as opened, zonegraph.open(store) as kg:
        print(json.dumps({"quads": len(opened), "cluster": kg.clusters()[0]}))


def at_once(store: str) -> None:
    """Find all anchors in one network of everything."""
    import zonegraph
    from zonegraph.analysis.anchors import find_anchors

    with zonegraph.open(store) as kg:
        find_anchors(kg.network())


def dump(store: str, nquads: str, triples: str) -> None:
    """Write a store's quads, and the triples of its default graph, natively."""
    import pyoxigraph
    from pyoxigraph import DefaultGraph, RdfFormat

    from zonegraph.store.directory import read_manifest

    engine = pyoxigraph.Store.read_only(str(Path(store) / read_manifest(Path(store)).version))
    engine.dump(nquads, RdfFormat.N_QUADS)
    engine.dump(triples, RdfFormat.N_TRIPLES, from_graph=DefaultGraph())


def texts(target: str) -> None:
    """Write the questions that need no named graph, for an engine that has none."""
    plain = {name: text for name, text in questions().items() if "GRAPH" not in text}
    Path(target).write_text(json.dumps(plain))


def raw_load(nquads: str, folder: str) -> None:
    """Load quads into a bare Oxigraph store on disk."""
    import pyoxigraph

    engine = pyoxigraph.Store(folder)
    engine.bulk_load(path=nquads, format=pyoxigraph.RdfFormat.N_QUADS)
    engine.flush()


def raw_ask(folder: str) -> None:
    """Ask a bare Oxigraph store the same texts, serialising natively."""
    import pyoxigraph

    engine = pyoxigraph.Store.read_only(folder)

    def answer(text: str) -> None:
        found = engine.query(text)
        assert not isinstance(found, pyoxigraph.QueryTriples)
        found.serialize(format=pyoxigraph.QueryResultsFormat.CSV)

    for name, text in questions().items():
        timed(name, lambda text=text: answer(text))  # type: ignore[misc]


def ask_rdflib(nquads: str, asking: str = "") -> None:
    """Parse the quads with rdflib, and ask it if told to."""
    import rdflib

    dataset = rdflib.Dataset()
    dataset.parse(nquads, format="nquads")
    for name, text in questions().items() if asking else ():
        timed(name, lambda text=text: dataset.query(text).serialize(format="csv"))  # type: ignore[misc]


def ask_kglab(triples: str, asked: str = "") -> None:
    """Load triples with kglab, and ask it if told to; runs in its own environment."""
    import kglab  # type: ignore[import-not-found]

    graph = kglab.KnowledgeGraph()
    graph.load_rdf(triples, format="nt")
    for name, text in json.loads(Path(asked).read_text()).items() if asked else ():
        timed(name, lambda text=text: list(graph.query(text)))  # type: ignore[misc]


STEPS: dict[str, Callable[..., None]] = {
    "ask": ask,
    "describe": describe,
    "at-once": at_once,
    "dump": dump,
    "texts": texts,
    "raw-load": raw_load,
    "raw-ask": raw_ask,
    "rdflib": ask_rdflib,
    "kglab": ask_kglab,
}

if __name__ == "__main__":
    STEPS[sys.argv[1]](*sys.argv[2:])
