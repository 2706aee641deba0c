"""Errors a person can act on: what is wrong, where, and what to do next.

::

    ZonegraphError
    ├── DataError           a file that cannot be read as data
    ├── QueryError          a question that cannot be asked as written
    ├── UnknownNameError    a name that nothing, or more than one thing, bears
    ├── StoreError          a store that cannot be opened, read or built
    ├── OutputError         a result that cannot be written
    └── MissingPackageError an optional package that is not installed
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class ZonegraphError(Exception):
    """Base of every error that zonegraph raises on purpose.

    Parameters
    ----------
    what : str
        What is wrong, in one clause.
    where : str, optional
        Where it is: ``file:line:column``, an IRI or a location.
    remedy : str, optional
        What to do next.

    Examples
    --------
    >>> str(ZonegraphError("no such graph", where="graph:x", remedy="run 'zonegraph build'"))
    "graph:x: no such graph; run 'zonegraph build'"
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        located = f"{where}: {what}" if where else what
        super().__init__(" ".join((f"{located}; {remedy}" if remedy else located).split()))


class DataError(ZonegraphError):
    """A file that cannot be read as data.

    Parameters
    ----------
    what : str
        What is wrong.
    path : Path
        The file.
    line, column : int, optional
        Position in the file, counted from 1; 0 where it is not known.
    remedy : str, optional
        What to do next.
    """

    def __init__(
        self, what: str, path: Path, *, line: int = 0, column: int = 0, remedy: str = ""
    ) -> None:
        self.path, self.line, self.column = path, line, column
        where = ":".join([str(path), *(str(number) for number in (line, column) if number)])
        super().__init__(what, where=where, remedy=remedy)


class QueryError(ZonegraphError):
    """A question that cannot be asked as it is written.

    Parameters
    ----------
    what : str
        What is wrong.
    line, column : int, optional
        Position in the query's text, counted from 1; 0 where it is not known.
    remedy : str, optional
        What to do next.
    """

    def __init__(self, what: str, *, line: int = 0, column: int = 0, remedy: str = "") -> None:
        self.line, self.column = line, column
        where = f"query line {line}, column {column}" if line else "query"
        super().__init__(what, where=where, remedy=remedy)


class UnknownNameError(ZonegraphError):
    """A name that nothing bears, or that several things bear.

    Parameters
    ----------
    name : str
        The name as it was given.
    kind : str
        What was looked for: ``"entity"``, ``"question"``, ``"cluster"``.
    suggestions : sequence of str
        The nearest names, best first.
    ambiguous : bool, optional
        Whether several things bear the name.
    """

    def __init__(
        self, name: str, kind: str, suggestions: Sequence[str], *, ambiguous: bool = False
    ) -> None:
        self.name, self.kind, self.suggestions = name, kind, tuple(suggestions)
        what = f"{name!r} names more than one {kind}" if ambiguous else f"no {kind} named {name!r}"
        nearest = ", ".join(self.suggestions)
        question = "name one of" if ambiguous else "nearest names"
        super().__init__(what, remedy=f"{question}: {nearest}" if nearest else "")


class StoreError(ZonegraphError):
    """A store that cannot be opened, read or built."""


class OutputError(ZonegraphError):
    """A result that cannot be written."""


class MissingPackageError(ZonegraphError):
    """An optional package that is not installed.

    Parameters
    ----------
    package : str
        The package that is missing.
    extra : str
        The extra of zonegraph that brings it.
    """

    def __init__(self, package: str, extra: str) -> None:
        self.package, self.extra = package, extra
        super().__init__(
            f"the package {package} is not installed",
            remedy=f"run: pip install 'zonegraph[{extra}]'",
        )
