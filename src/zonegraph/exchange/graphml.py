"""A network as GraphML, for Gephi, Cytoscape, yEd and the like."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, BinaryIO

from zonegraph import vocab

if TYPE_CHECKING:
    import networkx as nx

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(graph: nx.MultiDiGraph[str], file: BinaryIO) -> None:
    """Write a network as GraphML: slugs as ids; IRIs, labels and evidence as attributes.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A network as :func:`zonegraph.projection.project` makes it.
    file : BinaryIO
        An open file.

    Examples
    --------
    >>> import io
    >>> import networkx as nx
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node(vocab.ID("zhongke-luan"), kind="Enterprise", aliases=("中科潞安", "潞安"))
    >>> file = io.BytesIO()
    >>> write_graphml(graph, file)
    >>> "中科潞安; 潞安" in file.getvalue().decode()
    True
    """
    import networkx as nx

    # GraphML's ids are XML name tokens, which IRIs are not, and its attributes are plain values.
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri, attributes in graph.nodes(data=True):
        plain.add_node(vocab.local_name(iri), iri=iri, **_plain(attributes))
    for number, (source, target, iri, attributes) in enumerate(graph.edges(keys=True, data=True)):
        ends = vocab.local_name(source), vocab.local_name(target)
        key = plain.add_edge(*ends, key=f"e{number}", iri=iri)
        plain.edges[*ends, key].update(_plain(attributes))
    # Not nx.write_graphml: where lxml happens to be installed, that writes other bytes.
    nx.readwrite.graphml.write_graphml_xml(plain, file)


def _plain(attributes: Mapping[str, object]) -> dict[str, str | float]:
    return {name: _plain_value(value) for name, value in attributes.items()}


def _plain_value(value: object) -> str | float:
    if isinstance(value, float):
        return value
    if isinstance(value, tuple):
        locators = [getattr(item, "locators", (str(item),)) for item in value]
        return _in_xml("; ".join(dict.fromkeys(text for texts in locators for text in texts)))
    return _in_xml(str(value))


def _in_xml(text: str) -> str:
    """Replace the characters that no XML file can hold, even escaped."""
    return _NOT_IN_XML.sub("\ufffd", text)
