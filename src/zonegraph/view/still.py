"""A network as SVG that needs no script: for the pages of a site, for print, for a first look.

Positions, sizes and looks are those of the interactive page. Each node links to its own page and tells
its name to a pointer that rests on it; labels stand where they cover nothing, the largest nodes' first.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from zonegraph.view.palette import FAMILIES
from zonegraph.view.picture import STATUSES, Picture, text_width

if TYPE_CHECKING:
    from markupsafe import Markup

Address = Callable[[str], str | None]
Rectangle = tuple[float, float, float, float]

TURNS = {
    "square": (4, math.pi / 4, 1.25),
    "diamond": (4, 0.0, 1.25),
    "hexagon": (6, 0.0, 1.1),
    "triangle": (3, -math.pi / 2, 1.25),
    "triangleDown": (3, math.pi / 2, 1.25),
}
"""Corners of each regular shape, where the first one points, and its radius beside a dot's."""
LONGEST = 22
"""Characters of a label; a longer name is cut, and told whole to a pointer that rests on it."""
ACROSS = 1000.0
"""Pixels that a picture is about wide when read; labels are sized for it."""
MARGIN = 14.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A node as drawn: where, what shape, in which colour, its name and its page."""

    x: float
    y: float
    radius: float
    points: str
    family: str
    filled: bool
    name: str
    address: str | None
    is_centre: bool


@dataclass(frozen=True, slots=True)
class Text:
    """A label as drawn."""

    x: float
    y: float
    words: str


@dataclass(slots=True)
class _Room:
    """What of the picture is taken already."""

    taken: list[Rectangle] = field(default_factory=list)

    def take(self, wanted: Rectangle) -> bool:
        left, top, right, bottom = wanted
        free = all(
            right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
            for other in self.taken
        )
        if free:
            self.taken.append(wanted)
        return free


def still(
    picture: Picture,
    language: str,
    title: str,
    address: Address,
    *,
    centre: str = "",
    across: float = ACROSS,
) -> Markup:
    """Return a picture as SVG for a page whose style sheet has the palette.

    Parameters
    ----------
    picture : Picture
        From `zonegraph.view.picture.draw`.
    language : str
        ``"zh"`` or ``"en"``.
    title : str
        What it shows, for those who cannot see it.
    address : callable
        Returns the relative URL of an entity's page by its shortened IRI; None where it has none.
    centre : str, optional
        Shortened IRI of the node that the picture is about.
    across : float, optional
        About how wide it will be shown, in pixels.

    Examples
    --------
    >>> import networkx as nx
    >>> from zonegraph.view.picture import draw
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("urn:a", kind="Person", label_zh="<甲>", label_en="A", aliases=())
    >>> svg = still(draw(graph), "zh", "图", lambda iri: None)
    >>> "&lt;甲&gt;" in svg, "<a" in svg
    (True, False)
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    dots = [_dot(picture, node, language, address, centre) for node in picture.nodes]
    left, top, right, bottom = _frame(dots)
    scale = max(1.0, (right - left) / across)
    labels = list(_labels(dots, scale, (left, top, right, bottom)))
    environment = Environment(
        loader=PackageLoader("zonegraph.view"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    drawn = environment.get_template("still.svg.j2").render(
        title=title,
        box=f"{left:.0f} {top:.0f} {right - left:.0f} {bottom - top:.0f}",
        width=round((right - left) / scale),
        height=round((bottom - top) / scale),
        em=round(13 * scale, 1),
        thin=round(scale, 2),
        lines=list(_lines(picture)),
        dots=dots,
        labels=labels,
    )
    return Markup(drawn)  # noqa: S704 - escaped by its template


def _dot(
    picture: Picture, node: dict[str, Any], language: str, address: Address, centre: str
) -> Dot:
    kind = picture.kinds[node["kind"]]
    return Dot(
        x=node["x"],
        y=node["y"],
        radius=node["size"],
        points=_points(kind["shape"], node["x"], node["y"], node["size"]),
        family=FAMILIES[kind["family"]].name,
        filled=kind["filled"],
        name=node["label"] if language == "zh" else node["en"],
        address=address(node["iri"]),
        is_centre=node["iri"] == centre,
    )


def _points(shape: str, x: float, y: float, radius: float) -> str:
    """Return the corners of a shape; none for a dot, which is a circle."""
    if shape == "star":
        radii = [radius * (1.3 if corner % 2 == 0 else 0.55) for corner in range(10)]
        turns = [-math.pi / 2 + corner * math.pi / 5 for corner in range(10)]
    elif shape in TURNS:
        corners, first, factor = TURNS[shape]
        radii = [radius * factor] * corners
        turns = [first + corner * 2 * math.pi / corners for corner in range(corners)]
    else:
        return ""
    return " ".join(
        f"{x + each * math.cos(turn):.1f},{y + each * math.sin(turn):.1f}"
        for each, turn in zip(radii, turns, strict=True)
    )


def _lines(picture: Picture) -> Iterator[tuple[float, float, float, float, str]]:
    places = {node["id"]: (node["x"], node["y"]) for node in picture.nodes}
    for edge in picture.edges:
        status = STATUSES[min(fact[3] for fact in edge["facts"])].value.lower()
        look = f"{status} hub" if edge["hub"] else status
        yield (*places[edge["from"]], *places[edge["to"]], look)


def _frame(dots: Iterable[Dot]) -> Rectangle:
    boxes = [(dot.x, dot.y, dot.radius * 1.3 + MARGIN) for dot in dots] or [(0.0, 0.0, MARGIN)]
    wide = 60.0
    return (
        min(x - room for x, _, room in boxes) - wide,
        min(y - room for _, y, room in boxes),
        max(x + room for x, _, room in boxes) + wide,
        max(y + room for _, y, room in boxes) + 2 * MARGIN,
    )


def _labels(dots: list[Dot], scale: float, frame: Rectangle) -> Iterator[Text]:
    """Yield the labels that cover neither a node nor another label and stay in the frame."""
    room = _Room(
        [
            (
                dot.x - dot.radius,
                dot.y - dot.radius,
                dot.x + dot.radius,
                dot.y + dot.radius,
            )
            for dot in dots
        ]
    )
    for dot in sorted(dots, key=lambda dot: (not dot.is_centre, -dot.radius, dot.name)):
        words = dot.name if len(dot.name) <= LONGEST else f"{dot.name[: LONGEST - 1]}…"
        half, high = text_width(words) * scale / 2 + 2, 15 * scale
        below, above = dot.y + dot.radius * 1.3 + 2, dot.y - dot.radius * 1.3 - high - 1
        for top in (below, above):
            box = (dot.x - half, top, dot.x + half, top + high)
            if _within(box, frame) and room.take(box):
                yield Text(dot.x, round(top + high * 0.78, 1), words)
                break


def _within(box: Rectangle, frame: Rectangle) -> bool:
    return frame[0] <= box[0] and frame[1] <= box[1] and box[2] <= frame[2] and box[3] <= frame[3]
