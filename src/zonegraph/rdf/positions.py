"""Where a node stands in a file, so that a complaint can point at it."""

from __future__ import annotations

import re

from zonegraph.vocab import shorten


def line_of(iri: str, text: str) -> int:
    r"""Return the line on which an IRI opens a block of statements, else where it first occurs.

    Parameters
    ----------
    iri : str
        The node.
    text : str
        A Turtle or TriG file.

    Returns
    -------
    int
        Counted from 1; 0 where the IRI does not occur.

    Examples
    --------
    >>> text = "id:park\n    zg:builtFor id:firm .\nid:firm a zg:Enterprise .\n"
    >>> line_of("https://w3id.org/zonegraph/id/firm", text)
    3
    """
    spelled = "|".join(map(re.escape, (f"<{iri}>", shorten(iri).replace("/", "\\/"))))
    mention = rf"(?:{spelled})(?![\w/\\-])"
    for pattern in (rf"^[ \t]*{mention}", mention):
        if found := re.search(pattern, text, re.MULTILINE):
            return text.count("\n", 0, found.end()) + 1
    return 0
