"""A crowd of parties that have everything in common."""

from pathlib import Path

from matcher.index.snapshot import Snapshot
from tests.matcher.index.homes import entity, snapshot_of

CROWD = 700  # more than any cut
ADDRESS = "Unit 7, 12 Sadovaya street, Dormelansk 119261"


def crowd_of(home: Path) -> Snapshot:
    """A crowd of one name, address and number, and one more of each on another list."""
    shared = {"address": ADDRESS, "registrationNumber": "AB-4417-20"}
    crowd = [
        entity(f"x-{number}", "Dormelan Optika", datasets=["x"], **shared)
        for number in range(CROWD)
    ]
    last = entity("y-1", "Dormelan Optika", datasets=["y"], **shared)
    return snapshot_of(home, *crowd, last)
