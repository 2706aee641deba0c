"""A made-up country of zones in which the truth is known, to test what an analysis finds."""

from __future__ import annotations

from collections.abc import Iterator

from zonegraph.synthetic.noise import with_noise
from zonegraph.synthetic.zone import Truth, Zone, make_zone

__all__ = ["Truth", "Zone", "country", "make_zone", "with_noise"]


def country(zones: int, seed: int = 0, enterprises: int = 200) -> Iterator[Zone]:
    """Yield the zones of a made-up country, one in memory at a time.

    Parameters
    ----------
    zones : int
        How many.
    seed : int, optional
        Which country.
    enterprises : int, optional
        How many enterprises each zone has.

    Examples
    --------
    >>> [zone.slug for zone in country(2, seed=1, enterprises=10)] == [
    ...     make_zone(number, 1, 10).slug for number in range(2)
    ... ]
    True
    """
    for number in range(zones):
        yield make_zone(number, seed, enterprises)
