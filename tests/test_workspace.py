"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from zonegraph.errors import OutputError
from zonegraph.workspace import open_whole, write_whole


def test_a_file_is_written_with_its_folder(tmp_path: Path) -> None:
    write_whole(tmp_path / "new" / "page.html", "页")
    assert (tmp_path / "new" / "page.html").read_bytes() == "页".encode()


def test_an_error_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    write_whole(path, "old")

    def fail_half_way() -> None:
        with open_whole(path) as file:
            file.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail_half_way()
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    heard: list[bytes] = []
    listener = threading.Thread(target=lambda: heard.append(pipe.read_bytes()))
    listener.start()
    write_whole(pipe, "through")
    listener.join()
    assert heard == [b"through"]
    assert pipe.is_fifo()


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: None])
def test_what_cannot_be_written_is_told(tmp_path: Path, make: object) -> None:
    place = tmp_path / "folder"
    make(place)  # type: ignore[operator]
    target = place if place.is_dir() else Path("/proc/none/page.html")
    with pytest.raises(OutputError, match=r"cannot write: .*; choose another place with -o"):
        write_whole(target, "x")
