"""From legal entities to groups: subsidiaries rolled up into the parent that heads them."""

from __future__ import annotations

import networkx as nx

from zonegraph.analysis.neighbourhood import FIRM_KINDS, kind_of


def heads(graph: nx.MultiDiGraph[str]) -> dict[str, str]:
    """Map each enterprise that has a parent to the enterprise that heads its group.

    An enterprise with several parents is a joint venture and stays itself, and so does one whose parents
    run in a circle.

    Examples
    --------
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_nodes_from(["a", "b", "c"], kind="Enterprise")
    >>> for child, parent in [("a", "b"), ("b", "c")]:
    ...     _ = graph.add_edge(child, parent, relation="subsidiaryOf")
    >>> heads(graph)
    {'a': 'c', 'b': 'c'}
    """
    parents = {
        firm: _parents(graph, firm) for firm in sorted(graph) if kind_of(graph, firm) in FIRM_KINDS
    }
    found = {}
    for firm in parents:
        climbed = [firm]
        while len(above := parents.get(climbed[-1], [])) == 1 and above[0] not in climbed:
            climbed.append(above[0])
        circular = len(above) == 1
        if len(climbed) > 1 and not circular:
            found[firm] = climbed[-1]
    return found


def roll_up(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return the network of groups: what is said of a subsidiary is said of the head of its group.

    Facts that become the same fact join their evidence; facts within a group are left out.
    """
    head = heads(graph)
    rolled: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    rolled.add_nodes_from((node, data) for node, data in graph.nodes(data=True) if node not in head)
    for source, target, key, data in graph.edges(keys=True, data=True):
        one, other = head.get(source, source), head.get(target, target)
        if one == other and source != target:
            continue
        if rolled.has_edge(one, other, key):
            joined = {*rolled.edges[one, other, key]["evidence"], *data["evidence"]}
            evidence = tuple(sorted(joined, key=lambda item: item.preference))
            rolled.edges[one, other, key].update(
                evidence=evidence,
                status=evidence[0].status.value,
                confidence=evidence[0].confidence,
            )
        else:
            rolled.add_edge(one, other, key, **data)
    return rolled


def _parents(graph: nx.MultiDiGraph[str], firm: str) -> list[str]:
    return sorted(
        {
            parent
            for _, parent, data in graph.out_edges(firm, data=True)
            if data["relation"] == "subsidiaryOf" and kind_of(graph, parent) in FIRM_KINDS
        }
    )
