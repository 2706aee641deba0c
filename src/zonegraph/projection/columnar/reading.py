"""Reading a columnar projection: a partition, or everything, as the network that it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx

from zonegraph import vocab
from zonegraph.errors import MissingPackageError, StoreError, ZonegraphError
from zonegraph.model import Evidence, Label, Status
from zonegraph.projection.columnar.manifest import Part, read_manifest
from zonegraph.projection.network import add_entity, add_fact
from zonegraph.projection.options import STATISTICAL_KINDS, ProjectionOptions

if TYPE_CHECKING:
    import pyarrow.parquet as pq

Columns = Mapping[str, Sequence[Any]]
"""Values by the name of their column."""


@dataclass(frozen=True, slots=True)
class Entity:
    """What an entity is and is called.

    Attributes
    ----------
    kind : str
        As ``"Enterprise"``.
    label : Label
        Its name in both languages.
    aliases : tuple of str
        Its other names, in their order.
    """

    kind: str
    label: Label
    aliases: tuple[str, ...]


class Projection:
    """A columnar projection on disk, found whole.

    Parameters
    ----------
    folder : Path
        Where it lies.

    Raises
    ------
    StoreError
        If it is not there, of another schema, or not whole.

    Examples
    --------
    >>> import tempfile
    >>> from zonegraph.projection.columnar import write_projection
    >>> from zonegraph.store import open_store
    >>> with tempfile.TemporaryDirectory() as name, open_store() as store:
    ...     _ = write_projection(store, Path(name) / "p.parquet", hops=1, stops=())
    ...     len(Projection(Path(name) / "p.parquet").clusters)
    2
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest = read_manifest(folder)

    @property
    def clusters(self) -> tuple[str, ...]:
        """The IRIs of the clusters, in their order."""
        return tuple(cluster for part in self.manifest.parts for cluster in part.clusters)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The files that hold clusters."""
        return tuple(part for part in self.manifest.parts if part.clusters)

    def around(
        self, cluster: str, options: ProjectionOptions | None = None
    ) -> nx.MultiDiGraph[str]:
        """Return the network around a cluster, as `zonegraph.projection.Around` gathers it."""
        for part in self.parts:
            if cluster in part.clusters:
                with _opened(self.folder / part.name) as file:
                    rows = file.read_row_group(part.clusters.index(cluster))
                return network_of(rows.to_pydict(), options)
        raise ZonegraphError("no cluster of this projection", where=cluster)

    def network(self, options: ProjectionOptions | None = None) -> nx.MultiDiGraph[str]:
        """Return the network of everything, as `zonegraph.projection.project` makes it."""
        (part,) = (part for part in self.manifest.parts if not part.clusters)
        with _opened(self.folder / part.name) as file:
            return network_of(file.read().to_pydict(), options)

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """What every entity is and is called, by its IRI."""
        columns = ("subject", "kind", "label_zh", "label_en", "aliases")
        (part,) = (part for part in self.manifest.parts if not part.clusters)
        with _opened(self.folder / part.name) as file:
            table = file.read(list(columns)).slice(0, self.manifest.entities)  # before the facts
        return {
            iri: Entity(kind, Label(zh, en), tuple(aliases))
            for iri, kind, zh, en, aliases in zip(
                *(table[name].to_pylist() for name in columns), strict=True
            )
        }


def _opened(path: Path) -> pq.ParquetFile:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingPackageError(error.name or "pyarrow", "columnar") from error
    try:
        return pq.ParquetFile(path)
    except (OSError, pa.ArrowException) as error:
        raise StoreError(
            "no Parquet file", where=str(path), remedy="write the projection again"
        ) from error


def network_of(columns: Columns, options: ProjectionOptions | None = None) -> nx.MultiDiGraph[str]:
    """Return the network that the rows of one partition are, in whatever order they come.

    Parameters
    ----------
    columns : mapping of str to sequence
        The rows, column by column.
    options : ProjectionOptions, optional
        What to keep.

    Raises
    ------
    ZonegraphError
        If a kind is asked for that a projection leaves out.
    """
    options = options or ProjectionOptions()
    refuse_figures(options)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    names = ("subject", "kind", "label_zh", "label_en", "aliases")
    rows = zip(*(columns[name] for name in names), strict=True)
    for iri, kind, zh, en, aliases in sorted(row for row in rows if row[1] is not None):
        if options.keeps_kind(kind):
            add_entity(graph, iri, kind, Label(zh, en), tuple(aliases))
    labels, vouching = _facts(columns, options, graph)
    for (subject, relation, target), evidence in sorted(vouching.items()):
        best_first = tuple(sorted(evidence, key=lambda item: item.preference))
        add_fact(graph, (subject, target), relation, labels[relation], best_first)
    return graph


def refuse_figures(options: ProjectionOptions) -> None:
    """Refuse options that ask for kinds which a projection leaves out.

    Raises
    ------
    ZonegraphError
        If they do.
    """
    asked = sorted(STATISTICAL_KINDS & (options.kinds or frozenset()))
    if asked:
        raise ZonegraphError(
            "a columnar projection holds no figures",
            where=", ".join(asked),
            remedy="leave this kind out, or use --engine local",
        )


def _facts(
    columns: Columns, options: ProjectionOptions, entities: Iterable[str]
) -> tuple[dict[str, Label], dict[tuple[str, str, str], list[Evidence]]]:
    """Return the labels of the relations, and what vouches for each fact that is kept."""
    known = set(entities)
    labels: dict[str, Label] = {}
    vouching: dict[tuple[str, str, str], list[Evidence]] = defaultdict(list)
    evidence = _evidence(columns, options)
    names = ("subject", "relation", "target", "graph", "label_zh", "label_en")
    rows = zip(*(columns[name] for name in names), strict=True)
    for subject, relation, target, graph, zh, en in rows:
        kept = relation is not None and graph in evidence and {subject, target} <= known
        if kept and options.keeps_relation(vocab.local_name(relation)):
            labels[relation] = Label(zh, en)
            vouching[subject, relation, target].append(evidence[graph])
    return labels, vouching


def _evidence(columns: Columns, options: ProjectionOptions) -> dict[str, Evidence]:
    """Return each piece of evidence that the options keep, once however many facts it vouches for."""
    day = None if options.as_of is None else options.as_of.isoformat()
    names = ("graph", "status", "confidence", "locators", "day")
    found: dict[str, Evidence] = {}
    for graph, status, confidence, locators, said in zip(
        *(columns[name] for name in names), strict=True
    ):
        early = day is None or (said is not None and said <= day)
        if graph is not None and graph not in found and early:
            found[graph] = Evidence(graph, Status(status), confidence, tuple(locators))
    return {graph: each for graph, each in found.items() if options.keeps_evidence(each)}
