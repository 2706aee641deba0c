"""Writing a site to a folder: whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

from zonegraph.errors import OutputError
from zonegraph.site import Site
from zonegraph.site.processes import in_processes, write_pages
from zonegraph.store.temporary import temporary_folder
from zonegraph.workspace import write_whole

MARKER = "zonegraph-site.json"
"""What a folder that holds a site bears, so that nothing else is ever replaced."""


def write_site(
    site: Site,
    folder: Path,
    *,
    processes: int = 1,
    report: Callable[[int], object] | None = None,
) -> int:
    """Write a site beside its folder, then put it there in one step.

    Parameters
    ----------
    site : Site
        The site; of a graph in a store directory if several processes are to write it.
    folder : Path
        A new or empty folder, or one that holds a site, which is replaced.
    processes : int, optional
        How many processes write, each with the graph opened anew.
    report : callable, optional
        Told, again and again, how many more files are written.

    Returns
    -------
    int
        How many files were written.

    Raises
    ------
    OutputError
        If the folder holds something else, or cannot be written; then it is as it was.
    """
    _refuse_foreign(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with temporary_folder(f".{folder.name}.", folder.parent) as beside:
            count = _fill(site, beside / "new", processes, report)
            _swap(beside, folder)
    except OSError as error:
        raise _cannot_write(folder, error) from error
    return count


def _fill(site: Site, folder: Path, processes: int, report: Callable[[int], object] | None) -> int:
    shelves = list(site.shelves())
    written = (
        map(partial(write_pages, site, folder), shelves)
        if processes == 1
        else in_processes(site, folder, shelves, processes)
    )
    count = 0
    for more in written:
        count += more
        if report is not None:
            report(more)
    write_whole(folder / MARKER, json.dumps({"files": count}) + "\n")
    return count


def _swap(beside: Path, folder: Path) -> None:
    if folder.exists():
        folder.rename(beside / "old")
    try:
        (beside / "new").rename(folder)
    except OSError:
        if (beside / "old").exists():
            (beside / "old").rename(folder)
        raise


def _refuse_foreign(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise OutputError("not a folder", where=str(folder), remedy="name another one")
    if any(folder.iterdir()) and not (folder / MARKER).exists():
        raise OutputError(
            "holds files that are not a site's",
            where=str(folder),
            remedy="name a new or empty folder",
        )


def _cannot_write(folder: Path, error: OSError) -> OutputError:
    reason = (error.strerror or str(error)).lower()
    return OutputError(f"cannot write: {reason}", where=str(folder), remedy="name another folder")
