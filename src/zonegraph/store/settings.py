"""What the environment says of servers: limits, and who asks."""

from __future__ import annotations

import netrc
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from zonegraph.errors import StoreError

PATIENCE = 60.0
LARGEST = 2 << 30


@dataclass(frozen=True, slots=True)
class Settings:
    """How a server is asked.

    Attributes
    ----------
    patience : float
        Seconds that a server may keep silent; a whole answer may take ten times as long.
    largest : int
        Bytes of an answer at most.
    page : int or None
        Rows to ask for at a time; None asks for everything, and pages where the server caps answers.
    user, password, token : str or None
        Who asks: HTTP Basic or Digest, or a bearer token.
    """

    patience: float = PATIENCE
    largest: int = LARGEST
    page: int | None = None
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)


def read_settings(host: str, environment: Mapping[str, str] = os.environ) -> Settings:
    """Read how a server is asked from the environment and, for its credentials, from netrc.

    Parameters
    ----------
    host : str
        The server's name, as netrc has it.
    environment : mapping, optional
        The environment's variables.

    Raises
    ------
    StoreError
        If a limit is not a number above zero, or netrc cannot be read.

    Examples
    --------
    >>> read_settings("example.org", {"ZONEGRAPH_TIMEOUT": "5", "NETRC": "/dev/null"}).patience
    5.0
    """
    patience = _number("ZONEGRAPH_TIMEOUT", environment)
    largest = _number("ZONEGRAPH_MAX_ANSWER", environment)
    page = _number("ZONEGRAPH_PAGE", environment)
    user, password = _credentials(host, environment)
    return Settings(
        patience=patience or PATIENCE,
        largest=int(largest * (1 << 20)) if largest else LARGEST,
        page=max(1, int(page)) if page else None,
        user=user,
        password=password,
        token=environment.get("ZONEGRAPH_TOKEN") or None,
    )


def _number(name: str, environment: Mapping[str, str]) -> float | None:
    text = environment.get(name)
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise StoreError(f"{name} must be a number above zero", where="environment")
    return number


def _credentials(host: str, environment: Mapping[str, str]) -> tuple[str | None, str | None]:
    if environment.get("ZONEGRAPH_USER"):
        return environment["ZONEGRAPH_USER"], environment.get("ZONEGRAPH_PASSWORD", "")
    path = Path(environment.get("NETRC") or Path.home() / ".netrc")
    try:
        # Only an entry of that very host: netrc's "default" would tell a password to anyone.
        entry = netrc.netrc(path).hosts.get(host) if path.is_file() else None
    except (OSError, netrc.NetrcParseError, UnicodeDecodeError) as error:
        line = f":{error.lineno}" if isinstance(error, netrc.NetrcParseError) else ""
        raise StoreError("cannot be read as netrc", where=f"{path}{line}") from error
    return (entry[0], entry[2]) if entry else (None, None)
