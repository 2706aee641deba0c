"""One HTML file that draws a graph, opens from a disk, and asks the network for nothing.

pyvis holds the nodes and edges and renders the page, but through templates of our own: its pages
load from a CDN and put text into HTML unescaped. Every word of the graph travels as JSON in a data
block and reaches the reader as text nodes. A Content-Security-Policy lets the page run only the
two scripts and the style sheet whose hashes it names. vis-network comes out of the installed pyvis
package; its own style sheet is not needed, since the page uses none of its widgets.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Mapping
from functools import partial
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal

from zonegraph.model import Label
from zonegraph.view import palette
from zonegraph.view.picture import STATUSES, Picture, draw
from zonegraph.view.words import SHORTCUTS, WORDS

if TYPE_CHECKING:
    import networkx as nx
    from markupsafe import Markup
    from pyvis.network import Network

_VIS_SCRIPT = "lib/vis-9.1.2/vis-network.min.js"
_SCRIPTS = (
    "data.js",
    "visibility.js",
    "glyphs.js",
    "drawing.js",
    "labels.js",
    "tooltip.js",
    "ranges.js",
    "legend.js",
    "panel.js",
    "routes.js",
    "search.js",
    "saving.js",
    "address.js",
    "main.js",
)
FRAME = 640
"""Height of a page within a notebook, in pixels."""
_CONTROLS = {0x85: "\\x85"}
"""What HTML forbids and the library has in a string of its own."""
_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


class Page(str):
    """A page as text, which a notebook shows in a frame of its own, offline."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return f'<iframe srcdoc="{html.escape(self)}" style="width:100%;height:{FRAME}px;border:0"></iframe>'


def render_page(
    graph: nx.MultiDiGraph[str],
    *,
    title: Label,
    language: Literal["zh", "en"],
    sentences: Mapping[str, str] | None = None,
    emphasis: Mapping[str, float] | None = None,
    matrix: Label | None = None,
    days: Mapping[str, str] | None = None,
    links: Mapping[str, str] | None = None,
    library: str = "",
) -> Page:
    """Return a self-contained interactive page of a graph.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        A projection: nodes with ``kind``, ``label_zh``, ``label_en`` and ``aliases``; edges with
        ``relation``, ``label_zh``, ``label_en``, ``status``, ``confidence`` and ``evidence``.
    title : Label
        What the page is about.
    language : {"zh", "en"}
        The language in which it opens; a reader can switch.
    sentences : mapping of str to str, optional
        What each locator's span says; only those that the graph's evidence names are written.
    emphasis : mapping of str to float, optional
        What the sizes of nodes stand for; their number of relations where it is not given.
    matrix : Label, optional
        What `zonegraph.view.heatmap.heat_map` gives in each language, without its own style; a button
        opens it.
    days : mapping of str to str, optional
        From which day on a source, by the first part of its locators, or an entity, by its IRI,
        counts; where there are several, a slider chooses among them.
    links : mapping of str to str, optional
        Address of an entity's own page, relative or http(s), by IRI; the panel links there.
    library : str, optional
        Address of the file that `library_text` gives, for the pages of a site to share; where it is not
        given, the page holds it.

    Returns
    -------
    Page
        HTML, the same bytes for the same input; a notebook shows it as it is.

    Raises
    ------
    ZonegraphError
        If a link is neither relative nor http(s).

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.MultiDiGraph()
    >>> graph.add_node("urn:a", kind="Person", label_zh="<甲>", label_en="A", aliases=())
    >>> page = render_page(graph, title=Label("图", "Picture"), language="zh")
    >>> page.startswith("<!doctype html>"), "<甲>" in page
    (True, False)
    """
    picture = draw(graph, emphasis, days, links)
    network = _network(picture)
    network.templateEnv.globals.update(
        language=language,
        html_language={"zh": "zh-Hans", "en": "en"}[language],
        title=title.in_language(language),
        words={name: word.in_language(language) for name, word in WORDS.items()},
        data=partial(
            _data, picture, title, language, sentences or {}, days or {}, dict(graph.graph)
        ),
        shortcuts=SHORTCUTS,
        matrix=_trusted(matrix),
        **_assets(library),
    )
    return Page(f"{network.generate_html()}\n")


