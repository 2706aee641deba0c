"""What becomes of a graph when sources leave things out and get things wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from random import Random

from pyoxigraph import NamedNode, Quad, Triple

from zonegraph.vocab import ENTITIES, EV, RDF


def with_noise(quads: Iterable[Quad], missing: float, false: float, seed: int) -> Iterator[Quad]:
    """Yield quads with some facts left out and some false ones put in.

    A fact is left out wherever it is said. A false fact copies a true one and puts another entity of the same
    kind in the place of its object. Registry and provenance stay as they are.

    Parameters
    ----------
    quads : iterable of Quad
        One zone's.
    missing, false : float
        Shares of the facts between entities, 0 to 1.
    seed : int
        What is left out and put in depends on it and on the facts alone.

    Examples
    --------
    >>> from zonegraph.synthetic.zone import make_zone
    >>> whole = list(make_zone(0, enterprises=20).quads())
    >>> fewer = list(with_noise(whole, missing=0.2, false=0.0, seed=1))
    >>> 0 < len(fewer) < len(whole)
    True
    """
    known = list(quads)
    kinds = {
        quad.subject: quad.object
        for quad in known
        if quad.graph_name == NamedNode(ENTITIES) and quad.predicate.value == RDF("type")
    }
    alike: dict[object, list[NamedNode]] = defaultdict(list)
    for node, kind in kinds.items():
        if isinstance(node, NamedNode):
            alike[kind].append(node)
    random = Random(f"noise/{seed}")
    gone: dict[Triple, bool] = {}
    for quad in known:
        if not _is_relation(quad):
            yield quad
            continue
        left_out = gone.setdefault(quad.triple, random.random() < missing)
        if not left_out:
            yield quad
        target = quad.object
        if random.random() < false and isinstance(target, NamedNode) and target in kinds:
            other = random.choice(alike[kinds[target]])
            yield Quad(quad.subject, quad.predicate, other, quad.graph_name)


def _is_relation(quad: Quad) -> bool:
    name = quad.graph_name
    return isinstance(name, NamedNode) and name.value in EV and isinstance(quad.object, NamedNode)
