"""`zonegraph validate`: the door alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zonegraph.cli.options import Session, listing_options
from zonegraph.cli.tables import write_rows, write_text
from zonegraph.workspace import bundled

if TYPE_CHECKING:
    from zonegraph.model import Violation

FINDINGS = 1
COLUMNS = ("file", "line", "severity", "rule", "node", "message", "remedy")


@click.command("validate")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--fix", "mend", is_flag=True, help="First rewrite the files in canonical form.")
@listing_options
@click.pass_obj
def validate(
    session: Session, paths: tuple[Path, ...], mend: bool, format_name: str, output: Path | None
) -> int:
    """Check data - the bundled graph, or zones' folders - and report every violation.

    Of a store directory, report the files that are not as they were built.
    """
    from zonegraph.rdf.door import fix
    from zonegraph.store.directory import is_store
    from zonegraph.store.validating import find_damage_of, find_violations

    stores = [path for path in paths if is_store(path)]
    data = [_zone(path) for path in paths if path not in stores]
    found = [each for store in stores for each in find_damage_of(store)]
    files = len(stores)
    if data or not stores:
        workspace = bundled().with_data(data) if data else bundled()
        for path in fix(workspace) if mend else ():
            click.echo(f"rewritten: {path}", err=True)
        found += find_violations(workspace, session.language)
        files += len(workspace.data_files()) + len(workspace.ontology_files())
    if format_name == "table":
        write_text("".join(_line(each) for each in found), output)
    else:
        write_rows(COLUMNS, [_row(each) for each in found], format_name, output)
    refused = sum(each.severity == "violation" for each in found)
    click.echo(f"{files} files: {refused} violations, {len(found) - refused} warnings", err=True)
    return FINDINGS if refused else 0


def _zone(path: Path) -> Path:
    """Return the folder of the zone that a file belongs to: one file alone says too little."""
    zones = (folder for folder in path.parents if (folder / "entities.ttl").is_file())
    return next(zones, path) if path.is_file() else path


def _row(found: Violation) -> tuple[object, ...]:
    return (
        str(found.path),
        found.line or None,
        found.severity,
        found.rule,
        found.node,
        found.message,
        found.remedy,
    )


def _line(found: Violation) -> str:
    where = f"{found.path}:{found.line}" if found.line else str(found.path)
    rule = f"{found.rule} {found.node}".strip()
    message = found.message.rstrip(".。")
    return f"{where}: {found.severity}: {rule}: {message}; {found.remedy}\n"
