"""Addresses of other pages, checked before a page links to them."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from zonegraph.errors import ZonegraphError

_UNSAFE = re.compile(r"[\x00-\x20\x7f\\<>\"^`{|}]")


def check_address(address: str) -> str:
    """Return an address that a page may link to: relative, or http(s).

    Parameters
    ----------
    address : str
        Percent-encoded where it must be.

    Raises
    ------
    ZonegraphError
        If it could run a script, or leads elsewhere than it seems to.

    Examples
    --------
    >>> check_address("../entity/zhongke-luan.html#facts")
    '../entity/zhongke-luan.html#facts'
    >>> check_address("javascript:alert(1)")
    Traceback (most recent call last):
        ...
    zonegraph.errors.ZonegraphError: javascript:alert(1): a page links to relative and http(s) \
addresses only; mend the address
    """
    try:
        parts = urlsplit(address)
        sound = bool(parts.netloc) if parts.scheme in {"http", "https"} else _is_relative(address)
    except ValueError:
        sound = False
    if sound and not _UNSAFE.search(address):
        return address
    raise ZonegraphError(
        "a page links to relative and http(s) addresses only",
        where=ascii(address)[1:-1],
        remedy="mend the address",
    )


def _is_relative(address: str) -> bool:
    first = re.split(r"[/?#]", address, maxsplit=1)[0]
    return bool(address) and ":" not in first and not address.startswith("//")
