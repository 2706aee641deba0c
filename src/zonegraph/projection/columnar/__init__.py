"""The network as columns on disk, partitioned by cluster, for analyses over everything."""

from __future__ import annotations

from zonegraph.projection.columnar.manifest import COLUMNS, MANIFEST, SCHEMA, Manifest, Part
from zonegraph.projection.columnar.reading import Entity, Projection, network_of, refuse_figures
from zonegraph.projection.columnar.writing import write_projection

__all__ = [
    "COLUMNS",
    "MANIFEST",
    "SCHEMA",
    "Entity",
    "Manifest",
    "Part",
    "Projection",
    "network_of",
    "refuse_figures",
    "write_projection",
]
