"""Virtuoso on loopback, with a database folder and ports of its own."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

PROGRAM = shutil.which("virtuoso-t")
CAP = 2_000
"""Rows that it hands out at most, saying so in no answer's body."""

_SETTINGS = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 10
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{web}
ServerThreads = 5
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = {cap}
[Client]
"""
_SECONDS = 120


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Run a server, and yield its endpoint; its account is ``dba``, its password the same."""
    sql, web = _free_port(), _free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(_SETTINGS.format(folder=folder, sql=sql, web=web, cap=CAP))
    with (folder / "output.txt").open("wb") as output:
        process = subprocess.Popen(
            [str(PROGRAM), "+configfile", str(settings), "+foreground"],
            cwd=folder, stdout=output, stderr=output,
        )  # fmt: skip
        try:
            endpoint = f"http://127.0.0.1:{web}/sparql"
            _wait(process, endpoint)
            yield endpoint
        finally:
            process.terminate()
            process.wait(_SECONDS)


def _wait(process: subprocess.Popen[bytes], endpoint: str) -> None:
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urlopen(f"{endpoint}?query=ASK%7B%3Fs%20%3Fp%20%3Fo%7D", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError("Virtuoso does not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
