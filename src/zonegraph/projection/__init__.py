"""The graph as network science sees it: entities as nodes, relations as edges with evidence."""

from __future__ import annotations

import networkx as nx

from zonegraph import vocab
from zonegraph.projection.around import Around
from zonegraph.projection.network import add_entity, add_fact
from zonegraph.projection.options import STATISTICAL_KINDS, ProjectionOptions
from zonegraph.projection.reading import QuadSource, Reading, evidence_of_graphs, read

__all__ = ["STATISTICAL_KINDS", "Around", "ProjectionOptions", "QuadSource", "project"]


def project(store: QuadSource, options: ProjectionOptions | None = None) -> nx.MultiDiGraph[str]:
    """Return the network of entities and the relations between them.

    One pass over the quads, no query: a query that gathers everything is what engines are slowest at.

    Parameters
    ----------
    store : QuadSource
        Any open store.
    options : ProjectionOptions, optional
        What to keep.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes are entity IRIs with ``kind``, ``label_zh``, ``label_en`` and ``aliases``. Edges are keyed by
        relation IRI, with ``relation``, ``label_zh``, ``label_en``, ``status``, ``confidence`` and
        ``evidence`` (best first). Nodes and edges come in the order of their IRIs.

    Examples
    --------
    >>> import zonegraph
    >>> with zonegraph.open() as kg:
    ...     graph = kg.network(relations=["anchors"])
    >>> sorted(graph.nodes[firm]["label_en"] for firm, cluster in graph.edges())[0]
    "Lu'an Solar"
    """
    options = options or ProjectionOptions()
    reading = read(store.quads())
    evidence = evidence_of_graphs(reading, options)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    _add_nodes(graph, reading, options)
    for (subject, relation, target), graphs in sorted(reading.edges.items()):
        if subject not in graph or target not in graph:
            continue
        if not options.keeps_relation(vocab.local_name(relation)):
            continue
        kept = sorted(
            (evidence[name] for name in graphs if name in evidence),
            key=lambda item: item.preference,
        )
        if kept:
            add_fact(graph, (subject, target), relation, reading.label(relation), tuple(kept))
    return graph


def _add_nodes(graph: nx.MultiDiGraph[str], reading: Reading, options: ProjectionOptions) -> None:
    for iri, kind in sorted(reading.kinds.items()):
        if options.keeps_kind(kind):
            aliases = tuple(sorted(reading.aliases.get(iri, ())))
            add_entity(graph, iri, kind, reading.label(iri), aliases)
