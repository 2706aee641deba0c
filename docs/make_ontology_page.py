"""Write docs/ontology.html: every term of the ontology, in both languages, on one page.

Usage: python docs/make_ontology_page.py [OUTPUT]
"""

from __future__ import annotations

import sys
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from zonegraph.site.terms import vocabulary
from zonegraph.workspace import write_whole

HERE = Path(__file__).resolve().parent


def render() -> str:
    """Return the page."""
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("ontology.html.j2").render(**vocabulary())


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "ontology.html"
    write_whole(target, render())
    print(f"written: {target}")
