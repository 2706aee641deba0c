"""A graph that is known by its columnar projection alone: who anchors what, over a whole country."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from zonegraph import vocab
from zonegraph.analysis.clusterwise import Analyse, Clusterwise, Result
from zonegraph.analysis.groups import roll_up
from zonegraph.analysis.surroundings import LEFT_OUT, REACH
from zonegraph.engines.running import Run
from zonegraph.engines.workers import in_processes
from zonegraph.errors import StoreError, ZonegraphError
from zonegraph.projection import STATISTICAL_KINDS, ProjectionOptions
from zonegraph.projection.columnar import Projection, refuse_figures
from zonegraph.queries.naming import Names

if TYPE_CHECKING:
    import networkx as nx

    from zonegraph.model import Label

FIRMS = ("Enterprise", "GroupCompany")


class ProjectedGraph(Clusterwise):
    """The graph of a columnar projection, for analyses of its clusters; needs no store.

    Parameters
    ----------
    folder : Path
        A projection on disk.
    run : Run, optional
        The engine; the processes of this machine if not given.

    Raises
    ------
    StoreError
        If there is no projection, it is not whole, or it was made for another analysis.

    Examples
    --------
    >>> import tempfile
    >>> import zonegraph
    >>> with tempfile.TemporaryDirectory() as folder, zonegraph.open() as kg:
    ...     kg.export(f"{folder}/changzhi.parquet")
    ...     projected = ProjectedGraph(Path(folder) / "changzhi.parquet")
    ...     projected.anchors() == kg.anchors()
    True
    """

    def __init__(self, folder: Path, run: Run = in_processes) -> None:
        self._projection = Projection(folder)
        manifest = self._projection.manifest
        stops = LEFT_OUT | STATISTICAL_KINDS
        if manifest.hops != REACH or frozenset(manifest.stops) != stops:
            raise StoreError(
                "made for other surroundings than this zonegraph measures",
                where=str(folder),
                remedy="write it again: zonegraph export DIR.parquet",
            )
        self._run = run
        self._names = Names(self._named, self._exists)

    def clusters(self) -> list[str]:
        """Return the IRIs of the industry clusters, in their order."""
        return list(self._projection.clusters)

    def entity(self, name: str, kind: str) -> str:
        """Return the IRI of a cluster or enterprise that a slug, an IRI, a label or an alias means.

        Raises
        ------
        UnknownNameError
            If nothing, or more than one thing, bears the name.
        """
        kinds = FIRMS if kind == "Enterprise" else (kind,)
        among = [iri for iri, each in self._projection.entities.items() if each.kind in kinds]
        return self._names.find(name, kind, among)

    def label(self, iri: str) -> Label:
        """Return a thing's name in both languages; its shortened IRI where it has none."""
        return self._names.label(iri)

    def network(self, options: ProjectionOptions | None = None) -> nx.MultiDiGraph[str]:
        """Return the network of everything."""
        return self._projection.network(options)

    def _analyse(
        self,
        clusters: Sequence[str],
        analyse: Analyse[Result],
        groups: bool,
        options: ProjectionOptions | None,
    ) -> Iterator[list[Result]]:
        options = options or ProjectionOptions()
        refuse_figures(options)
        if not groups:
            return self._run(self._projection, clusters, analyse, options)
        if self._run is not in_processes:
            raise ZonegraphError(
                "groups reach beyond the partition of a cluster, so Spark cannot count them",
                remedy="leave --groups out, or use --engine columnar",
            )
        rolled = roll_up(self.network(options))
        return (analyse(rolled, cluster) for cluster in clusters)

    def _named(
        self, entity: Iterable[NamedNode] | None = None, name: Iterable[Literal] | None = None
    ) -> Iterator[tuple[NamedNode, Literal, Literal]]:
        """Answer as the question ``names`` does."""
        known = self._projection.entities
        iris = known if entity is None else [each.value for each in entity if each.value in known]
        wanted = None if name is None else {each.value for each in name}
        for iri in iris:
            of = known[iri]
            names = [
                (of.label.zh, vocab.CHINESE, "true"),
                (of.label.en, vocab.ENGLISH, "true"),
                *((alias, vocab.CHINESE, "false") for alias in of.aliases),
            ]
            for text, language, preferred in names:
                if wanted is None or text in wanted:
                    yield NamedNode(iri), Literal(text, language=language), Literal(preferred)

    def _exists(self, node: NamedNode) -> bool:
        return node.value in self._projection.entities
