"""Listings: the same rows as a table to read, a file for a spreadsheet, or data for a program."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

import click

from zonegraph.exchange.spreadsheet import guard_formula
from zonegraph.workspace import write_whole

UNKNOWN = "-"
"""What a table shows where nothing is known, which is not zero."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_UNLIMITED = 100_000


def write_rows(
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    format_name: str = "table",
    output: Path | None = None,
    *,
    heading: str = "",
    footing: str = "",
) -> None:
    """Write rows as a table, CSV, TSV or JSON.

    A cell may be text, a number, a truth value, None for what is unknown, or a sequence of these.
    Tables wrap to the terminal, and stay unwrapped in files and pipes.

    Parameters
    ----------
    columns : sequence of str
        Headings; the keys in JSON.
    rows : iterable of sequence
        The cells.
    format_name : {"table", "csv", "tsv", "json"}
        The form.
    output : Path, optional
        A file; standard output if not given.
    heading, footing : str, optional
        What stands above and below a table.

    Examples
    --------
    >>> write_rows(["zone", "rank"], [("长治高新区", 121)], "csv")
    zone,rank
    长治高新区,121
    """
    if format_name == "table":
        text = _render_table(columns, rows, to_terminal=output is None and sys.stdout.isatty())
        parts = (_visible(heading), text, _visible(footing))
        write_text("\n".join(f"{part}\n" for part in parts if part), output)
    else:
        render = {"csv": _render_csv, "tsv": _render_tsv, "json": _render_json}[format_name]
        write_text(render(columns, rows), output)


def write_text(text: str, output: Path | None = None) -> None:
    """Write text to a file, whole or not at all, or to standard output."""
    if output is None:
        click.echo(text, nl=False)
    else:
        write_whole(output, text)


def _render_table(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, to_terminal: bool
) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for column in columns:
        table.add_column(Text(_visible(column)), overflow="fold")
    for row in rows:
        table.add_row(*(Text(_visible(_cell(cell))) for cell in row))
    buffer = io.StringIO()
    width = shutil.get_terminal_size().columns if to_terminal else _UNLIMITED
    console = Console(
        file=buffer, width=width, force_terminal=to_terminal, highlight=False, emoji=False
    )
    console.print(table)
    return "\n".join(line.rstrip() for line in buffer.getvalue().rstrip().split("\n"))


def _render_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(map(guard_formula, columns))
    writer.writerows([guard_formula(_plain(cell)) for cell in row] for row in rows)
    return buffer.getvalue()


def _render_tsv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = (
        "\t".join(re.sub(r"[\t\r\n]+", " ", _plain(cell)) for cell in row)
        for row in (columns, *rows)
    )
    return "".join(f"{line}\n" for line in lines)


def _render_json(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    records = [dict(zip(columns, row, strict=True)) for row in rows]
    return json.dumps(records, ensure_ascii=False, indent=2, default=_plain_number) + "\n"


def _plain_number(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


def _cell(value: object) -> str:
    """Return a cell of a table: several values stand below one another."""
    if value is None:
        return UNKNOWN
    return "\n".join(map(_plain, value)) if isinstance(value, list | tuple) else _plain(value)


def _plain(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, list | tuple):
        return "; ".join(map(_plain, cell))
    return str(cell)


def _visible(text: str) -> str:
    """Replace what would steer a terminal or turn the direction of writing."""
    return _CONTROL.sub("\ufffd", text)
