from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from models import populations
from models.populations import read_census, read_faker


def test_shares_of_the_census_are_of_all_persons(tmp_path: Path) -> None:
    (tmp_path / "dist.all.last").write_text("VORLIN  1.006  1.006  1\n")
    (tmp_path / "dist.male.first").write_text("EDRIK  2.0  2.0  1\n")
    (tmp_path / "dist.female.first").write_text("EDRIK  1.0  1.0  1\nLOTTE  3.0  4.0  2\n")
    found = read_census(tmp_path)
    assert found["US surname"] == {"vorlin": pytest.approx(0.01006)}
    assert found["US given"] == {"edrik": pytest.approx(0.015), "lotte": pytest.approx(0.015)}


def test_a_list_is_one_country_and_a_weight_a_share(monkeypatch: pytest.MonkeyPatch) -> None:
    class Provider:
        first_names = ("Edrik", "Lotte", "Edrik", "Mirko")
        first_names_female = ("Lotte",)
        last_names = {"Vorlin": 3.0, "Pell": 1.0}  # noqa: RUF012  # as Faker writes it

    provider: Any = ModuleType("provider")
    provider.Provider = Provider
    package: Any = ModuleType("person")
    package.__path__ = []
    monkeypatch.setattr(populations, "import_module", lambda _: provider)
    names = [ModuleType(name) for name in ("xx_XX", "en_US", "ja_JP")]
    for name in names:
        vars(name)["name"] = name.__name__
    monkeypatch.setattr(populations, "iter_modules", lambda _: names)
    assert read_faker(package) == {
        "xx_XX given": {"Edrik": 0.5, "Lotte": 1.0, "Mirko": 0.25},
        "xx_XX surname": {"Vorlin": 0.75, "Pell": 0.25},
    }
