"""The page of frameworks: each as a diagram, filled with what the sources show to realise it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from zonegraph.analysis.gaps import Cell, find_gaps
from zonegraph.model import Evidence
from zonegraph.site.content import Content
from zonegraph.site.rendering import Page
from zonegraph.site.words import WORDS


@dataclass(frozen=True, slots=True)
class Element:
    """One element, with each thing that realises it anywhere, its evidence, and for what."""

    iri: str
    by: list[tuple[str, Evidence, list[str]]]


@dataclass(frozen=True, slots=True)
class Diagram:
    """A framework: groups of elements, in its order; an empty name is of elements without group."""

    framework: str
    groups: list[tuple[str, list[Element]]]


def frameworks(content: Content, language: str) -> Page:
    """Return the page of frameworks."""
    rows = content.graph.query("framework-elements").records()
    whole = content.network if len(content.zones) <= 1 else None
    drawn = [
        _diagram(content, framework, list(own), whole)
        for framework, own in groupby(rows, key=lambda row: str(row["framework"]))
    ]
    return Page(
        "frameworks.html.j2",
        WORDS["frameworks"].in_language(language),
        {"diagrams": sorted(drawn, key=_weight), "realised": whole is not None},
    )


def _weight(diagram: Diagram) -> tuple[int, str]:
    """Return a key that puts the frameworks first of which most is realised."""
    filled = sum(bool(each.by) for _, elements in diagram.groups for each in elements)
    return -filled, diagram.framework


def _diagram(
    content: Content, framework: str, rows: list[dict[str, object]], whole: object
) -> Diagram:
    elements = {str(row["element"]): str(row["group"] or "") for row in rows}
    cells = (
        find_gaps(content.network, framework, list(elements)) if whole is not None else list[Cell]()
    )
    groups: dict[str, list[Element]] = {}
    for element, group in elements.items():
        groups.setdefault(group, []).append(Element(element, _realisers(cells, element)))
    return Diagram(framework, list(groups.items()))


def _realisers(cells: list[Cell], element: str) -> list[tuple[str, Evidence, list[str]]]:
    """Return what realises an element, each thing once, with all that it does so for."""
    found: dict[str, tuple[Evidence, list[str]]] = {}
    for cell in cells:
        if cell.element == element and cell.realised == "realised":
            for means in cell.means:
                _, targets = found.setdefault(means.entity, (means.evidence[0], []))
                targets.append(cell.target)
    return [(entity, evidence, targets) for entity, (evidence, targets) in found.items()]
