"""The tables of a label store, and that nobody changes what stands in them."""

from models.labels.database import Database, Writing
from models.labels.records import LabelError

FORMAT = 1
_TABLES = {
    "label_format": "format INTEGER NOT NULL UNIQUE",
    "label_pairs": "pair TEXT NOT NULL UNIQUE, left_side TEXT NOT NULL, right_side TEXT NOT NULL",
    "label_origins": (
        "pair TEXT NOT NULL REFERENCES label_pairs (pair), given_id TEXT NOT NULL, "
        "kind TEXT NOT NULL, purpose TEXT NOT NULL, clusters TEXT NOT NULL, "
        "UNIQUE (pair, given_id, kind, purpose, clusters)"
    ),
    "label_decisions": (
        "pair TEXT NOT NULL REFERENCES label_pairs (pair), "
        "verdict TEXT NOT NULL CHECK (verdict IN ('match', 'no-match', 'unsure')), "
        "reviewer TEXT NOT NULL, decided_at TEXT NOT NULL, reason TEXT NOT NULL, "
        "resolves INTEGER NOT NULL"
    ),
    "label_proposals": (
        "pair TEXT NOT NULL REFERENCES label_pairs (pair), queue TEXT NOT NULL, "
        "place INTEGER NOT NULL, cause TEXT NOT NULL, why TEXT NOT NULL, model TEXT NOT NULL, "
        "score DOUBLE PRECISION, UNIQUE (pair, queue)"
    ),
}
_INDICES = ("CREATE INDEX IF NOT EXISTS label_decisions_of_pair ON label_decisions (pair)",)


def make_tables(database: Database) -> None:
    """Make the tables where there are none yet.

    Raises:
        LabelError: They were made by a newer version, or the database cannot be written.
    """
    if not _is_made(database):
        with database.writing() as writing:
            _make(database, writing)
    [(newest,)] = database.rows("SELECT max(format) FROM label_format")
    if newest > FORMAT:
        raise LabelError(f"{database.name} was written by a newer version: format {newest}")


def _is_made(database: Database) -> bool:
    try:
        return bool(database.rows("SELECT 1 FROM label_format"))
    except LabelError:
        return False  # there is no such table yet; what else is wrong, making it will say


def _make(database: Database, writing: Writing) -> None:
    for table, columns in _TABLES.items():
        writing.rows(f"CREATE TABLE IF NOT EXISTS {table} (seq {database.number}, {columns})")
        for statement in database.protections(table):
            writing.rows(statement)
    for statement in _INDICES:
        writing.rows(statement)
    writing.run_many(
        "INSERT INTO label_format (format) VALUES (?) ON CONFLICT DO NOTHING", [(FORMAT,)]
    )
