"""The named questions as resources: a list, and an answer for each, to programs and to people."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from zonegraph import vocab
from zonegraph.errors import UnknownNameError
from zonegraph.queries.catalogue import NamedQuery, catalogue, find_question
from zonegraph.web.answering import Answering
from zonegraph.web.editor import language_of, render_page
from zonegraph.web.failures import FailureError
from zonegraph.web.negotiation import GRAPHS, ROWS, SHORT, choose
from zonegraph.web.pool import Pool
from zonegraph.web.protocol import choose_forms
from zonegraph.web.worker import Job

SHOWN = 500
"""Rows that a page shows; the other forms hold all."""
_RESERVED = frozenset({"format", "lang"})
_JSON = "application/sparql-results+json"
_HTML = "text/html"


def list_questions(request: Request) -> Response:
    """Return all questions, as JSON or as a page.

    Raises
    ------
    FailureError
        If a client takes neither.
    """
    wanted = choose(request.headers.get("accept", ""), ("application/json", _HTML))
    if wanted is None:
        raise FailureError(406, "the list is written as application/json, text/html")
    if wanted == _HTML:
        return render_page(request, "questions.html.j2", questions=catalogue().values())
    return JSONResponse([_summary(each) for each in catalogue().values()], headers=_vary())


async def answer_question(request: Request, pool: Pool) -> Response:
    """Return the answer to one question.

    Raises
    ------
    FailureError
        If there is no such question, or no such form.
    """
    question = _find(str(request.path_params["name"]))
    request.scope["noted"]["question"] = question.name
    format_name, values = _read_parameters(request)
    if _wants_page(request, format_name):
        return await _answer_page(request, pool, question, values)
    rows, graph = choose_forms(request, format_name)
    job = Job(question=question.name, values=values, rows=rows, graph=graph)
    return Answering(pool, job, _vary())


def _find(name: str) -> NamedQuery:
    try:
        return find_question(name)
    except UnknownNameError as error:
        raise FailureError(404, str(error)) from None


def _read_parameters(request: Request) -> tuple[str, dict[str, list[str]]]:
    values: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        if name not in _RESERVED and value:
            values.setdefault(name, []).append(value)
    return request.query_params.get("format", ""), values


def _wants_page(request: Request, format_name: str) -> bool:
    if format_name:
        return SHORT.get(format_name, format_name) == _HTML
    offered = (*ROWS, *GRAPHS, _HTML)
    return choose(request.headers.get("accept", ""), offered) == _HTML


async def _answer_page(
    request: Request, pool: Pool, question: NamedQuery, values: dict[str, list[str]]
) -> Response:
    missing = any(each.required and not values.get(each.name) for each in question.parameters)
    columns: list[str] = []
    rows: list[dict[str, Any]] = []
    failure = ""
    if not missing:
        try:
            answer = await _gather(pool, Job(question=question.name, values=values, rows=_JSON))
            columns, rows = answer["head"]["vars"], answer["results"]["bindings"]
        except FailureError as error:
            failure = error.message
    shown = rows[:SHOWN]
    names = await _names(pool, shown, language_of(request))
    return render_page(
        request,
        "question.html.j2",
        question=question,
        values=values,
        asked=not missing,
        failure=failure,
        columns=columns,
        rows=[[_cell(row.get(column), names) for column in columns] for row in shown],
        count=len(rows),
        parameters=[(name, value) for name, each in values.items() for value in each],
    )


async def _gather(pool: Pool, job: Job) -> Any:
    async with pool.answer(job) as reply:
        return json.loads(b"".join([piece async for piece in reply.pieces()]))


async def _names(pool: Pool, rows: Iterable[dict[str, Any]], language: str) -> dict[str, str]:
    """Return what a reader calls the entities and the terms in some rows."""
    iris = {
        cell["value"]
        for row in rows
        for cell in row.values()
        if cell["type"] == "uri" and (cell["value"] in vocab.ID or cell["value"] in vocab.ZG)
    }
    if not iris:
        return {}
    values = {"entity": sorted(iris)}
    try:
        answer = await _gather(pool, Job(question="names", values=values, rows=_JSON))
    except FailureError:  # names are a courtesy
        return {}
    tag = vocab.LANGUAGES[language].lower()
    return {
        row["entity"]["value"]: row["name"]["value"]
        for row in reversed(answer["results"]["bindings"])
        if row["name"].get("xml:lang", "").lower() == tag and row["preferred"]["value"] == "true"
    }


def _cell(term: dict[str, Any] | None, names: dict[str, str]) -> dict[str, str]:
    """Return what a cell says, and the entity that it leads to."""
    if term is None:
        return {"text": "", "slug": ""}
    value = str(term["value"])
    if term["type"] != "uri":
        return {"text": value, "slug": ""}
    slug = value.removeprefix(vocab.ID.base) if value in vocab.ID else ""
    return {"text": names.get(value, vocab.shorten(value)), "slug": slug}


def _summary(question: NamedQuery) -> dict[str, Any]:
    return {
        "name": question.name,
        "title": {"zh": question.title.zh, "en": question.title.en},
        "description": {"zh": question.description.zh, "en": question.description.en},
        "tags": list(question.tags),
        "parameters": [
            {
                "name": each.name,
                "kind": each.kind,
                "required": each.required,
                "default": each.default,
            }
            for each in question.parameters
        ],
    }


def _vary() -> dict[str, str]:
    return {"Vary": "Accept"}
