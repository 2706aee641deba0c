"""The SPARQL that stores themselves speak to a server, one file a request."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from zonegraph import vocab


def request(name: str, **parts: str) -> str:
    r"""Return the text of a request, with its marked parts filled in.

    Parameters
    ----------
    name : str
        A file's name without its ending.
    **parts : str
        SPARQL for the places marked ``@NAME@``; terms must be written as terms already.

    Examples
    --------
    >>> print(request("count", PROLOGUE="", QUERY="SELECT * { ?s ?p ?o }").split("\n")[1])
    SELECT (COUNT(*) AS ?number) WHERE {
    """
    filled = _OURS | parts
    return re.sub(r"@([A-Z]+)@", lambda place: filled[place[1]], _read(name))


@cache
def _read(name: str) -> str:
    return resources.files(__name__).joinpath(f"{name}.rq").read_text("utf-8")


_OURS = {
    "EVIDENCE": f'"{vocab.EV.base}"',
    "GRAPHS": f'"{vocab.GRAPH.base}"',
    "KNOWN": f"<{vocab.KNOWN}>",
    "PUBLICATION": f"<{vocab.PUBLICATION}>",
}
