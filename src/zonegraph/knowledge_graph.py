"""One graph, open: questions, SPARQL, facts, networks and pages behind a dozen names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Literal, Self, cast

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions

from zonegraph import vocab
from zonegraph.analysis.clusterwise import Analyse, Clusterwise, Result
from zonegraph.errors import DataError, QueryError
from zonegraph.model import Fact, Label, Status
from zonegraph.queries.catalogue import NamedQuery, catalogue, find_question
from zonegraph.queries.facts import read_facts
from zonegraph.queries.guard import check, explain_refusal
from zonegraph.queries.naming import Names
from zonegraph.queries.parameters import Term, bind
from zonegraph.queries.results import Answer, to_text

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from zonegraph.analysis.audit import Finding
    from zonegraph.analysis.comparison import Line
    from zonegraph.analysis.gaps import Cell
    from zonegraph.analysis.lacks import Lack
    from zonegraph.analysis.paths import Hop
    from zonegraph.analysis.resilience import Loss
    from zonegraph.projection import ProjectionOptions
    from zonegraph.store import Results, Store
    from zonegraph.view.page import Page

_SLUG = re.compile(r"[a-z0-9-]+")
_TOUCHING = {
    "ten-ones-industry-fund": "Fund",
    "ten-ones-leading-team": "Team",
    "ten-ones-brand-forum": "",
}
"""Elements of the ten ones that should reach every cluster, with the kind of entity that would do."""
_FRAMING = ("adoptsFramework", "realizedFor", "realizesElement", "realizedBy")
"""How a zone adopts a framework and realises its elements."""
_TITLE = Label("高新区创新生态知识图谱", "Innovation ecosystem of a high-tech zone")


class KnowledgeGraph(Clusterwise):
    """A graph that is open for questions; made by `zonegraph.open`.

    Parameters
    ----------
    store : Store
        Where the graph lies; this object closes it.

    Examples
    --------
    >>> import zonegraph
    >>> with zonegraph.open() as kg:
    ...     bool(kg.sparql("ASK { ?firm zg:anchors ?cluster }"))
    True
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names = Names(self._ask_names, self._exists)
        self._known_elements: dict[str, list[str]] = {}

    def __reduce__(self) -> tuple[type[KnowledgeGraph], tuple[Store]]:
        """Hand the graph on to another process, which opens it itself; not one in memory."""
        return KnowledgeGraph, (self._store,)

    def questions(self, tag: str | None = None) -> list[NamedQuery]:
        """Return the named questions, all or those with a tag, in name order."""
        return [query for query in catalogue().values() if tag is None or tag in query.tags]

    def query(self, name: str, /, **parameters: object) -> Answer:
        """Ask a named question.

        Parameters
        ----------
        name : str
            The question.
        **parameters
            Values by parameter name: text, numbers or RDF terms, or a sequence of these; entities
            by any of their names.

        Raises
        ------
        UnknownNameError
            If there is no such question, parameter or entity.
        QueryError
            If a value does not fit, or one is missing.

        Examples
        --------
        >>> import zonegraph
        >>> with zonegraph.open() as kg:
        ...     len(kg.query("names", entity="中科潞安")) > 1
        True
        """
        text = find_question(name).bind(parameters, self.entity)
        return Answer(lambda: self._store.query(text))

    def sparql(self, text: str) -> Answer:
        """Ask in SPARQL 1.1; the prefixes of zonegraph need not be declared.

        Raises
        ------
        QueryError
            If the text is no query, changes the graph, or reaches for the network or a file.

        Examples
        --------
        >>> import zonegraph
        >>> with zonegraph.open() as kg:
        ...     kg.sparql("SELECT (COUNT(?e) AS ?n) { ?e a zg:HighTechZone }").records()
        [{'n': 1}]
        """
        checked = check(text)

        def ask() -> Results:
            try:
                return self._store.query(checked)
            except QueryError as error:
                raise explain_refusal(error) from error

        return Answer(ask)

    def entity(self, name: str, kind: str | None = None) -> str:
        """Return the IRI that a slug, an IRI, a label or an alias means.

        Parameters
        ----------
        name : str
            A name in either language; case, width and spaces do not matter.
        kind : str, optional
            The class it must belong to, as ``"IndustryCluster"``.

        Raises
        ------
        UnknownNameError
            If nothing, or more than one thing, bears the name.
        """
        if kind is None:
            return self._names.find(name)
        exact = name in vocab.ID and _SLUG.fullmatch(name.removeprefix(vocab.ID.base))
        if exact and any(self._members(kind, NamedNode(name))):
            return name
        members = self._members(kind)
        iris = [member.subject.value for member in members if isinstance(member.subject, NamedNode)]
        label = self.label(vocab.ZG(kind)).en
        return self._names.find(name, label, among=iris)

    def label(self, iri: str) -> Label:
        """Return a thing's name in both languages; its shortened IRI where it has none."""
        return self._names.label(iri)

    def labels(self, iris: Iterable[str]) -> dict[str, Label]:
        """Return the names of many things at once."""
        return self._names.labels(iris)

    def facts(self, entity: str) -> list[Fact]:
        """Return every fact about an entity, what it is the subject of first.

        Parameters
        ----------
        entity : str
            Any of its names.

        Examples
        --------
        >>> import zonegraph
        >>> with zonegraph.open() as kg:
        ...     all(fact.evidence for fact in kg.facts("中科潞安"))
        True
        """
        iri = self.entity(entity)
        return read_facts(iri, self.query("facts-of", entity=NamedNode(iri)), self._names)

    def entities(self) -> dict[str, str]:
        """Return every entity with its kind, figures and concepts included, in the order of IRIs.

        Examples
        --------
        >>> import zonegraph
        >>> with zonegraph.open() as kg:
        ...     kg.entities()[kg.entity("中科潞安")]
        'Enterprise'
        """
        from zonegraph.projection.links import every_kind

        return dict(sorted(every_kind(self._store)))

    def json_ld(self, iri: str) -> str:
        """Return what is known of a thing, each triple once, as expanded JSON-LD.

        Examples
        --------
        >>> import zonegraph
        >>> with zonegraph.open() as kg:
        ...     firm = kg.entity("中科潞安")
        ...     firm in kg.json_ld(firm)
        True
        """
        from io import BytesIO

        from zonegraph.store.exporting import write_jsonld

        written = BytesIO()
        write_jsonld(self._store.quads(NamedNode(iri), None, None, DefaultGraph()), written)
        return written.getvalue().decode()

    def surroundings(
        self, entity: str, hops: int = 1, *, options: ProjectionOptions | None = None
    ) -> nx.MultiDiGraph[str]:
        """Return the network around one entity, by look-ups, so that its size alone costs memory.

        Parameters
        ----------
        entity : str
            Any of its names.
        hops : int, optional
            How far the walk goes; it does not lead through what unrelated entities share.
        options : ProjectionOptions, optional
            Which facts count.
        """
        return self._look_up(self.entity(entity), hops, options, concepts=True)

    def ecosystem(
        self, zone: str, *, options: ProjectionOptions | None = None
    ) -> nx.MultiDiGraph[str]:
        """Return a zone with its clusters and parks and what is near them, by look-ups.

        It holds all that gaps and lacks of the zone, its clusters and parks rest on.

        Parameters
        ----------
        zone : str
            Any of its names.
        options : ProjectionOptions, optional
            Which facts count.

        Examples
        --------
        >>> import zonegraph
        >>> with zonegraph.open() as kg:
        ...     kg.lacks(network=kg.ecosystem("长治高新区")) == kg.lacks()
        True
        """
        import networkx as nx

        from zonegraph.analysis.surroundings import REACH

        iri = self.entity(zone, "HighTechZone")
        near = self.surroundings(iri, 1, options=options)
        reach = {"IndustryCluster": REACH, "IndustrialPark": 0}
        kinds = {node: near.nodes[node]["kind"] for node in near}
        around = (
            self.surroundings(node, reach[kind], options=options)
            for node, kind in kinds.items()
            if kind in reach
        )
        return nx.compose_all([near, self._framing(iri, options), *around])

    def audit(self) -> list[Finding]:
        """Return which figures do not add up and what they imply, conflicts first.

        Examples
        --------
        >>> import zonegraph
        >>> with zonegraph.open() as kg:
        ...     [each.arithmetic for each in kg.audit() if each.verdict == "remainder"]
        ['510 - (2 + 2 + 297 + 198) = 11']
        """
        from zonegraph.analysis.audit import audit
        from zonegraph.analysis.figures import read_figures

        return audit(read_figures(self.query("figures").records()))

    def gaps(
        self,
        target: str | None = None,
        framework: str = "ten-ones",
        *,
        options: ProjectionOptions | None = None,
        network: nx.MultiDiGraph[str] | None = None,
    ) -> list[Cell]:
        """Return which elements of a framework are realised for each cluster, industry and zone.

        Parameters
        ----------
        target : str, optional
            One cluster, industry or zone, by any of its names.
        framework : str, optional
            Any of its names.
        options : ProjectionOptions, optional
            Which facts count.
        network : networkx.MultiDiGraph, optional
            A network that has been projected already, instead of the whole one; of one cluster only what
            counts for it is looked up.
        """
        from zonegraph.analysis.gaps import find_gaps

        scheme = self.entity(framework, "Framework")
        wanted = None if target is None else self.entity(target)
        if network is None and wanted and any(self._members("IndustryCluster", NamedNode(wanted))):
            network = self._framed(wanted, options)
        graph = self.network(options=options) if network is None else network
        return find_gaps(graph, scheme, self._elements(scheme), wanted)

    def lacks(
        self,
        framework: str = "113",
        *,
        options: ProjectionOptions | None = None,
        network: nx.MultiDiGraph[str] | None = None,
    ) -> list[Lack]:
        """Return parks without tenants, elements without an instrument, and clusters untouched.

        Parameters
        ----------
        framework : str, optional
            Whose elements a zone should have an instrument for; any of its names.
        options : ProjectionOptions, optional
            Which facts count.
        network : networkx.MultiDiGraph, optional
            A network that has been projected already, instead of the whole one.

        Examples
        --------
        >>> import zonegraph
        >>> with zonegraph.open() as kg:
        ...     sum(each.lacking == "park without tenants" for each in kg.lacks())
        5
        """
        from zonegraph.analysis.gaps import find_gaps
        from zonegraph.analysis.lacks import (
            clusters_untouched,
            elements_without_instrument,
            parks_without_tenants,
        )

        if network is None:
            network = self.network(options=options)
        scheme, ten_ones = (self.entity(name, "Framework") for name in (framework, "ten-ones"))
        adopted = find_gaps(network, scheme, self._elements(scheme))
        realised = find_gaps(network, ten_ones, self._elements(ten_ones))
        touching = {vocab.ID(name): kind for name, kind in _TOUCHING.items()}
        return [
            *elements_without_instrument(network, adopted),
            *parks_without_tenants(network),
            *clusters_untouched(network, realised, touching),
        ]

    def paths(
        self,
        start: str,
        end: str,
        count: int = 3,
        *,
        hubs: bool = False,
        options: ProjectionOptions | None = None,
    ) -> list[tuple[Hop, ...]]:
        """Return short, differing paths between two entities, each hop with its evidence.

        Parameters
        ----------
        start, end : str
            Any of their names.
        count : int, optional
            How many paths at most.
        hubs : bool, optional
            Whether a path may lead through a zone, an area, a framework or a cluster.
        options : ProjectionOptions, optional
            Which facts count.
        """
        from zonegraph.analysis.paths import find_paths

        ends = (self.entity(start), self.entity(end))
        return find_paths(self.network(options=options), *ends, count, hubs=hubs)

    def sentences(self, article: str | Path) -> dict[str, str]:
        """Return what each span of the graph says, from a reader's own copy of its source.

        Parameters
        ----------
        article : str or Path
            A file; only passages whose digest is a span's are taken from it.

        Returns
        -------
        dict
            Sentences by locator, as ``changzhi-2021/p16-s2``.

        Raises
        ------
        DataError
            If the file cannot be read.
        """
        from zonegraph.article import clean, segment

        try:
            raw = Path(article).read_bytes()
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise DataError(reason, Path(article), remedy="name a copy of the article") from error
        texts = {passage.digest: passage.text for passage in segment(clean(raw)).passages}
        digests = self._store.quads(None, NamedNode(vocab.ZG("textDigest")), None, DefaultGraph())
        return {
            to_text(quad.subject).removeprefix(vocab.SRC.base): texts[to_text(quad.object)]
            for quad in digests
            if to_text(quad.object) in texts
        }

    def days(self) -> dict[str, str]:
        """Return from which day on each source, period and figure counts.

        Returns
        -------
        dict
            Days as ``2021-08-15``: of sources by the first part of their locators, of entities by IRI.
        """
        rows = self.query("days").records()
        return {str(row["thing"]).removeprefix(vocab.SRC.base): str(row["day"]) for row in rows}

    def network(
        self,
        relations: Iterable[str] | None = None,
        kinds: Iterable[str] | None = None,
        statuses: Iterable[str] = tuple(Status),
        min_confidence: float = 0.0,
        as_of: date | None = None,
        *,
        options: ProjectionOptions | None = None,
    ) -> nx.MultiDiGraph[str]:
        """Return the network of entities and the relations between them.

        Parameters
        ----------
        relations : iterable of str, optional
            Local names of the relations to keep, as ``"builtFor"``; all if not given.
        kinds : iterable of str, optional
            Kinds of entities to keep, as ``"Enterprise"``; all but figures if not given.
        statuses : iterable of str, optional
            ``"Stated"``, ``"Interpreted"``, ``"Inferred"``.
        min_confidence : float, optional
            Lowest confidence of a fact, 0 to 1.
        as_of : datetime.date, optional
            Keep what sources said by this day.
        options : ProjectionOptions, optional
            All of these as one value, instead of them.

        Returns
        -------
        networkx.MultiDiGraph
            See `zonegraph.projection.project`.
        """
        from zonegraph.projection import ProjectionOptions, project

        options = options or ProjectionOptions(
            relations=None if relations is None else frozenset(relations),
            kinds=None if kinds is None else frozenset(kinds),
            statuses=frozenset(map(Status, statuses)),
            min_confidence=min_confidence,
            as_of=as_of,
        )
        return project(self._store, options)

    def overview(self, *, options: ProjectionOptions | None = None) -> nx.MultiDiGraph[str]:
        """Return the network folded into zones, clusters and the industries of clusters.

        It is read link by link, in a fraction of the memory that `network` takes.

        Parameters
        ----------
        options : ProjectionOptions, optional
            Which facts count.

        Returns
        -------
        networkx.MultiDiGraph
            See `zonegraph.view.overview.fold`; ``graph["entities"]`` and ``graph["facts"]`` tell the
            size of the whole.

        Examples
        --------
        >>> import zonegraph
        >>> with zonegraph.open() as kg:
        ...     folded = kg.overview()
        >>> len(folded) < folded.graph["entities"]
        True
        """
        from zonegraph.projection import project
        from zonegraph.projection.links import entity_kinds, stream_links
        from zonegraph.view.overview import fold, links_of

        kinds = entity_kinds(self._store, options)
        by_evidence = options is not None and (options.as_of or options.min_confidence)
        if by_evidence:
            return fold(kinds, links_of(project(self._store, options)), self.labels)
        return fold(kinds, stream_links(self._store, options), self.labels)

    def size(self, *, options: ProjectionOptions | None = None) -> int:
        """Return how many entities a network shows."""
        from zonegraph.projection.links import entity_kinds

        return len(entity_kinds(self._store, options))

    def clusters(self) -> list[str]:
        """Return the IRIs of the industry clusters, in their order."""
        return sorted(to_text(quad.subject) for quad in self._members("IndustryCluster"))

    def whatif(self, without: Iterable[str], *, options: ProjectionOptions | None = None) -> Loss:
        """Return what is lost when entities leave together.

        Parameters
        ----------
        without : iterable of str
            Any of their names.
        options : ProjectionOptions, optional
            Which facts count.

        Examples
        --------
        >>> import zonegraph
        >>> with zonegraph.open() as kg:
        ...     [kg.label(each.what).en for each in kg.whatif(["中科潞安"]).stages]
        ['chip manufacture', 'epitaxial growth', 'equipment manufacture']
        """
        from zonegraph.analysis.resilience import what_if

        return what_if(self.network(options=options), [self.entity(name) for name in without])

    def losses(self, *, options: ProjectionOptions | None = None) -> list[Loss]:
        """Return what is lost without each entity whose leaving costs others anything, the most first."""
        from zonegraph.analysis.resilience import rank_by_loss

        return rank_by_loss(self.network(options=options))

    def bridges(
        self, *, options: ProjectionOptions | None = None
    ) -> list[tuple[str, str, tuple[str, ...]]]:
        """Return the pairs whose one tie holds two parts of the network together, with its spans."""
        from zonegraph.analysis.resilience import bridges

        return bridges(self.network(options=options))

    def compare(
        self, zones: Iterable[str] = (), days: Iterable[date] = ()
    ) -> tuple[list[str], list[Line]]:
        """Return zones, or moments, side by side: what the sides are, and the lines.

        Parameters
        ----------
        zones : iterable of str, optional
            Any of their names; all zones if not given.
        days : iterable of datetime.date, optional
            Compare what sources said by each day instead, of the one zone given, or of everything.
        """
        from zonegraph.analysis.comparison import compare, sides_by_day, sides_by_zone
        from zonegraph.analysis.figures import read_figures

        chosen = [self.entity(zone, "HighTechZone") for zone in zones]
        figures = read_figures(self.query("figures").records())
        named = list(days)
        if named:
            networks = [self.network(as_of=day) for day in named]
            dated = [self.network(as_of=day, kinds=["Observation"]) for day in named]
            sides = sides_by_day(networks, [set(each) for each in dated], figures, chosen)
            names = [day.isoformat() for day in named]
        else:
            names, sides = sides_by_zone(self.network(), figures, chosen)
        ten_ones = self.entity("ten-ones", "Framework")
        return names, compare(sides, ten_ones, self._elements(ten_ones))

    @cached_property
    def dataset(self) -> rdflib.Dataset:
        """A copy of the graph as an rdflib Dataset over Oxigraph: changing it changes nothing here.

        Queries on it are rdflib's own and unguarded; `sparql` is the guarded way.
        """
        import rdflib
        from oxrdflib import OxigraphStore

        copy = pyoxigraph.Store()
        copy.extend(self._store.quads())
        return rdflib.Dataset(store=OxigraphStore(store=copy))

    def export(self, path: str | Path, format_name: str | None = None) -> None:
        """Write the graph to a file: .trig, .nq, .ttl, .jsonld, .graphml or .csv.

        Raises
        ------
        OutputError
            If there is no such format, or the file cannot be written.
        """
        from zonegraph.exchange import export

        export(self._store, Path(path), format_name)

    def write(self, file: BinaryIO, format_name: str) -> None:
        """Write the graph to an open file, in a format that `export` knows.

        Raises
        ------
        OutputError
            If there is no such format.
        """
        from zonegraph.exchange import export

        export(self._store, file, format_name)

    def page(
        self,
        network: nx.MultiDiGraph[str] | None = None,
        *,
        title: Label | None = None,
        language: Literal["zh", "en"] = "zh",
        sentences: Mapping[str, str] | None = None,
        emphasis: Mapping[str, float] | None = None,
    ) -> Page:
        """Return an interactive page of a network as HTML; a notebook shows it as it is.

        Parameters
        ----------
        network : networkx.MultiDiGraph, optional
            What `network` gives; the whole graph if not given.
        title : Label, optional
            What the page is about.
        language : {"zh", "en"}, optional
            The language in which it opens.
        sentences : mapping, optional
            What `sentences` gives, to be shown beside the facts.
        emphasis : mapping of str to float, optional
            What the sizes of nodes stand for; their number of relations if not given.
        """
        from zonegraph.view.page import render_page

        drawn = self.network() if network is None else network
        return render_page(
            drawn,
            title=title or _TITLE,
            language=language,
            sentences=sentences,
            emphasis=emphasis,
            days=self.days(),
        )

    def close(self) -> None:
        """Let go of the graph; closing twice is no error."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<KnowledgeGraph of {len(self._store)} quads in {self._store.location}>"

    def _members(self, kind: str, entity: NamedNode | None = None) -> Iterator[Quad]:
        """Yield which things, or whether one thing, are of a kind."""
        type_, class_ = NamedNode(vocab.RDF("type")), NamedNode(vocab.ZG(kind))
        return self._store.quads(entity, type_, class_, DefaultGraph())

    def _elements(self, framework: str) -> list[str]:
        if framework not in self._known_elements:
            rows = self.query("framework-elements", framework=framework).records()
            elements = list(dict.fromkeys(str(row["element"]) for row in rows))
            self._known_elements[framework] = elements
        return self._known_elements[framework]

    def _analyse(
        self,
        clusters: Sequence[str],
        analyse: Analyse[Result],
        groups: bool,
        options: ProjectionOptions | None,
    ) -> Iterator[list[Result]]:
        """Look up the network around each cluster; groups can reach further than that."""
        from zonegraph.analysis.groups import roll_up
        from zonegraph.analysis.surroundings import REACH
        from zonegraph.projection import project

        if groups:
            rolled = roll_up(project(self._store, options))
            yield from (analyse(rolled, cluster) for cluster in clusters)
            return
        for cluster in clusters:
            yield analyse(self._look_up(cluster, REACH, options), cluster)

    def _look_up(
        self,
        start: str,
        hops: int,
        options: ProjectionOptions | None,
        *,
        concepts: bool = False,
        relations: Collection[str] | None = None,
    ) -> nx.MultiDiGraph[str]:
        """Project what is near an entity; with concepts, also how elements of frameworks are realised."""
        from zonegraph.analysis.surroundings import LEFT_OUT
        from zonegraph.projection import STATISTICAL_KINDS, Around, project

        ends = STATISTICAL_KINDS | (LEFT_OUT - {"ElementRealization"} if concepts else LEFT_OUT)
        dated = options is not None and options.as_of is not None
        around = Around(
            self._store, start, hops, ends, dated=dated, concepts=concepts, relations=relations
        )
        return project(around, options)

    def _framed(self, cluster: str, options: ProjectionOptions | None) -> nx.MultiDiGraph[str]:
        """Look up what is near a cluster, and how the zones near it realise frameworks."""
        import networkx as nx

        near = self.surroundings(cluster, 1, options=options)
        zones = [node for node in near if near.nodes[node]["kind"] == "HighTechZone"]
        return nx.compose_all([near, *(self._framing(zone, options) for zone in zones)])

    def _framing(self, zone: str, options: ProjectionOptions | None) -> nx.MultiDiGraph[str]:
        """Look up how a zone realises frameworks."""
        return self._look_up(zone, 1, options, concepts=True, relations=_FRAMING)

    def _ask_names(self, **terms: Sequence[Term]) -> QuerySolutions:
        text = bind(find_question("names").text, terms)
        # To sort all names of a country costs the engine ten times what reading them does.
        unsorted = text[: text.rindex("ORDER BY")]
        return cast(QuerySolutions, self._store.query(unsorted))

    def _exists(self, node: NamedNode) -> bool:
        said = chain(self._store.quads(node), self._store.quads(None, None, node))
        return next(said, None) is not None
