"""A whole static site of one graph: every page in both languages, linked, without a server.

A page is rendered when it is asked for, so that a site can be written to a disk page by page, in memory
bounded by the largest, or shown live.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import resources
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal

from zonegraph.model import Label
from zonegraph.site import frames, places, records, statistics, things
from zonegraph.site.addresses import address_of, relative
from zonegraph.site.content import Content, slug
from zonegraph.site.rendering import MENU, POLICY, Page, render
from zonegraph.site.words import WORDS
from zonegraph.view import palette
from zonegraph.view.selection import emphasis
from zonegraph.vocab import SRC

if TYPE_CHECKING:
    import networkx as nx

    from zonegraph.knowledge_graph import KnowledgeGraph

LANGUAGES: tuple[Literal["zh", "en"], ...] = ("zh", "en")

Make = Callable[[Content, str], Page]


class Site:
    """The pages and files of a site.

    Parameters
    ----------
    graph : KnowledgeGraph
        The graph; the caller closes it.
    language : {"zh", "en"}, optional
        The language in which the site opens where a browser asks for neither.
    sentences : mapping of str to str, optional
        What `KnowledgeGraph.sentences` gives, to be shown beside the facts.

    Examples
    --------
    >>> import zonegraph
    >>> with zonegraph.open() as kg:
    ...     site = Site(kg)
    ...     b"<h1>" in site.render("en/index.html"), "zh/statistics.html" in set(site.paths())
    (True, True)
    """

    def __init__(
        self,
        graph: KnowledgeGraph,
        language: Literal["zh", "en"] = "zh",
        sentences: Mapping[str, str] | None = None,
    ) -> None:
        self._made_of = graph, language, dict(sentences or {})
        self._content = Content(graph, sentences)
        self._language = language
        self._networks = self._make_networks()
        self._files = self._make_files()
        self._pages = self._make_pages()

    def __len__(self) -> int:
        return len(self._files) + len(self._pages) * len(LANGUAGES)

    def __reduce__(self) -> tuple[type[Site], tuple[Any, ...]]:
        """Hand the site on to another process, which opens the graph itself."""
        return Site, self._made_of

    def paths(self) -> Iterator[str]:
        """Yield the path of every page and file, those of one thing together."""
        return chain.from_iterable(self.shelves())

    def shelves(self) -> Iterator[tuple[str, ...]]:
        """Yield the paths that belong together: the pages of one thing, and its network."""
        networks = {address_of(self._content, iri): path for path, iri in self._networks.items()}
        of_things = {networks[page] for page in self._pages if page in networks}
        yield from ((path,) for path in self._files if path not in of_things)
        for page in self._pages:
            own = (networks[page],) if page in networks else ()
            yield (*own, *(f"{language}/{page}" for language in LANGUAGES))

    def render(self, path: str) -> bytes:
        """Return one page or file.

        Raises
        ------
        KeyError
            If the site has no such path.
        """
        if path in self._files:
            return self._files[path]()
        language, _, page = path.partition("/")
        if language not in LANGUAGES:
            raise KeyError(path)
        made = self._pages[page](self._content, language)
        return render(self._content, language, path, made).encode()

    def path_of(self, iri: str, language: str) -> str | None:
        """Return the page of a thing in a language; None where it has none."""
        page = address_of(self._content, iri)
        return None if page is None else f"{language}/{page}"

    def _make_pages(self) -> dict[str, Make]:
        content = self._content
        pages: dict[str, Make] = {
            "index.html": places.home,
            "clusters.html": places.clusters,
            "entities.html": things.entities,
            "frameworks.html": frames.frameworks,
            "statistics.html": statistics.statistics,
            "sources.html": records.sources,
            "questions.html": records.questions,
            "ontology.html": records.ontology,
            "downloads.html": records.downloads,
        }
        for name in (each.name for each in content.graph.questions()):
            pages[f"question/{name}.html"] = partial(records.question, name=name)
        for source in content.sources:
            name = source.removeprefix(SRC.base)
            pages[f"source/{name}.html"] = partial(records.source, name=name)
        makers = {"zone": places.zone, "cluster": places.cluster, "entity": things.entity}
        for iri in content.kinds:
            address = address_of(content, iri)
            maker = makers.get((address or "").partition("/")[0])
            if address is not None and maker is not None:
                pages[address] = partial(maker, iri=iri)
        return pages

    def _make_files(self) -> dict[str, Callable[[], bytes]]:
        files: dict[str, Callable[[], bytes]] = {
            "index.html": self._choose,
            "assets/site.css": _style,
            "assets/site.js": partial(_template, "site.js"),
            "assets/choose.js": partial(_template, "choose.js"),
            "assets/icon.svg": partial(_template, "icon.svg"),
            "assets/index.js": self._index,
            "assets/vis-network.js": _library,
        }
        if self._content.is_small:
            files |= {
                f"data/{name}": partial(self._export, form)
                for name, form in zip((name for name, _ in records.FILES), FORMATS, strict=True)
            }
        files |= {path: partial(self._network, iri) for path, iri in self._networks.items()}
        return files

    def _make_networks(self) -> dict[str, str]:
        """Return whose network is drawn at each path; of the whole, nobody's."""
        content = self._content
        every = [*content.zones, *content.graph.clusters()]
        networks = {places.network_address(slug(iri)): iri for iri in every}
        networks.setdefault(places.whole_network(content), "")
        return networks

    def _choose(self) -> bytes:
        from jinja2 import Environment, PackageLoader, StrictUndefined

        environment = Environment(
            loader=PackageLoader("zonegraph.site"), autoescape=True, undefined=StrictUndefined
        )
        page = environment.get_template("choose.html.j2")
        return page.render(policy=POLICY, title=WORDS["title"], first=self._language).encode()

    def _index(self) -> bytes:
        """Return what the search of the site looks through: names, what finds them, kinds, pages."""
        from zonegraph.view.palette import look_of
        from zonegraph.view.pinyin import keys

        content = self._content
        rows = []
        for iri, kind in content.kinds.items():
            address = address_of(content, iri)
            if address is not None:
                label, look = content.label(iri), look_of(kind).label
                named = " ".join((*keys(label.zh), *things.aliases(content, iri)))
                rows.append([label.zh, label.en, named, look.zh, look.en, address])
        pages = [[WORDS[name].zh, WORDS[name].en, "", "", "", page] for page, name in MENU]
        asked = [
            [each.title.zh, each.title.en, each.name, "?", "?", f"question/{each.name}.html"]
            for each in content.graph.questions()
        ]
        text = json.dumps([*pages, *rows, *asked], ensure_ascii=False, separators=(",", ":"))
        return f"window.zonegraphIndex = {text};\n".encode()

    def _export(self, format_name: str) -> bytes:
        written = BytesIO()
        self._content.graph.write(written, format_name)
        return written.getvalue()

    def _network(self, iri: str) -> bytes:
        """Return the interactive page around a zone or a cluster, or of the whole."""
        from zonegraph.view.page import render_page

        content = self._content
        network, title = self._drawn(iri)
        links = {
            node: relative("network/-", f"{self._language}/{address}")
            for node in network
            if (address := address_of(content, node)) is not None
        }
        page = render_page(
            network,
            title=title,
            language=self._language,
            sentences=content.sentences,
            days=content.days if content.is_small else None,
            emphasis=self._scores(iri, network),
            links=links,
            library="../assets/vis-network.js",
        )
        return page.encode()

    def _drawn(self, iri: str) -> tuple[nx.MultiDiGraph[str], Label]:
        content = self._content
        if not iri:
            whole = content.network if not content.zones else content.graph.overview()
            return whole, WORDS["country"]
        if content.kinds[iri] == "HighTechZone":
            return content.network_of(iri), content.label(iri)
        return content.surroundings(iri), content.label(iri)

    def _scores(self, iri: str, network: nx.MultiDiGraph[str]) -> dict[str, float] | None:
        """Return sizes by anchor score on a cluster's page, where the network sets any apart."""
        if self._content.kinds.get(iri) != "IndustryCluster":
            return None
        return emphasis(self._content.anchors(iri), network)


FORMATS = ("trig", "nquads", "jsonld", "graphml", "csv")


def _template(name: str) -> bytes:
    return (resources.files("zonegraph.site") / "templates" / name).read_bytes()


def _library() -> bytes:
    from zonegraph.view.page import library_text

    return library_text().encode()


def _style() -> bytes:
    shared = resources.files("zonegraph.view") / "templates"
    sheets = [shared / name for name in ("tokens.css", "heatmap.css", "matrix.css")]
    own = resources.files("zonegraph.site") / "templates" / "site.css"
    return (
        palette.stylesheet() + "".join(each.read_text("utf-8") for each in [*sheets, own])
    ).encode()