def _network(picture: Picture) -> Network:
    """Return a pyvis network whose pages are rendered from our template."""
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
    from pyvis.network import Network

    network = Network(directed=True)
    network.templateEnv = Environment(
        loader=ChoiceLoader(
            [PackageLoader("zonegraph.view"), PackageLoader("pyvis", package_path="templates")]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=False,
    )
    network.path = "network.html.j2"
    network.options = {"physics": {"enabled": False}}
    for node in picture.nodes:
        network.add_node(node["id"], group=node["kind"], **_without(node, "id", "kind"))
    for edge in picture.edges:
        network.add_edge(edge["from"], edge["to"], **_without(edge, "from", "to"))
    return network


def _without(values: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}


def _data(
    picture: Picture,
    title: Label,
    language: str,
    sentences: Mapping[str, str],
    days: Mapping[str, str],
    whole: Mapping[str, int],
    nodes: list[dict[str, Any]],
    edges: list[dict[str, Any]],
) -> Markup:
    """Return everything the page's script reads, as JSON that no HTML parser can misread."""
    from markupsafe import Markup

    locators = {locator for piece in picture.evidence for locator in piece[2]}
    sources = {locator.partition("/")[0] for locator in locators}
    content = {
        "language": language,
        "title": [title.zh, title.en],
        "words": {name: [word.zh, word.en] for name, word in WORDS.items()},
        "statuses": [status.value for status in STATUSES],
        "families": [
            {"name": family.name, "label": [family.label.zh, family.label.en]}
            for family in palette.FAMILIES
        ],
        "kinds": picture.kinds,
        "relations": picture.relations,
        "evidence": picture.evidence,
        "days": {name: days[name] for name in sorted(sources & days.keys())},
        "sentences": {name: sentences[name] for name in sorted(locators & sentences.keys())},
        "nodes": [_lean_node(node) for node in nodes],
        "edges": [_lean_edge(edge) for edge in edges],
        "whole": {name: whole[name] for name in ("entities", "facts") if name in whole},
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return Markup(text.translate(_ESCAPES))  # noqa: S704 - nothing left that HTML gives a meaning


def _lean_node(node: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what the page's script knows from a node's place in the list and from its kind."""
    told = _without(node, "id", "shape")
    return {name: value for name, value in told.items() if value not in ([], "")}


def _lean_edge(edge: Mapping[str, Any]) -> dict[str, Any]:
    return {"facts": edge["facts"]} | ({"hub": 1} if edge["hub"] else {})


def _trusted(matrix: Label | None) -> dict[str, Markup]:
    """Return heat maps by language, which their own template has escaped."""
    from markupsafe import Markup

    if matrix is None:
        return {}
    return {"zh": Markup(matrix.zh), "en": Markup(matrix.en)}  # noqa: S704


def library_text() -> str:
    """Return the script that draws, out of the installed pyvis package."""
    return (resources.files("pyvis") / _VIS_SCRIPT).read_text("utf-8").translate(_CONTROLS)


def _assets(address: str) -> dict[str, Any]:
    from markupsafe import Markup

    templates = resources.files("zonegraph.view") / "templates"
    library = "" if address else library_text()
    source = "'self'" if address else _hash(library)
    script = "".join((templates / name).read_text("utf-8") for name in _SCRIPTS)
    script = f'(() => {{\n"use strict";\n{script}}})();\n'
    sheets = ("tokens.css", "network.css", "heatmap.css", "matrix.css")
    style = palette.stylesheet() + "".join((templates / name).read_text("utf-8") for name in sheets)
    return {
        "library": Markup(library),  # noqa: S704 - files of installed packages
        "library_address": address,
        "script": Markup(script),  # noqa: S704
        "style": Markup(style),  # noqa: S704
        "policy": (
            "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:;"
            f" script-src {source} {_hash(script)}; style-src {_hash(style)}"
        ),
    }


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
