"""Writes the whole sample into a directory."""

import csv
from dataclasses import dataclass
from pathlib import Path

from matcher.sample.ftm import write_ftm
from matcher.sample.ofac import write_ofac
from matcher.sample.pairs import make_pairs, write_pairs
from matcher.sample.parties import World
from matcher.sample.trade import make_trade, write_trade
from matcher.sample.un import write_un
from matcher.sample.world import make_world

ENTRY_COLUMNS = ("source", "entry_id", "party_id", "schema", "name")
_SHIPMENTS_PER_PARTY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleFiles:
    """Where the files of a sample are.

    Args:
        ofac: Directory with `sdn.csv`, `alt.csv`, `add.csv` and `sdn_comments.csv`.
        un: Consolidated XML.
        ftm: FollowTheMoney JSON lines, gzipped.
        trade: Trade records, CSV.
        trade_truth: Who is meant in each field of the records, CSV.
        entries: Which entry of which list is which party, CSV.
        pairs: Labelled pairs of names, CSV.
    """

    ofac: Path
    un: Path
    ftm: Path
    trade: Path
    trade_truth: Path
    entries: Path
    pairs: Path


def _write_entries(world: World, path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(ENTRY_COLUMNS)
        rows.writerows(
            (listing.source, listing.entry_id, party.id, party.schema, listing.aliases[0].name)
            for party in world.listed
            for listing in party.listings
        )
    return path


def write_sample(directory: Path, *, seed: int = 2026, size: int = 600) -> SampleFiles:
    """Writes lists, trade records, truth and labelled pairs of a fictitious world.

    Args:
        directory: Made if it is not there; files of the same names are overwritten.
        seed: The same seed and size give the same bytes.
        size: Listed parties; as many ordinary ones and three times as many shipments go with them.

    Returns:
        Where the files are.
    """
    directory.mkdir(parents=True, exist_ok=True)
    world = make_world(seed, size)
    shipments = make_trade(world, size * _SHIPMENTS_PER_PARTY)
    files = SampleFiles(
        ofac=write_ofac(world, directory / "ofac"),
        un=write_un(world, directory / "un_consolidated.xml"),
        ftm=write_ftm(world, directory / "lists.ftm.json.gz"),
        trade=directory / "trade.csv",
        trade_truth=directory / "trade_truth.csv",
        entries=_write_entries(world, directory / "entries.csv"),
        pairs=write_pairs(make_pairs(world, shipments), directory / "pairs.csv"),
    )
    write_trade(shipments, files.trade, files.trade_truth)
    return files
