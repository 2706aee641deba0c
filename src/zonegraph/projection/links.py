"""Who is tied to whom, and who says so, read link by link, so that a country costs no memory."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import NamedTuple

from pyoxigraph import NamedNode

from zonegraph import vocab
from zonegraph.model import Status
from zonegraph.projection.around import QuadIndex
from zonegraph.projection.options import ProjectionOptions

_TYPE, _STATUS = NamedNode(vocab.RDF("type")), NamedNode(vocab.ZG("status"))
_RELATION, _READ = NamedNode(vocab.OWL("ObjectProperty")), NamedNode(vocab.ZG(Status.INTERPRETED))
_DESCRIBED = (NamedNode(vocab.ONTOLOGY), NamedNode(vocab.ENTITIES))
_PROVENANCE = NamedNode(vocab.PROVENANCE)


class Link(NamedTuple):
    """One relation as one evidence graph, or one rule, has it; a fact that several vouch for comes again.

    Attributes
    ----------
    subject, relation, object : str
        IRIs.
    status : Status
        Who vouches for it.
    """

    subject: str
    relation: str
    object: str
    status: Status


def entity_kinds(store: QuadIndex, options: ProjectionOptions | None = None) -> dict[str, str]:
    """Return the kind of each entity that a network would show, by IRI.

    Parameters
    ----------
    store : QuadIndex
        Any open store.
    options : ProjectionOptions, optional
        Which kinds to keep.

    Examples
    --------
    >>> from zonegraph.store import open_store
    >>> with open_store() as store:
    ...     entity_kinds(store)[vocab.ID("zhongke-luan")]
    'Enterprise'
    """
    options = options or ProjectionOptions()
    return {iri: kind for iri, kind in every_kind(store) if options.keeps_kind(kind)}


def every_kind(store: QuadIndex) -> Iterator[tuple[str, str]]:
    """Yield each entity with its kind, those of concepts first."""
    for quad in (quad for graph in _DESCRIBED for quad in store.quads(None, _TYPE, None, graph)):
        entity, kind = quad.subject, quad.object
        if not (isinstance(entity, NamedNode) and isinstance(kind, NamedNode)):
            continue
        if entity.value in vocab.ID and (kind.value in vocab.ZG or kind.value in vocab.ORG):
            yield entity.value, vocab.local_name(kind.value)


def stream_links(store: QuadIndex, options: ProjectionOptions | None = None) -> Iterator[Link]:
    """Yield every link of the graph, relation by relation, as the ontology declares them.

    Parameters
    ----------
    store : QuadIndex
        Any open store.
    options : ProjectionOptions, optional
        Which relations and statuses to keep. Confidence and days belong to evidence, which is not
        gathered here: `zonegraph.projection.project` heeds them.

    Yields
    ------
    Link
        In the order of the relations' IRIs, then of the store.

    Examples
    --------
    >>> from zonegraph.store import open_store
    >>> with open_store() as store:
    ...     any(vocab.local_name(link.relation) == "anchors" for link in stream_links(store))
    True
    """
    options = options or ProjectionOptions()
    declared = {quad.subject for quad in store.quads(None, _TYPE, _RELATION, _DESCRIBED[0])}
    relations = sorted(each for each in declared if isinstance(each, NamedNode))
    read = {quad.subject for quad in store.quads(None, _STATUS, _READ, _PROVENANCE)}
    for relation in relations:
        if options.keeps_relation(vocab.local_name(relation.value)):
            for quad in store.quads(None, relation):
                status = _status(quad.graph_name, read)
                subject, target = quad.subject, quad.object
                if not (isinstance(subject, NamedNode) and isinstance(target, NamedNode)):
                    continue
                if status is not None and status in options.statuses:
                    yield Link(subject.value, relation.value, target.value, status)


def _status(graph: object, read: Container[object]) -> Status | None:
    """Return who vouches for what stands in a graph; None where none does."""
    if not isinstance(graph, NamedNode):
        return None
    if graph.value in vocab.EV:
        return Status.INTERPRETED if graph in read else Status.STATED
    return Status.INFERRED if graph.value in vocab.INFERRED else None
