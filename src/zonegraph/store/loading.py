"""Filling an empty store: the files, the default graph, and what the rules derive."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, QueryTriples, Triple

from zonegraph.errors import DataError
from zonegraph.model import Status
from zonegraph.rdf.reading import read_workspace
from zonegraph.vocab import EV, INFERRED, PROV, PROVENANCE, RDF, XSD, ZG
from zonegraph.workspace import Workspace

_POSITION = re.compile(r"error at (\d+):(\d+): ")


@dataclass(frozen=True, slots=True)
class Counts:
    """What a store was made of.

    Attributes
    ----------
    files : int
        Files of the ontology and the data.
    quads : int
        Quads in all graphs, the default graph included.
    facts : int
        Distinct triples that evidence graphs hold.
    inferred : tuple of (str, int)
        Each rule with the number of its conclusions, in the order in which the rules ran.
    """

    files: int
    quads: int
    facts: int
    inferred: tuple[tuple[str, int], ...]


def load(store: pyoxigraph.Store, workspace: Workspace) -> Counts:
    """Fill an empty store from files and run the rules.

    Each distinct triple also enters the default graph, because engines disagree on whether the
    default graph is the union of the others, and a union counts what two sources state twice.

    Parameters
    ----------
    store : pyoxigraph.Store
        An empty store, in memory or on disk.
    workspace : Workspace
        The ontology with its rules, and the data.

    Returns
    -------
    Counts
        What the store now holds.

    Raises
    ------
    DataError
        If a file or a rule cannot be read.

    Examples
    --------
    >>> from zonegraph.workspace import bundled
    >>> counts = load(pyoxigraph.Store(), bundled())
    >>> counts.quads > counts.facts > 0
    True
    """
    facts: set[Triple] = set()
    store.bulk_extend(_with_default_graph(_noting_facts(read_workspace(workspace), facts)))
    inferred = {}
    for rule in workspace.rule_files():
        inferred[rule.stem] = _run_rule(store, rule)
    files = len(workspace.ontology_files()) + len(workspace.data_files())
    return Counts(files, len(store), len(facts), tuple(inferred.items()))


def _with_default_graph(quads: Iterable[Quad]) -> Iterator[Quad]:
    for quad in quads:
        yield quad
        yield Quad(quad.subject, quad.predicate, quad.object)


def _noting_facts(quads: Iterable[Quad], facts: set[Triple]) -> Iterator[Quad]:
    for quad in quads:
        if isinstance(quad.graph_name, NamedNode) and quad.graph_name.value in EV:
            facts.add(quad.triple)
        yield quad


def _run_rule(store: pyoxigraph.Store, rule: Path) -> int:
    """Add what one rule derives, and return the number of its conclusions."""
    triples = set(_construct(store, rule))
    inferences = {
        triple.subject
        for triple in triples
        if triple.predicate.value == RDF("type") and triple.object == NamedNode(ZG("Inference"))
    }
    traces = {triple for triple in triples if triple.subject in inferences}
    conclusions = triples - traces
    if conclusions:
        graph = NamedNode(INFERRED(rule.stem))
        traces |= set(_provenance(graph, traces))
        store.bulk_extend(_with_default_graph(_in_graph(conclusions, graph)))
        store.bulk_extend(_with_default_graph(_in_graph(traces, NamedNode(PROVENANCE))))
    return len(conclusions)


def _construct(store: pyoxigraph.Store, rule: Path) -> Iterator[Triple]:
    try:
        results = store.query(rule.read_text(encoding="utf-8"))
    except SyntaxError as error:
        message = str(error.msg)
        found = _POSITION.match(message)
        line, column = map(int, found.groups()) if found else (0, 0)
        raise DataError(_POSITION.sub("", message), rule, line=line, column=column) from error
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"cannot read the rule: {error}", rule) from error
    if not isinstance(results, QueryTriples):
        raise DataError("a rule must be a CONSTRUCT query", rule)
    return results


def _in_graph(triples: Iterable[Triple], graph: NamedNode) -> Iterator[Quad]:
    for triple in triples:
        yield Quad(triple.subject, triple.predicate, triple.object, graph)


def _provenance(graph: NamedNode, traces: Iterable[Triple]) -> Iterator[Triple]:
    """Describe a rule's graph: no surer than its weakest inference, resting on all their sources."""
    derived, confidence = NamedNode(PROV("wasDerivedFrom")), NamedNode(ZG("confidence"))
    yield Triple(graph, NamedNode(RDF("type")), NamedNode(ZG("EvidenceGraph")))
    yield Triple(graph, NamedNode(ZG("status")), NamedNode(ZG(Status.INFERRED)))
    confidences = []
    for trace in traces:
        if trace.predicate == derived:
            yield Triple(graph, derived, trace.object)
        elif trace.predicate == confidence and isinstance(trace.object, Literal):
            confidences.append(Decimal(trace.object.value))
    if confidences:
        lowest = Literal(str(min(confidences)), datatype=NamedNode(XSD("decimal")))
        yield Triple(graph, confidence, lowest)
