"""Stores: one small seam, with the graph in memory or in a directory behind it."""

from __future__ import annotations

from pathlib import Path

from zonegraph.store.base import Results, Store
from zonegraph.store.oxigraph import open_directory, open_memory
from zonegraph.workspace import Workspace, bundled

__all__ = ["Results", "Store", "open_store"]


def open_store(location: str | None = None, workspace: Workspace | None = None) -> Store:
    """Open a graph for reading.

    Parameters
    ----------
    location : str, optional
        A directory made by ``zonegraph build``. Nothing means a graph in memory.
    workspace : Workspace, optional
        The files to load into memory where no location is given; those that come with zonegraph
        unless others are named.

    Returns
    -------
    Store
        The open store, best used in a ``with`` statement.

    Raises
    ------
    StoreError
        If the location is not a store directory, or cannot be opened.
    DataError
        If a file to be loaded cannot be read.

    Examples
    --------
    >>> with open_store() as store:
    ...     print(store.location)
    memory
    """
    if location is None:
        return open_memory(workspace or bundled())
    return open_directory(Path(location))
