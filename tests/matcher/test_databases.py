from pathlib import Path

import pytest

from matcher.databases import transaction
from matcher.errors import StoreError

SCHEMA = "CREATE TABLE IF NOT EXISTS said (word TEXT NOT NULL) STRICT"


def words(path: Path) -> list[str]:
    with transaction(path, SCHEMA) as connection:
        return [word for (word,) in connection.execute("SELECT word FROM said")]


def test_what_is_written_stays_and_the_folder_is_made(tmp_path: Path) -> None:
    path = tmp_path / "home" / "said.sqlite"
    with transaction(path, SCHEMA) as connection:
        connection.execute("INSERT INTO said VALUES ('orbita')")
    assert words(path) == ["orbita"]


def test_of_a_piece_of_work_that_fails_nothing_stays(tmp_path: Path) -> None:
    path = tmp_path / "said.sqlite"

    def fail() -> None:
        with transaction(path, SCHEMA) as connection:
            connection.execute("INSERT INTO said VALUES ('orbita')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert words(path) == []


def test_what_is_no_database_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "said.sqlite"
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(StoreError, match=r"said\.sqlite"):
        words(path)
