"""One pass over the quads, into tables that spill to disk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from zonegraph import vocab
from zonegraph.projection.options import STATISTICAL_KINDS

if TYPE_CHECKING:
    import duckdb

BATCH = 50_000
"""So many rows of a table are kept before they are handed over."""

TABLES = {
    "kinds": {"iri": "VARCHAR", "kind": "VARCHAR", "registered": "BOOLEAN"},
    "names": {"iri": "VARCHAR", "naming": "VARCHAR", "text": "VARCHAR"},
    "facts": {"subject": "VARCHAR", "relation": "VARCHAR", "object": "VARCHAR", "graph": "VARCHAR"},
    "said": {"name": "VARCHAR", "what": "VARCHAR", "value": "VARCHAR"},
    "ends": {"period": "VARCHAR", "day": "VARCHAR"},
}
"""What the pass fills. A fact of a rule's graph has no evidence here: its inferences are its evidence."""

_TYPE, _LABEL, _ALIAS = vocab.RDF("type"), vocab.RDFS("label"), vocab.SKOS("altLabel")
_END, _INFERENCE = vocab.ZG("endDate"), vocab.ZG("Inference")
_SAID = {
    vocab.PROV("wasDerivedFrom"): "derived",
    vocab.ZG("status"): "status",
    vocab.ZG("confidence"): "confidence",
    vocab.DCTERMS("isPartOf"): "part of",
    vocab.DCTERMS("temporal"): "temporal",
    vocab.DCTERMS("issued"): "issued",
    vocab.RDF("subject"): "subject",
    vocab.RDF("predicate"): "relation",
    vocab.RDF("object"): "object",
}
"""What is kept of provenance, by its predicate."""


class Staging:
    """The rows that the quads make, handed over batch by batch.

    Parameters
    ----------
    database : duckdb.DuckDBPyConnection
        An empty database; this makes its tables.
    """

    def __init__(self, database: duckdb.DuckDBPyConnection) -> None:
        self._database = database
        self._waiting: dict[str, list[tuple[object, ...]]] = {name: [] for name in TABLES}
        for name, columns in TABLES.items():
            declared = ", ".join(f'"{column}" {type_}' for column, type_ in columns.items())
            database.execute(f"CREATE TABLE {name} ({declared})")

    def read(self, quads: Iterable[Quad]) -> int:
        """Sort every quad into its table, and return how many quads there were."""
        number = 0
        for number, quad in enumerate(quads, start=1):  # noqa: B007
            graph, subject = quad.graph_name, quad.subject
            if isinstance(graph, NamedNode) and isinstance(subject, NamedNode):
                self._sort(graph.value, subject.value, quad.predicate.value, quad.object)
        for name in TABLES:
            self._hand_over(name)
        return number

    def _sort(self, graph: str, subject: str, predicate: str, value: object) -> None:
        """Sort a quad by its graph, as `zonegraph.projection.reading.read` does."""
        if graph in (vocab.ENTITIES, vocab.ONTOLOGY):
            self._describe(graph, subject, predicate, value)
        elif graph == vocab.PROVENANCE:
            self._vouch(subject, predicate, value)
        elif isinstance(value, NamedNode) and graph in vocab.EV:
            self._add("facts", subject, predicate, value.value, graph)
        elif isinstance(value, NamedNode) and graph in vocab.INFERRED and predicate != _TYPE:
            self._add("facts", subject, predicate, value.value, None)
        elif predicate == _END and isinstance(value, Literal):
            self._add("ends", subject, value.value)

    def _describe(self, graph: str, subject: str, predicate: str, value: object) -> None:
        if predicate == _TYPE and isinstance(value, NamedNode):
            kind = vocab.local_name(value.value)
            ours = subject in vocab.ID and (value.value in vocab.ZG or value.value in vocab.ORG)
            if ours and kind not in STATISTICAL_KINDS:
                self._add("kinds", subject, kind, graph == vocab.ENTITIES)
        elif isinstance(value, Literal) and predicate == _LABEL and value.language:
            self._add("names", subject, vocab.canonical_language(value.language), value.value)
        elif isinstance(value, Literal) and predicate == _ALIAS:
            self._add("names", subject, "alias", value.value)

    def _vouch(self, subject: str, predicate: str, value: object) -> None:
        if predicate == _TYPE:
            if isinstance(value, NamedNode) and value.value == _INFERENCE:
                self._add("said", subject, "inference", value.value)
        elif predicate in _SAID and isinstance(value, NamedNode | Literal):
            self._add("said", subject, _SAID[predicate], value.value)

    def _add(self, table: str, *row: object) -> None:
        waiting = self._waiting[table]
        waiting.append(row)
        if len(waiting) == BATCH:
            self._hand_over(table)

    def _hand_over(self, table: str) -> None:
        import pyarrow as pa

        types: dict[str, pa.DataType] = {"VARCHAR": pa.string(), "BOOLEAN": pa.bool_()}
        schema = pa.schema([(name, types[type_]) for name, type_ in TABLES[table].items()])
        rows, self._waiting[table] = self._waiting[table], []
        columns = list(zip(*rows, strict=True)) or [()] * len(schema)
        self._database.register(
            "batch", pa.Table.from_arrays(list(map(pa.array, columns, schema.types)), schema=schema)
        )
        self._database.execute(f"INSERT INTO {table} SELECT * FROM batch")  # noqa: S608
        self._database.unregister("batch")
