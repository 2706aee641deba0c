"""Builds from streams, from what changed, and from what a killed build had finished."""

from __future__ import annotations

import contextlib
import gzip
import os
import pkgutil
import random
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import Quad

from zonegraph.errors import DataError, StoreError
from zonegraph.rdf.door import fix, validate
from zonegraph.store import bulk, open_store
from zonegraph.store.building import build
from zonegraph.store.loading import Counts
from zonegraph.store.parts import copy_snapshot
from zonegraph.synthetic import country
from zonegraph.synthetic.writing import write_file, write_folders
from zonegraph.workspace import Workspace, bundled


def held(directory: Path) -> set[Quad]:
    with open_store(str(directory)) as store:
        return set(_without_blank(store.quads()))


def _without_blank(quads: Iterator[Quad]) -> Iterator[Quad]:
    return (quad for quad in quads if "_:" not in str(quad))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_folders(country(2, enterprises=10), tmp_path / "country", tmp_path / "truth.jsonl")
    return tmp_path / "country"


@pytest.fixture
def stream(tmp_path: Path) -> Path:
    write_file(country(2, enterprises=10), tmp_path / "c.nq", tmp_path / "truth-of-stream.jsonl")
    return tmp_path / "c.nq"


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The snapshots that builds began from."""
    begun: list[Path] = []
    copy = copy_snapshot

    def note(snapshot: Path, folder: Path) -> None:
        begun.append(snapshot)
        copy(snapshot, folder)

    monkeypatch.setattr("zonegraph.store.filling.copy_snapshot", note)
    return begun


def test_a_stream_and_the_folders_of_the_same_country_give_one_store(
    folder: Path, stream: Path, tmp_path: Path
) -> None:
    counts = [
        build(bundled().with_data([each]), tmp_path / f"{each.name}-store")
        for each in (folder, stream)
    ]
    first, second = held(tmp_path / "country-store"), held(tmp_path / "c.nq-store")
    assert first == second
    assert counts[0].facts == counts[1].facts
    assert counts[0].inferred == counts[1].inferred


def test_a_build_holds_what_loading_into_memory_holds(folder: Path, tmp_path: Path) -> None:
    workspace = bundled().with_data([folder])
    counts = build(workspace, tmp_path / "store")
    with open_store(None, workspace) as memory:
        assert set(_without_blank(memory.quads())) == held(tmp_path / "store")
        assert len(memory) == counts.quads


def test_a_gzipped_stream_is_read(stream: Path, tmp_path: Path) -> None:
    packed = tmp_path / "packed" / "c.nq.gz"
    packed.parent.mkdir()
    packed.write_bytes(gzip.compress(stream.read_bytes()))
    build(bundled().with_data([packed.parent]), tmp_path / "one")
    build(bundled().with_data([stream]), tmp_path / "other")
    assert held(tmp_path / "one") == held(tmp_path / "other")
    packed.write_bytes(packed.read_bytes()[:-200])
    with pytest.raises(DataError, match="cannot read"):
        build(bundled().with_data([packed.parent]), tmp_path / "one")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"locatedIn>", b"locatedAt>", "zg:locatedAt is not in the ontology"),
        (b'confidence> "', b'confidence> "7', "confidence"),
        (b"#MediaOutlet>", b"#Fund>", "must be of the right kind"),
        (b"#textDigest> \"", b"#textDigest> \"zz", "text digest"),
        (b"/graph/entities> .", b"/graph/entity> .", "is no graph that data may write"),
        (b"#statedBy>", b"#confidence>", "nobody says it"),
        (b"#EvidenceSpan>", b"#Source>", "(4 violations)"),
        (b"<https://w3id.org/zonegraph/id/", b"<https://w3id.org/zonegraph/id/X", "not a slug"),
    ],
)  # fmt: skip
def test_the_door_refuses_a_bad_line_of_a_stream_and_says_where(
    stream: Path, tmp_path: Path, old: bytes, new: bytes, said: str
) -> None:
    lines = stream.read_bytes()
    assert old in lines
    stream.write_bytes(lines.replace(old, new, 1))
    with pytest.raises(DataError) as caught:
        build(bundled().with_data([stream]), tmp_path / "store")
    assert said in str(caught.value)
    assert caught.value.path == stream
    assert caught.value.line > 0
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"<x> <y>", "c.nq:3"),
        (b"<https://w3id.org/zonegraph/id/a> <http://www.w3.org/2004/02/skos/core#note> \"\xff\" .", "not UTF-8"),
        (b"<https://w3id.org/zonegraph/id/a> <http://www.w3.org/2004/02/skos/core#note> 'x' .", "c.nq:3"),
        (b"<https://w3id.org/zonegraph/id/a> <http://www.w3.org/2004/02/skos/core#note> \"x\" .", "outside any graph"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_read_is_named(
    stream: Path, tmp_path: Path, line: bytes, said: str
) -> None:
    lines = stream.read_bytes().split(b"\n")
    stream.write_bytes(b"\n".join([*lines[:2], line, *lines[2:]]))
    with pytest.raises(DataError) as caught:
        build(bundled().with_data([stream]), tmp_path / "store")
    assert said in str(caught.value)
    assert caught.value.line == 3


def test_the_door_of_a_build_judges_as_validate_does(folder: Path, tmp_path: Path) -> None:
    chance = random.Random(5)
    files = [*sorted(folder.rglob("*.trig")), *sorted(folder.rglob("source.ttl"))]
    for number in range(6):
        path = chance.choice(files)
        text = path.read_text(encoding="utf-8")
        lines = text.split("\n")
        at = chance.choice([n for n, line in enumerate(lines) if re.match(r" +zg:.* ;$", line)])
        path.write_text("\n".join(lines[:at] + lines[at + 1 :]), encoding="utf-8")
        try:
            fix(bundled().with_data([folder]))
            expected = [
                v for v in validate(bundled().with_data([folder])) if v.severity == "violation"
            ]
            if not expected:
                build(bundled().with_data([folder]), tmp_path / "store")
            else:
                with pytest.raises(DataError, match=rf"\({len(expected)} violation") as caught:
                    build(bundled().with_data([folder]), tmp_path / "store")
                assert any(each.message in str(caught.value) for each in expected), number
        finally:
            path.write_text(text, encoding="utf-8")
            fix(bundled().with_data([folder]))


def _drop_a_graph(path: Path, chance: random.Random) -> None:
    """Take one sentence and its description out of an evidence file."""
    text = path.read_text(encoding="utf-8")
    blocks = text.split("\n\nev:")
    gone = blocks.pop(chance.randrange(1, len(blocks)))
    name = "ev:" + gone.split(" {")[0]
    head = [block for block in blocks[0].split("\n\n") if not block.strip().startswith(f"{name} a")]
    blocks[0] = "\n\n".join(head)
    path.write_text("\n\nev:".join(blocks), encoding="utf-8")


@pytest.mark.parametrize("seed", range(3))
def test_a_build_of_what_changed_equals_a_full_build(
    tmp_path: Path, copied: list[Path], seed: int
) -> None:
    folder, chance = tmp_path / "country", random.Random(seed)
    write_folders(country(5, seed, enterprises=10), folder, tmp_path / "truth.jsonl")
    workspace = bundled().with_data([folder])
    build(workspace, tmp_path / "store")
    for number in range(3):
        path = chance.choice(sorted(folder.rglob("*.trig")))
        _drop_a_graph(path, chance)
        fix(workspace)
        full = _built(workspace, tmp_path / f"full-{number}")
        assert _built(workspace, tmp_path / "store") == full
        if isinstance(full, str):
            break
        assert held(tmp_path / "store") == held(tmp_path / f"full-{number}")
    assert copied, "the build began from the current version"


def _built(workspace: Workspace, store: Path) -> Counts | str:
    """Return what a store was made of, or how many violations there are."""
    try:
        return build(workspace, store)
    except DataError as error:
        return str(error).partition("(")[2].partition(")")[0]


def test_a_change_that_breaks_a_rule_elsewhere_is_refused(
    tmp_path: Path, copied: list[Path]
) -> None:
    folder = tmp_path / "country"
    write_folders(country(5, enterprises=10), folder, tmp_path / "truth.jsonl")
    workspace = bundled().with_data([folder])
    build(workspace, tmp_path / "store")
    before = held(tmp_path / "store")
    path = next(folder.rglob("entities.ttl"))
    text = path.read_text(encoding="utf-8")
    assert "a zg:MediaOutlet" in text
    path.write_text(text.replace("a zg:MediaOutlet", "a zg:Fund"), encoding="utf-8")
    with pytest.raises(DataError, match="right kind"):
        build(workspace, tmp_path / "store")
    assert copied
    assert held(tmp_path / "store") == before


def test_a_build_goes_on_from_what_a_killed_one_had_finished(
    stream: Path, tmp_path: Path, copied: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from zonegraph.store import bulk, filling; from zonegraph.store.building import build\n"
        "from zonegraph.workspace import bundled\n"
        "bulk.SEGMENT = 50_000; keep = filling.Filling._checkpoint; left = 2\n"
        "def die(self, *told, **more):\n"
        "    global left; keep(self, *told, **more); left -= 1\n"
        "    if not left: os.kill(os.getpid(), signal.SIGKILL)\n"
        "filling.Filling._checkpoint = die\n"
        "build(bundled().with_data([Path(sys.argv[1])]), Path(sys.argv[2]))\n"
    )
    command = [sys.executable, "-c", code, str(stream), str(tmp_path / "store")]
    monkeypatch.setattr("zonegraph.rdf.reading._CHUNK", 20_000)
    monkeypatch.setattr(bulk, "SEGMENT", 50_000)
    code = code.replace(
        "bulk.SEGMENT", "import zonegraph.rdf.reading as r; r._CHUNK = 20_000; bulk.SEGMENT", 1
    )
    command[2] = code
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert (tmp_path / "store" / "unfinished").is_dir()
    resumed = build(bundled().with_data([stream]), tmp_path / "store")
    assert [each.name for each in copied] == ["unfinished"]
    full = build(bundled().with_data([stream]), tmp_path / "full")
    assert resumed == full
    assert held(tmp_path / "store") == held(tmp_path / "full")
    assert not (tmp_path / "store" / "unfinished").exists()


@pytest.mark.parametrize(
    "step",
    [
        "zonegraph.store.bulk.insert",
        "zonegraph.store.filling.Filling._checkpoint",
        "zonegraph.store.filling.Filling._keep",
        "zonegraph.store.filling.run_rules",
        "zonegraph.store.filling.copy_snapshot",
        "zonegraph.store.filling.apply",
    ],
)
def test_a_disk_that_fills_up_at_any_step_leaves_the_old_store_and_nothing_else(
    tmp_path: Path, mounted: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    folder = tmp_path / "country"
    write_folders(country(5, enterprises=5), folder, tmp_path / "truth.jsonl")
    monkeypatch.setattr("zonegraph.rdf.reading._CHUNK", 20_000)
    monkeypatch.setattr(bulk, "SEGMENT", 50_000)
    workspace = bundled().with_data([folder])
    build(workspace, mounted / "store")
    whole = held(mounted / "store")
    changed = min(folder.rglob("entities.ttl"), key=lambda path: path.stat().st_size)
    text = changed.read_text(encoding="utf-8")
    changed.write_text(text.replace('"@en', ' too"@en', 1), encoding="utf-8")
    if not step.endswith(("copy_snapshot", "apply")):
        (mounted / "store" / "version-1" / "asserted" / "zonegraph-parts.json").unlink()
    monkeypatch.setattr(step, _filling_up(mounted, pkgutil.resolve_name(_spelled(step))))
    with pytest.raises(
        StoreError, match=r"store: cannot build: .*no space left on device; a store"
    ):
        build(workspace, mounted / "store")
    assert held(mounted / "store") == whole
    names = {path.name for path in (mounted / "store").iterdir()}
    assert names == {"zonegraph-store.json", "zonegraph.lock", "version-1"}
    (mounted / "ballast").unlink()
    monkeypatch.undo()
    build(workspace, mounted / "store")
    assert held(mounted / "store") != whole


def _spelled(step: str) -> str:
    """Say where the module ends, as resolve_name asks for."""
    module, _, name = step.partition(".Filling")
    return f"{module}:Filling{name}" if name else ":".join(step.rsplit(".", 1))


def _filling_up(disk: Path, do: Callable[..., object]) -> Callable[..., object]:
    def fill_up_and_do(*told: object, **more: object) -> object:
        with (disk / "ballast").open("wb", buffering=0) as ballast, contextlib.suppress(OSError):
            while ballast.write(bytes(4096)):
                pass
        return do(*told, **more)

    return fill_up_and_do


def test_a_damaged_snapshot_is_no_base(folder: Path, tmp_path: Path) -> None:
    workspace = bundled().with_data([folder])
    counts = build(workspace, tmp_path / "store")
    for path in (tmp_path / "store" / "version-1" / "asserted").glob("zonegraph-parts.json"):
        path.write_text("{", encoding="utf-8")
    assert build(workspace, tmp_path / "store") == counts
    assert (tmp_path / "store" / "version-2").is_dir()


def test_a_damaged_version_says_how_to_rebuild_and_rebuilding_mends_it(
    folder: Path, tmp_path: Path
) -> None:
    workspace = bundled().with_data([folder])
    counts = build(workspace, tmp_path / "store")
    version = tmp_path / "store" / "version-1"
    shutil.rmtree(version / "asserted")
    (version / "CURRENT").write_text("nonsense\n", encoding="utf-8")
    with pytest.raises(StoreError, match="build it again"):
        open_store(str(tmp_path / "store"))
    assert build(workspace, tmp_path / "store") == counts
    assert held(tmp_path / "store")


def _damage(path: Path) -> None:
    """Spoil the blocks of a file, as a disk or a careless program would."""
    content = bytearray(path.read_bytes())
    at = len(content) // 3
    content[at : at + 64] = bytes(64)
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [_damage, Path.unlink, lambda path: os.truncate(path, 100)])
def test_a_store_with_a_damaged_file_is_refused_and_built_again(
    folder: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    workspace = bundled().with_data([folder])
    counts = build(workspace, tmp_path / "store")
    whole = held(tmp_path / "store")
    largest = max(
        (tmp_path / "store").glob("version-1/*.sst"), key=lambda path: path.stat().st_size
    )
    damage(largest)
    said = rf"store: the store is damaged: version-1/{largest.name} is not as it was built; "
    with pytest.raises(StoreError, match=said + "build it again: zonegraph build"):
        open_store(str(tmp_path / "store"))
    assert build(workspace, tmp_path / "store") == counts
    assert held(tmp_path / "store") == whole


def test_a_copy_of_a_store_is_no_damaged_one(folder: Path, tmp_path: Path) -> None:
    build(bundled().with_data([folder]), tmp_path / "store")
    shutil.copytree(tmp_path / "store", tmp_path / "copy", copy_function=shutil.copyfile)
    assert held(tmp_path / "copy") == held(tmp_path / "store")


def test_a_build_does_not_go_on_from_damage_that_no_time_tells(
    folder: Path, tmp_path: Path, copied: list[Path]
) -> None:
    workspace = bundled().with_data([folder])
    build(workspace, tmp_path / "store")
    whole = held(tmp_path / "store")
    for path in (tmp_path / "store" / "version-1").glob("*.sst"):
        times = path.stat()
        _damage(path)
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    build(workspace, tmp_path / "store")
    assert copied == []
    assert held(tmp_path / "store") == whole


def test_a_clock_that_is_set_back_changes_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = bundled().with_data([folder])
    build(workspace, tmp_path / "store")
    before = held(tmp_path / "store")
    now = iter(range(10**9, 0, -3600))
    monkeypatch.setattr("time.time", lambda: float(next(now)))
    build(workspace, tmp_path / "store")
    assert held(tmp_path / "store") == before


def test_a_build_tells_how_far_it_is(folder: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    report: Callable[[str, int, int], None] = lambda *each: told.append(each)  # noqa: E731
    build(bundled().with_data([folder]), tmp_path / "store", progress=report)
    assert list(dict.fromkeys(stage for stage, _, _ in told)) == ["load", "door", "rules"]


def test_the_workspace_of_one_small_file_is_built_anew(
    workspace: Workspace, later_workspace: Workspace, tmp_path: Path, copied: list[Path]
) -> None:
    build(workspace, tmp_path / "store", door=lambda _: [])
    build(later_workspace, tmp_path / "store", door=lambda _: [])
    assert copied == []
