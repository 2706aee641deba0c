"""What a columnar projection on disk says of itself, and whether it is whole.

::

    DIR.parquet/
    ├── zonegraph-projection.json   the manifest, written last: schema, counts, files with sizes and digests
    ├── clusters/part-N.parquet     some clusters each, one row group for each cluster
    └── network/part-0.parquet      the network of everything, each entity and each fact once

Every table has the columns of `COLUMNS`. A row with a ``kind`` is an entity; a row with a ``relation`` is
a fact with one piece of its evidence, so that a fact which two spans state has two rows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from zonegraph.errors import StoreError
from zonegraph.workspace import write_whole

MANIFEST = "zonegraph-projection.json"
SCHEMA = 1
"""Raised whenever an older zonegraph could not read what this one writes."""

COLUMNS: Mapping[str, str] = {
    "cluster": "IRI of the cluster whose surroundings the row is part of; null in the whole network",
    "subject": "IRI of the entity, or of the fact's subject",
    "kind": "class of the entity, as Enterprise; null in a fact",
    "relation": "IRI of the fact's relation; null in an entity",
    "target": "IRI of the fact's object; null in an entity",
    "label_zh": "Chinese label of the entity, or of the fact's relation",
    "label_en": "English label of the same",
    "aliases": "other names of the entity, in order; null in a fact",
    "graph": "IRI of the evidence graph or inference that vouches for the fact; null in an entity",
    "status": "Stated, Interpreted or Inferred",
    "confidence": "0 to 1",
    "locators": "spans that the evidence rests on, in order",
    "day": "day from which all its sources count, as 2021-08-15; null where one is not known",
}
"""The columns of every table, in their order."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a projection.

    Attributes
    ----------
    name : str
        Its path in the projection.
    size : int
        Bytes.
    digest : str
        SHA-256, in hexadecimal.
    clusters : tuple of str
        IRI of the cluster of each row group; none in the network of everything.
    """

    name: str
    size: int
    digest: str
    clusters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a projection is made of.

    Attributes
    ----------
    quads : int
        How many were read.
    entities, facts : int
        How many the whole network has.
    hops : int
        How far from a cluster its partition goes.
    stops : tuple of str
        Kinds that it reaches but does not go through, in order.
    parts : tuple of Part
        Its files.
    """

    quads: int
    entities: int
    facts: int
    hops: int
    stops: tuple[str, ...]
    parts: tuple[Part, ...]


def describe(folder: Path, name: str, clusters: tuple[str, ...] = ()) -> Part:
    """Return what the manifest is to say of a file that is written."""
    path = folder / name
    return Part(name, path.stat().st_size, _digest(path), clusters)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Declare a projection whole."""
    content = {"schema": SCHEMA, **asdict(manifest)}
    write_whole(folder / MANIFEST, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def read_manifest(folder: Path) -> Manifest:
    """Read what a projection says of itself, and see that every file is as it says.

    Raises
    ------
    StoreError
        If there is no projection, one of another schema, or one that is not whole.
    """
    try:
        content = json.loads((folder / MANIFEST).read_bytes())
        schema = content.pop("schema")
        if schema != SCHEMA:
            raise _unusable(f"has schema {schema!r}, and this zonegraph reads {SCHEMA}", folder)
        parts = tuple(
            Part(each["name"], each["size"], each["digest"], tuple(each["clusters"]))
            for each in content.pop("parts")
        )
        manifest = Manifest(**{**content, "stops": tuple(content["stops"])}, parts=parts)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _unusable("no projection, or one that was never finished", folder) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise StoreError(f"cannot be read: {reason}", where=str(folder / MANIFEST)) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _unusable("the manifest is damaged", folder / MANIFEST) from error
    for part in manifest.parts:
        _check(folder, part)
    return manifest


def _check(folder: Path, part: Part) -> None:
    path = folder / part.name
    try:
        # A name is part of a path: it must lead nowhere else.
        inside = path.resolve().is_relative_to(folder.resolve())
        if not inside or path.stat().st_size != part.size or _digest(path) != part.digest:
            raise _unusable("damaged or cut short", path)
    except FileNotFoundError as error:
        raise _unusable("a part of the projection is missing", path) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise StoreError(f"cannot be read: {reason}", where=str(path)) from error


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unusable(what: str, where: Path) -> StoreError:
    return StoreError(what, where=str(where), remedy="write it again: zonegraph export DIR.parquet")
