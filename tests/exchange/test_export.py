from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from zonegraph.errors import OutputError
from zonegraph.exchange import FORMATS, Part, export, format_of
from zonegraph.store import Store, open_store
from zonegraph.store.building import build
from zonegraph.workspace import bundled

DIGESTS = """
import hashlib, io, sys
from zonegraph.exchange import FORMATS, export
from zonegraph.store import open_store
with open_store(*sys.argv[1:]) as store:
    for name in FORMATS:
        file = io.BytesIO()
        export(store, file, name)
        print(name, hashlib.sha256(file.getvalue()).hexdigest())
"""


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store() as opened:
        yield opened


def exported(store: Store, format_name: str, part: Part | None = None) -> bytes:
    file = io.BytesIO()
    export(store, file, format_name, part)
    return file.getvalue()


def digests(seed: str, *location: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", DIGESTS, *location]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True
    ).stdout


def test_every_export_is_the_same_whatever_the_hash_seed_and_wherever_the_store(
    store: Store, tmp_path: Path
) -> None:
    build(bundled(), tmp_path / "store", door=lambda _: [])
    expected = "".join(
        f"{name} {hashlib.sha256(exported(store, name)).hexdigest()}\n" for name in FORMATS
    )
    assert digests("0") == expected
    assert digests("1", str(tmp_path / "store")) == expected


@pytest.mark.parametrize(
    ("name", "format_name"),
    [
        ("a.trig", "trig"),
        ("a.nq", "nquads"),
        ("a.ttl", "turtle"),
        ("a.jsonld", "jsonld"),
        ("a.graphml", "graphml"),
        ("a.CSV", "csv"),
    ],
)
def test_the_suffix_chooses_the_format(
    store: Store, tmp_path: Path, name: str, format_name: str
) -> None:
    export(store, tmp_path / name)
    assert (tmp_path / name).read_bytes() == exported(store, format_name)


def test_a_format_that_is_given_goes_before_the_suffix(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "facts.txt", "csv")
    assert (tmp_path / "facts.txt").read_bytes() == exported(store, "csv")


@pytest.mark.parametrize("name", ["graph.xlsx", "graph"])
def test_an_unknown_suffix_is_answered_with_those_that_are_known(name: str) -> None:
    with pytest.raises(
        OutputError, match=r"end the name in one of \.trig, \.nq, .*, \.parquet, or give"
    ):
        format_of(Path(name))


def test_an_unknown_format_is_answered_with_those_that_are_known(
    store: Store, tmp_path: Path
) -> None:
    with pytest.raises(OutputError, match="no format named 'xlsx'; give one of trig, nquads"):
        export(store, tmp_path / "graph.xlsx", "xlsx")
    with pytest.raises(OutputError, match="no format given"):
        export(store, io.BytesIO())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("format_name", "part"),
    [("turtle", Part.NAMED), ("turtle", Part.ALL), ("csv", Part.NAMED), ("graphml", Part.DEFAULT)],
)
def test_a_part_that_a_format_cannot_hold_is_refused(
    store: Store, format_name: str, part: Part
) -> None:
    with pytest.raises(OutputError, match="leave --graph out"):
        exported(store, format_name, part)


def test_parts_of_nquads_add_up_to_the_whole(store: Store) -> None:
    parts = [
        set(parse(exported(store, "nquads", part), RdfFormat.N_QUADS))
        for part in (Part.NAMED, Part.DEFAULT)
    ]
    assert sum(map(len, parts)) == len(store)


def test_a_file_that_cannot_be_written_is_an_error_of_one_line(
    store: Store, tmp_path: Path
) -> None:
    (tmp_path / "taken.nq").mkdir()
    with pytest.raises(OutputError, match="cannot write") as caught:
        export(store, tmp_path / "taken.nq")
    assert "\n" not in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["taken.nq"]
