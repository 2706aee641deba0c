"""Pages written by several processes, each of which opens the graph itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING

from zonegraph.errors import OutputError
from zonegraph.processes import start_processes

if TYPE_CHECKING:
    from zonegraph.site import Site

AT_ONCE = 4
"""So many shelves are one task of a process: neighbours share a zone, and what was read of it."""


def write_pages(site: Site, folder: Path, paths: Sequence[str]) -> int:
    """Render some paths of a site into a folder, and return how many.

    Raises
    ------
    OSError
        If a file cannot be written.
    """
    for path in paths:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(site.render(path))
    return len(paths)


def in_processes(
    site: Site, folder: Path, shelves: Sequence[Sequence[str]], processes: int
) -> Iterator[int]:
    """Write a site in several processes, and yield how many files each task has written.

    Parameters
    ----------
    site : Site
        The site of a graph in a store directory: each process opens the same version of it.
    folder : Path
        Where the files go.
    shelves : sequence of sequence of str
        The paths of the site, those of one thing together.
    processes : int
        How many.

    Raises
    ------
    OSError
        If a file cannot be written.
    OutputError
        If one of the processes was killed.
    TypeError
        If the graph lies in the memory of this process.
    """
    tasks = [shelves[start : start + AT_ONCE] for start in range(0, len(shelves), AT_ONCE)]
    pool = start_processes(processes, _Writing.begin, site, folder)
    try:
        yield from pool.map(_Writing.write, tasks)
    except BrokenProcessPool as error:
        raise OutputError(
            "a process that wrote pages was killed",
            where=str(folder),
            remedy="see that memory is free, and write the site again",
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


class _Writing:
    """What one process writes, from its first task to its last."""

    site: Site
    folder: Path

    @classmethod
    def begin(cls, site: Site, folder: Path) -> None:
        cls.site, cls.folder = site, folder

    @classmethod
    def write(cls, shelves: Sequence[Sequence[str]]) -> int:
        return sum(write_pages(cls.site, cls.folder, paths) for paths in shelves)
