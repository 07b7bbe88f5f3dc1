import json
from pathlib import Path

import pytest

from matcher.normalise.names import normalise_name
from matcher.normalise.places import is_place
from models.gazetteer import main, words_of


def city(name: str, people: int, *others: str) -> dict[str, object]:
    return {"name": name, "population": people, "alternatenames": list(others)}


@pytest.mark.parametrize(
    ("listed", "words"),
    [
        pytest.param(city("Dormelansk", 500_000), {"dormelansk"}, id="latin"),
        pytest.param(city("Dormelansk", 499_999), set(), id="small"),
        pytest.param(city("Saint Dormelan", 500_000), set(), id="two-words"),
        pytest.param(city("Dor", 500_000), set(), id="short"),
        pytest.param(city("Dor", 500_000, "Дормеланск", "Dormelan"), set(), id="other-languages"),
        pytest.param(city("Shanghai", 9_000_000, "上海市"), {"shanghai", "上海"}, id="characters"),
    ],
)
def test_words_of(listed: dict[str, object], words: set[str]) -> None:
    assert set(words_of([listed])) - set(words_of([])) == words - set(words_of([]))


def test_provinces_have_no_cities_file() -> None:
    assert {"zhejiang", "浙江", "tatarstan"} <= set(words_of([]))


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    (tmp_path / "cities.json").write_text(json.dumps({"1": city("Dormelansk", 600_000)}))
    main(["--cities", str(tmp_path / "cities.json"), "--out", str(tmp_path / "places.tsv")])
    head, *words = (tmp_path / "places.tsv").read_text("utf-8").splitlines()
    assert head.startswith("#")
    assert words == sorted(words)
    assert "dormelansk" in words


def test_the_shipped_words_are_the_words_of_names() -> None:
    assert all(
        is_place(token)
        for province in ("Sichuan", "四川", "California")
        for token in normalise_name(province).tokens
    )
