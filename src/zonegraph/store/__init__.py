"""Stores: one small seam, with the graph in memory, in a directory or on a server behind it."""

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
        A directory made by ``zonegraph build``, or the address of a SPARQL 1.1 endpoint,
        ``http(s)://...``. Nothing means a graph in memory.
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
        If the location is not a store directory or an endpoint, or cannot be opened.
    DataError
        If a file to be loaded cannot be read.
    MissingPackageError
        If the location is an endpoint, and the package that speaks HTTP is not installed.

    Examples
    --------
    >>> with open_store() as store:
    ...     print(store.location)
    memory
    """
    if location is None:
        return open_memory(workspace or bundled())
    if location.lower().startswith(("http://", "https://")):
        from zonegraph.store.remote import open_remote

        return open_remote(location)
    return open_directory(Path(location))
