"""Score pairs with logic-v2 (nomenklatura), for `tests.bench.quality`.

Run by the Python of an environment of its own, which has nomenklatura and nothing of ours:

    python logic_v2.py PAIRS.csv SCORES.csv
"""

import csv
import gzip
import sys
from pathlib import Path

from followthemoney import ValueEntity
from nomenklatura.matching import get_algorithm


def main(pairs: Path, out: Path) -> None:
    """Write pair_id, the score by name and the score with country and address."""
    algorithm = get_algorithm("logic-v2")
    config = algorithm.default_config()
    opener = gzip.open if pairs.suffix == ".gz" else open
    with (
        opener(pairs, "rt", encoding="utf-8", newline="") as source,
        out.open("w", encoding="utf-8", newline="") as target,
    ):
        writer = csv.writer(target)
        writer.writerow(["pair_id", "by_name", "with_context"])
        for row in csv.DictReader(source):
            scores = [
                algorithm.compare(
                    _entity(row, "left", properties), _entity(row, "right", properties), config
                ).score
                for properties in (("name",), ("name", "country", "address"))
            ]
            writer.writerow([row["pair_id"], *scores])


def _entity(row: dict[str, str], side: str, properties: tuple[str, ...]) -> ValueEntity:
    values = {
        name: [part for part in row[f"{side}_{name}"].split(";") if part.strip()]
        if name != "name"
        else [row[f"{side}_name"]]
        for name in properties
    }
    # Features are remembered by id, so that no two entities may share one.
    entity_id = f"{row['pair_id']}-{side}-{len(properties)}"
    return ValueEntity.from_dict({"id": entity_id, "schema": "Company", "properties": values})


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
