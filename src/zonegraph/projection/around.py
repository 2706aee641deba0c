"""The part of a graph around some entities, gathered by look-ups, so that its size alone costs memory."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Protocol

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from zonegraph import vocab

_TYPE, _LABEL = NamedNode(vocab.RDF("type")), NamedNode(vocab.RDFS("label"))
_ENTITIES, _ONTOLOGY = NamedNode(vocab.ENTITIES), NamedNode(vocab.ONTOLOGY)
_PROVENANCE = NamedNode(vocab.PROVENANCE)
_END, _TEMPORAL = NamedNode(vocab.ZG("endDate")), vocab.DCTERMS("temporal")
_SOURCES = frozenset({vocab.PROV("wasDerivedFrom"), vocab.DCTERMS("isPartOf")})


class QuadIndex(Protocol):
    """All that a walk over quads asks of a store."""

    def quads(
        self,
        subject: NamedNode | BlankNode | Triple | None = None,
        predicate: NamedNode | None = None,
        object: NamedNode | BlankNode | Literal | Triple | None = None,  # noqa: A002
        graph: NamedNode | BlankNode | DefaultGraph | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads that match, where None matches anything."""
        ...


class Around:
    """The quads of what lies within some hops of a node.

    Parameters
    ----------
    store : QuadIndex
        Any open store.
    start : str
        IRI of the node; it is walked through whatever its kind.
    hops : int
        How far the walk goes.
    ends : collection of str
        Kinds that the walk reaches but does not walk through.
    dated : bool, optional
        Whether to look up sources and their days as well, which only an *as of* asks for.
    concepts : bool, optional
        Whether industries, elements of frameworks and other concepts of the ontology are reached too; the
        walk never leads through them.
    relations : collection of str, optional
        Local names of the relations that the walk sees; all if not given.

    Examples
    --------
    >>> from zonegraph.projection import project
    >>> from zonegraph.store import open_store
    >>> with open_store() as store:
    ...     around = project(Around(store, vocab.ID("zhongke-luan"), hops=0, ends=()))
    >>> around.nodes[vocab.ID("zhongke-luan")]["kind"]
    'Enterprise'
    """

    def __init__(
        self,
        store: QuadIndex,
        start: str,
        hops: int,
        ends: Collection[str],
        *,
        dated: bool = False,
        concepts: bool = False,
        relations: Collection[str] | None = None,
    ) -> None:
        self._store, self._start, self._hops, self._ends = store, start, hops, ends
        self._dated = dated
        self._relations = None if relations is None else set(map(vocab.ZG, relations))
        self._registries = (_ENTITIES, _ONTOLOGY) if concepts else (_ENTITIES,)

    def quads(self) -> Iterator[Quad]:
        """Yield the facts that touch a node walked through, and what describes and vouches for them."""
        facts = list(self._walk())
        nodes = {NamedNode(self._start)} | {
            term
            for fact in facts
            for term in (fact.subject, fact.object)
            if isinstance(term, NamedNode)
        }
        yield from facts
        for node in sorted(nodes, key=_iri):
            for registry in self._registries:
                yield from self._store.quads(node, None, None, registry)
        for relation in sorted({fact.predicate for fact in facts}, key=_iri):
            yield from self._store.quads(relation, _LABEL, None, _ONTOLOGY)
        yield from self._provenance(facts)

    def _walk(self) -> Iterator[Quad]:
        """Yield the facts that touch a node walked through, those between two of them twice."""
        reached = {NamedNode(self._start)}
        frontier = sorted(reached, key=_iri)
        for hop in range(self._hops + 1):
            nearby = set()
            for node in frontier:
                for fact in self._touching(node):
                    yield fact
                    nearby |= {
                        term for term in (fact.subject, fact.object) if isinstance(term, NamedNode)
                    }
            if hop < self._hops:
                frontier = sorted(
                    (node for node in nearby - reached if self._leads_on(node)), key=_iri
                )
                reached |= nearby

    def _touching(self, node: NamedNode) -> Iterator[Quad]:
        for fact in (*self._store.quads(node), *self._store.quads(None, None, node)):
            name = fact.graph_name
            seen = self._relations is None or fact.predicate.value in self._relations
            if (
                seen
                and isinstance(name, NamedNode)
                and (name.value in vocab.EV or name.value in vocab.INFERRED)
            ):
                yield fact

    def _leads_on(self, node: NamedNode) -> bool:
        kinds = {
            vocab.local_name(quad.object.value)
            for quad in self._store.quads(node, _TYPE, None, _ENTITIES)
            if isinstance(quad.object, NamedNode)
        }
        return bool(kinds) and kinds.isdisjoint(self._ends)

    def _provenance(self, facts: Iterable[Quad]) -> Iterator[Quad]:
        """Yield what is known of the facts' graphs, of the rules' inferences, and of their sources."""
        inferred = {fact for fact in facts if vocab.INFERRED.base in str(fact.graph_name)}
        # A rule's own graph rests on everything that the rule used: its inferences tell each fact's share.
        waiting = {fact.graph_name for fact in facts if fact not in inferred} | {
            inference for fact in inferred for inference in self._inferences(fact)
        }
        stack = sorted((node for node in waiting if isinstance(node, NamedNode)), key=_iri)
        seen = set(stack)
        while stack:
            for quad in self._store.quads(stack.pop(), None, None, _PROVENANCE):
                yield quad
                named = quad.object
                if not isinstance(named, NamedNode):
                    continue
                if quad.predicate.value == _TEMPORAL and self._dated:
                    yield from self._store.quads(named, _END)
                follow = quad.predicate.value in _SOURCES and (
                    self._dated or named.value in vocab.EV
                )
                if follow and named not in seen:
                    seen.add(named)
                    stack.append(named)

    def _inferences(self, fact: Quad) -> Iterator[NamedNode]:
        said = NamedNode(vocab.RDF("subject"))
        for quad in self._store.quads(None, said, fact.subject, _PROVENANCE):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject


def _iri(node: NamedNode) -> str:
    return node.value
