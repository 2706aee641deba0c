"""The pages that the server has of its own: the SPARQL editor, and what they are made from."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from zonegraph import vocab
from zonegraph.queries.catalogue import catalogue
from zonegraph.web.failures import FailureError
from zonegraph.web.negotiation import choose_language
from zonegraph.web.words import WORDS

if TYPE_CHECKING:
    from jinja2 import Environment

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What a page of the server's own may load: what the server itself serves, and nothing inline."""

_ASSETS = {
    "editor.js": ("zonegraph.web", "templates/editor.js"),
    "results.js": ("zonegraph.web", "templates/results.js"),
    "pages.css": ("zonegraph.web", "templates/pages.css"),
    "vis-network.js": ("pyvis", "lib/vis-9.1.2/vis-network.min.js"),
}
_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def render(request: Request) -> Response:
    """Return the editor's page."""
    language = language_of(request)
    examples = [
        {"name": each.name, "title": each.title.in_language(language), "text": each.text}
        for each in catalogue().values()
    ]
    data = {
        "root": root_of(request),
        "language": vocab.LANGUAGES[language],
        "words": _words(language),
        "examples": {each["name"]: each["text"] for each in examples},
        "prefixes": {name: space.base for name, space in vocab.PREFIXES.items()},
        "entities": vocab.ID.base,
        "named": [vocab.ID.base, vocab.ZG.base],
    }
    return render_page(request, "editor.html.j2", examples=examples, data=_as_json(data))


def render_page(request: Request, template: str, **content: object) -> Response:
    """Return a page made from a template, in the reader's language."""
    language = language_of(request)
    other = "en" if language == "zh" else "zh"
    address = request.url.include_query_params(lang=other)
    page = (
        _environment()
        .get_template(template)
        .render(
            language=language,
            html_language=vocab.LANGUAGES[language],
            other_language=vocab.LANGUAGES[other],
            other_address=f"?{address.query}",
            root=root_of(request),
            words=_words(language),
            **content,
        )
    )
    return HTMLResponse(
        page, headers={"Content-Security-Policy": POLICY, "Vary": "Accept, Accept-Language"}
    )


async def asset(request: Request) -> Response:
    """Return a script or a style sheet of these pages."""
    name = str(request.path_params["name"])
    if name not in _ASSETS:
        raise FailureError(404, "no such file")
    kind = "text/css" if name.endswith(".css") else "text/javascript"
    return Response(_read_asset(name), media_type=f"{kind}; charset=utf-8")


def language_of(request: Request) -> str:
    """Return ``zh`` or ``en``: what the address says, or else what the browser prefers."""
    asked = request.query_params.get("lang", "")
    if asked in vocab.LANGUAGES:
        return asked
    return choose_language(request.headers.get("accept-language", ""))


def root_of(request: Request) -> str:
    """Return the path under which a proxy offers the server."""
    return str(request.scope.get("root_path", "")).rstrip("/")


@cache
def _read_asset(name: str) -> bytes:
    package, path = _ASSETS[name]
    return (resources.files(package) / path).read_bytes()


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("zonegraph.web"), autoescape=True, undefined=StrictUndefined
    )


def _words(language: str) -> dict[str, str]:
    return {name: word.in_language(language) for name, word in WORDS.items()}


def _as_json(data: dict[str, Any]) -> Any:
    """Return data as JSON that no HTML parser can misread."""
    from markupsafe import Markup

    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPES))  # noqa: S704 - nothing left that HTML gives a meaning
