"""Which blank nodes of a graph can be written in place, and which need a label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from pyoxigraph import BlankNode, Literal, NamedNode

from zonegraph.vocab import RDF

type Subject = NamedNode | BlankNode
type Object = NamedNode | BlankNode | Literal
type Description = Mapping[NamedNode, Collection[Object]]
type Descriptions = Mapping[Subject, Description]

DEEPEST = 16
"""Blank nodes nest this deep in a file; what lies deeper gets a label."""

_FIRST, _REST, _NIL = NamedNode(RDF("first")), NamedNode(RDF("rest")), NamedNode(RDF("nil"))


def list_items(head: Object, described: Descriptions, nested: Collection[Object]) -> list[Object]:
    """Return the items of a collection, or nothing where a node does not begin one.

    Parameters
    ----------
    head : NamedNode, BlankNode or Literal
        The node that may begin a collection.
    described : mapping
        Subject to predicate to objects, of one graph.
    nested : collection
        The blank nodes that have one mention only, so that they may be cells.
    """
    items: list[Object] = []
    while head in nested and set(described.get(head, ())) == {_FIRST, _REST}:  # type: ignore[call-overload]
        firsts, rests = described[head][_FIRST], described[head][_REST]  # type: ignore[index]
        if len(firsts) != 1 or len(rests) != 1:
            return []
        items.extend(firsts)
        (head,) = rests
    return items if head == _NIL else []


def nested_nodes(described: Descriptions, shared: Collection[BlankNode]) -> set[BlankNode]:
    """Return the blank nodes of a graph that can be written where they are mentioned.

    Such a node is mentioned once, in this graph alone, is not part of a cycle, and does not lie
    deeper than `DEEPEST`.

    Parameters
    ----------
    described : mapping
        Subject to predicate to objects, of one graph.
    shared : collection of BlankNode
        Nodes that other graphs mention too.
    """
    mentions = Counter(
        node
        for description in described.values()
        for nodes in description.values()
        for node in nodes
        if isinstance(node, BlankNode)
    )
    once = {node for node, count in mentions.items() if count == 1 and node not in shared}
    return _reached(described, once)


def _reached(described: Descriptions, once: set[BlankNode]) -> set[BlankNode]:
    """Walk down from the subjects that stand at the margin; what is never met is a cycle."""
    reached: set[BlankNode] = set()
    waiting: list[tuple[Object, int]] = [
        (subject, 0) for subject in described if subject not in once
    ]
    while waiting:
        parent, depth = waiting.pop()
        for nodes in described.get(parent, {}).values():  # type: ignore[call-overload]
            for node in nodes:
                if node not in once:
                    continue
                # Cells of a collection follow each other in the text; only its items lie deeper.
                step = 0 if parent in reached and _is_cell(parent, node, described) else 1
                if depth + step > DEEPEST:
                    waiting.append((node, 0))
                    continue
                reached.add(node)
                waiting.append((node, depth + step))
    return reached


def _is_cell(parent: Object, node: Object, described: Descriptions) -> bool:
    return node in described.get(parent, {}).get(_REST, ())  # type: ignore[call-overload]
