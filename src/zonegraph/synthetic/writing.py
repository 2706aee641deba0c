"""Writing a made-up country: one stream of quads, or a folder for each zone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from zonegraph.errors import OutputError
from zonegraph.rdf.writing import write_canonical
from zonegraph.synthetic.zone import Zone
from zonegraph.vocab import ENTITIES, EV, PROVENANCE, SRC
from zonegraph.workspace import open_whole, write_whole

STREAMS = {".nq": RdfFormat.N_QUADS, ".trig": RdfFormat.TRIG}


def write_stream(
    zones: Iterable[Zone], output: BinaryIO, truth: BinaryIO | None, form: RdfFormat
) -> int:
    r"""Write zones one after the other, with a line of truth for each, and return the number of quads.

    Parameters
    ----------
    zones : iterable of Zone
        One in memory at a time.
    output, truth : file
        Where quads and truth go; None writes no truth.
    form : pyoxigraph.RdfFormat
        N-Quads or TriG.

    Examples
    --------
    >>> import io
    >>> from zonegraph.synthetic import country
    >>> written = io.BytesIO()
    >>> number = write_stream(country(1, enterprises=10), written, None, RdfFormat.N_QUADS)
    >>> number == written.getvalue().count(b" .\n")
    True
    """
    count = 0

    def told() -> Iterator[Quad]:
        nonlocal count
        for zone in zones:
            for quad in zone.quads():
                count += 1
                yield quad
            if truth is not None:
                truth.write(truth_of(zone))

    serialize(told(), output, format=form)
    return count


def write_file(zones: Iterable[Zone], path: Path, truth: Path) -> int:
    """Write a stream and its truth to files that appear when both are complete.

    Raises
    ------
    OutputError
        If the name ends in neither .nq nor .trig, or a file cannot be written.
    """
    if path.suffix not in STREAMS:
        remedy = "end it in .nq or .trig, or name a folder without a dot"
        raise OutputError("no such form", where=str(path), remedy=remedy)
    with open_whole(path) as output, open_whole(truth) as known:
        return write_stream(zones, output, known, STREAMS[path.suffix])


def write_folders(zones: Iterable[Zone], folder: Path, truth: Path) -> int:
    """Write a folder for each zone, as people write them, in canonical form.

    Raises
    ------
    OutputError
        If the folder holds something already, or a file cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise OutputError("is not empty", where=str(folder), remedy="name a new folder")
    count = 0
    with open_whole(truth) as known:
        for zone in zones:
            quads = list(zone.quads())
            for name, part in _files(quads):
                text = write_canonical(part, "turtle" if name.endswith(".ttl") else "trig")
                write_whole(folder / zone.slug / name, text)
            known.write(truth_of(zone))
            count += len(quads)
    return count


def truth_of(zone: Zone) -> bytes:
    """Return what was planted in a zone as one line of JSON."""
    return json.dumps(asdict(zone.truth), ensure_ascii=False).encode() + b"\n"


def _files(quads: list[Quad]) -> Iterator[tuple[str, list[Quad]]]:
    """Divide a zone's quads among its files: registry, sources, and each source's evidence."""
    entities = [quad for quad in quads if quad.graph_name == NamedNode(ENTITIES)]
    yield "entities.ttl", entities
    provenance = [quad for quad in quads if quad.graph_name == NamedNode(PROVENANCE)]
    yield "source.ttl", [quad for quad in provenance if _name(quad.subject) in SRC]
    of_source: dict[str, list[Quad]] = {}
    for quad in quads:
        name = _name(quad.graph_name)
        said = name if name in EV else _name(quad.subject)
        if said in EV:
            source = said.removeprefix(EV.base).split("/")[0]
            of_source.setdefault(source, []).append(quad)
    for source, told in sorted(of_source.items()):
        yield f"evidence/{source}.trig", told


def _name(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else ""
