"""Reading a columnar projection: a partition, or everything, as the network that it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
    4
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
    def labels(self) -> Mapping[str, Label]:
        """What every entity is called, by its IRI."""
        columns = self._entities(["subject", "label_zh", "label_en"])
        return {iri: Label(zh, en) for iri, zh, en in zip(*columns.values(), strict=True)}

    def names(self, kind: str) -> dict[str, set[str]]:
        """Return all that entities of a kind are called, in either language, by IRI."""
        columns = self._entities(["subject", "kind", "label_zh", "label_en", "aliases"])
        return {
            iri: {zh, en, *aliases}
            for iri, of, zh, en, aliases in zip(*columns.values(), strict=True)
            if of == kind
        }

    def _entities(self, columns: list[str]) -> dict[str, list[Any]]:
        """Return columns of the entities, which come before the facts, from the whole network."""
        (part,) = (part for part in self.manifest.parts if not part.clusters)
        with _opened(self.folder / part.name) as file:
            table = file.read(columns).slice(0, self.manifest.entities)
        return {name: table[name].to_pylist() for name in columns}


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
    labels: dict[str, Label] = {}
    vouching: dict[tuple[str, str, str], list[Evidence]] = defaultdict(list)
    known = set(entities)
    kept: dict[str, Evidence | None] = {}
    names = ("subject", "relation", "target", "graph", "label_zh", "label_en")
    sources = zip(*(columns[n] for n in ("status", "confidence", "locators", "day")), strict=True)
    rows = zip(*(columns[name] for name in names), sources, strict=True)
    for subject, relation, target, graph, zh, en, source in rows:
        if relation is None or subject not in known or target not in known:
            continue
        if not options.keeps_relation(vocab.local_name(relation)):
            continue
        if graph not in kept:
            kept[graph] = _evidence(graph, *source, options)
        evidence = kept[graph]
        if evidence is not None:
            labels[relation] = Label(zh, en)
            vouching[subject, relation, target].append(evidence)
    return labels, vouching


def _evidence(
    graph: str,
    status: str,
    confidence: float,
    locators: Iterable[str],
    day: str | None,
    options: ProjectionOptions,
) -> Evidence | None:
    """Return a piece of evidence, or None where the options leave it out."""
    found = Evidence(graph, Status(status), confidence, tuple(locators))
    early = options.as_of is None or (day is not None and day <= options.as_of.isoformat())
    return found if early and options.keeps_evidence(found) else None
