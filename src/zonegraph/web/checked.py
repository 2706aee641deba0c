"""Texts that the guard has passed, so that it need not read the same text twice."""

from __future__ import annotations

from collections import OrderedDict

_MOST = 512
_LONGEST = 20_000


class Checked:
    """The last texts that passed, each with what runs in its place."""

    def __init__(self) -> None:
        self._texts: OrderedDict[str, str] = OrderedDict()

    def note(self, text: str, checked: str) -> None:
        """Remember that a text passed."""
        if len(checked) <= _LONGEST:
            self._texts[text] = checked
            self._texts.move_to_end(text)
            while len(self._texts) > _MOST:
                self._texts.popitem(last=False)

    def find(self, text: str) -> str | None:
        """Return what runs in place of a text, or None where it must be checked first."""
        return self._texts.get(text)

    def forget(self) -> None:
        """Forget everything: another store may hold other graphs."""
        self._texts.clear()
