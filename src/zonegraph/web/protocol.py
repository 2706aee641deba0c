"""The SPARQL 1.1 Protocol: a query by GET, by a form, or as it is; updates are refused."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from zonegraph.web.answering import Answering
from zonegraph.web.checked import Checked
from zonegraph.web.failures import FailureError
from zonegraph.web.negotiation import ALSO_KNOWN_AS, GRAPHS, ROWS, SHORT, choose
from zonegraph.web.pool import Pool
from zonegraph.web.worker import Job

_FORM = "application/x-www-form-urlencoded"
_DIRECT = "application/sparql-query"
_UPDATE = "application/sparql-update"
_READ_ONLY = "this server answers queries and takes no updates"
_MOST_PARAMETERS = 1_000
BODY_SECONDS = 10.0
"""Seconds in which a request's body must arrive."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks: the query, and the dataset it names beside it.

    Attributes
    ----------
    query : str or None
        SPARQL; None where the request asks nothing.
    default_graphs, named_graphs : tuple of str
        IRIs of graphs.
    format_name : str
        The form that is wanted, as the parameter ``format`` says; empty where it does not.
    """

    query: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format_name: str = ""


async def read_request(request: Request, most: int) -> Asked:
    """Return what a request asks.

    Raises
    ------
    FailureError
        If it is not formed as the protocol says, is an update, or is too large.
    """
    pairs = _pairs(request.scope["query_string"])
    if request.method != "POST":
        return _asked(pairs)
    kind, charset = _content_type(request)
    if kind == _UPDATE:
        raise FailureError(403, _READ_ONLY)
    if kind not in {_FORM, _DIRECT}:
        raise FailureError(415, f"a query is posted as {_FORM} or as {_DIRECT}")
    if charset not in {"", "utf-8", "utf8"}:
        raise FailureError(415, "a query is written in UTF-8")
    body = await read_body(request, most)
    pairs += _pairs(body) if kind == _FORM else [("query", _decode(body))]
    asked = _asked(pairs)
    if asked.query is None:
        raise FailureError(400, "the parameter 'query' is missing")
    return asked


async def read_body(request: Request, most: int) -> bytes:
    """Return a request's body.

    Raises
    ------
    FailureError
        If it is too large, or does not come.
    """
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > most:
        raise FailureError(413, f"a request holds {most} bytes at most")
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for part in request.stream():
                body += part
                if len(body) > most:
                    raise FailureError(413, f"a request holds {most} bytes at most")
    except TimeoutError:
        raise FailureError(408, "the request does not arrive") from None
    except ClientDisconnect:
        raise FailureError(400, "the request ends too early") from None
    return bytes(body)


def answer_query(request: Request, asked: Asked, pool: Pool, checked: Checked) -> Response:
    """Return the response that answers a query."""
    text = asked.query or ""
    request.scope["noted"]["query"] = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[
        :12
    ]
    known = None if asked.default_graphs or asked.named_graphs else checked.find(text)
    rows, graph = choose_forms(request, asked.format_name)
    job = Job(
        text=text if known is None else known,
        checked=known is not None,
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
        rows=rows,
        graph=graph,
    )
    noting = checked if known is None else None
    return Answering(pool, job, {"Vary": "Accept"}, noting)


def choose_forms(request: Request, format_name: str = "") -> tuple[str | None, str | None]:
    """Return the forms of rows and of triples that a client takes.

    Raises
    ------
    FailureError
        If it takes none.
    """
    if format_name:
        wanted = SHORT.get(format_name, format_name)
        accept = ALSO_KNOWN_AS.get(wanted, wanted)
    else:
        accept = request.headers.get("accept", "")
    rows, graph = choose(accept, ROWS), choose(accept, GRAPHS)
    if rows is None and graph is None:
        offered = ", ".join((*ROWS, *GRAPHS))
        raise FailureError(406, f"answers are written as {offered}")
    return rows, graph


def _asked(pairs: Sequence[tuple[str, str]]) -> Asked:
    def values(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in pairs if key == name)

    if any(key == "update" for key, _ in pairs):
        raise FailureError(403, _READ_ONLY)
    queries = values("query")
    if len(queries) > 1:
        raise FailureError(400, "give one query, not several")
    return Asked(
        queries[0] if queries else None,
        values("default-graph-uri"),
        values("named-graph-uri"),
        next(iter(values("format")), ""),
    )


def _pairs(raw: bytes) -> list[tuple[str, str]]:
    text = _decode(raw)
    try:
        return parse_qsl(
            text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS
        )
    except UnicodeDecodeError:
        raise FailureError(400, "the parameters are not UTF-8") from None
    except ValueError:
        raise FailureError(400, "too many parameters") from None


def _decode(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise FailureError(400, "the request is not UTF-8") from None


def _content_type(request: Request) -> tuple[str, str]:
    kind, _, rest = request.headers.get("content-type", "").lower().partition(";")
    name, _, value = rest.partition("=")
    charset = value.partition(";")[0].strip().strip('"') if name.strip() == "charset" else ""
    return kind.strip(), charset
