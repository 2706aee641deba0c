"""A matrix of gaps as a heat map: SVG that stands alone or in a page, and PNG.

Each cell tells its state by shade and by sign, so that it can be read without colour.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from zonegraph.errors import MissingPackageError
from zonegraph.model import Label

if TYPE_CHECKING:
    from zonegraph.analysis.gaps import Cell, Means

Name = Callable[[str], Label]

WORDS = {
    "realised": Label("已落实", "realised"),
    "zone only": Label("仅园区层面", "zone only"),
    "goal only": Label("仅为目标", "goal only"),
    "not found": Label("未见", "not found"),
}
"""What a reader calls each state, the best first."""

SIGNS = {"realised": "●", "zone only": "◐", "goal only": "○", "not found": "×"}
CELL, MARGIN, LINE = 44, 16, 17
WIDE = {"zh": 13.0, "en": 7.2}
"""About how wide a character of a label is, in pixels at 13 px."""


@dataclass(frozen=True, slots=True)
class _Square:
    x: int
    y: int
    state: str
    sign: str
    told: str


def heat_map(
    cells: Sequence[Cell], name: Name, language: str, title: Label, *, alone: bool = True
) -> str:
    """Return a matrix of gaps as SVG: targets down, elements across, a tooltip in each cell.

    Parameters
    ----------
    cells : sequence of Cell
        From `zonegraph.analysis.gaps.find_gaps`.
    name : callable
        Returns the label of an IRI.
    language : str
        ``"zh"`` or ``"en"``.
    title : Label
        What stands above it.
    alone : bool, optional
        Whether it brings its own style, or a page does.

    Examples
    --------
    >>> from zonegraph.analysis.gaps import Cell, Realised
    >>> cell = Cell("cluster", "fund", Realised.NOT_FOUND, ())
    >>> picture = heat_map([cell], lambda iri: Label(iri, iri), "en", Label("缺口", "Gaps"))
    >>> picture.count("<title>"), "not found" in picture
    (2, True)
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    targets = list(dict.fromkeys(cell.target for cell in cells))
    elements = list(dict.fromkeys(cell.element for cell in cells))
    rows = [name(iri).in_language(language) for iri in targets]
    columns = [name(iri).in_language(language) for iri in elements]
    left = MARGIN + round(max((len(row) for row in rows), default=0) * WIDE[language]) + 10
    slant = round(max((len(each) for each in columns), default=0) * WIDE[language] * 0.71) + 14
    top = MARGIN + 34 + slant
    squares = [
        _Square(
            left + CELL * elements.index(cell.element),
            top + CELL * targets.index(cell.target),
            cell.realised.value.replace(" ", "-"),
            SIGNS[cell.realised],
            _tell(cell, name, language),
        )
        for cell in cells
    ]
    legend_y = top + CELL * len(rows) + 30
    environment = Environment(
        loader=PackageLoader("zonegraph.view"), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template("heatmap.svg.j2").render(
        title=title.in_language(language),
        style=Markup(style_sheet()) if alone else "",  # noqa: S704 - our own file
        language=language,
        width=max(left + CELL * len(columns) + slant, 560),
        height=legend_y + 24,
        cell=CELL,
        margin=MARGIN,
        rows=[(top + CELL * place + CELL // 2, row) for place, row in enumerate(rows)],
        columns=[
            (left + CELL * place + CELL // 2, top - 8, each) for place, each in enumerate(columns)
        ],
        left=left,
        squares=squares,
        legend=[
            (
                MARGIN + place * 132,
                legend_y,
                state.replace(" ", "-"),
                SIGNS[state],
                word.in_language(language),
            )
            for place, (state, word) in enumerate(WORDS.items())
        ],
    )


def style_sheet() -> str:
    """Return the rules that a page with a heat map in it needs."""
    return (resources.files("zonegraph.view") / "templates" / "heatmap.css").read_text("utf-8")


def to_png(svg: str, zoom: float = 2.0) -> bytes:
    """Return SVG as PNG, drawn with the fonts of the machine.

    Raises
    ------
    MissingPackageError
        If the extra ``pictures`` is not installed.
    """
    try:
        import resvg_py
    except ImportError as error:
        raise MissingPackageError("resvg-py", "pictures") from error
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=zoom))


def _tell(cell: Cell, name: Name, language: str) -> str:
    names = [name(iri).in_language(language) for iri in (cell.target, cell.element)]
    means = [_named(each, name, language) for each in cell.means]
    colon, comma = ("：", "；") if language == "zh" else (": ", "; ")
    state = WORDS[cell.realised].in_language(language)
    return f"{' / '.join(names)}{colon}{state}" + (f" - {comma.join(means)}" if means else "")


def _named(means: Means, name: Name, language: str) -> str:
    places = dict.fromkeys(spot for item in means.evidence for spot in item.locators)
    return f"{name(means.entity).in_language(language)} [{', '.join(places)}]"
