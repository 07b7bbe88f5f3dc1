"""Generated parties in any number, to see how the service grows: fictitious, quick, repeatable.

Their words are as common as those of real names are: a few are in every tenth name, most are
coined and in one or two.
"""

import random
from typing import IO

import orjson

_SYLLABLES = (
    "ba be bo da de do fa fe ga go ha he ka ke ko la le lo ma me mo na ne no pa pe ra re ro sa se "
    "so ta te to va ve vo zha zhe zho khi shi chu yan gor vel mir tor sen lin dor nak ver pol tek"
).split()
_TRADES = (
    "trading technology engineering shipping logistics plant industries electronics import export "
    "machinery systems instruments aviation marine energy chemical metal research development "
    "optics supply equipment services production semiconductor design automation group holding"
).split()
_FORMS = ("LLC", "JSC", "Co., Ltd.", "Limited", "GmbH", "FZE", "Inc.", "S.A.", "")
_COUNTRIES = ("ru", "cn", "ae", "tr", "hk", "kz", "by", "ir", "in", "sg", "de", "us")
_ALIASES = (0, 0, 1, 1, 2, 3)  # 1.2 of them beside the name


def write_crowd(stream: IO[bytes], count: int, *, seed: int = 20) -> None:
    """Write `count` companies as FollowTheMoney JSON lines; the same every time."""
    rng = random.Random(seed)
    words = [_coined(rng) for _ in range(max(1000, count // 2))]
    for number in range(count):
        name = _name(rng, words)
        properties = {"name": [name], "country": [rng.choice(_COUNTRIES)]}
        if aliases := [_variant(rng, name, words) for _ in range(rng.choice(_ALIASES))]:
            properties["alias"] = aliases
        entity = {"id": f"crowd-{number}", "schema": "Company", "properties": properties}
        stream.write(orjson.dumps(entity) + b"\n")


def _coined(rng: random.Random) -> str:
    return "".join(rng.choices(_SYLLABLES, k=rng.randrange(2, 5)))


def _name(rng: random.Random, words: list[str]) -> str:
    own = [rng.choice(words) for _ in range(rng.choice((1, 1, 2)))]
    # Zipf: the first trades are in most names.
    trades = [
        _TRADES[min(int(rng.paretovariate(0.7)) - 1, len(_TRADES) - 1)]
        for _ in range(rng.choice((1, 2, 2, 3)))
    ]
    return " ".join([*own, *dict.fromkeys(trades), rng.choice(_FORMS)]).title().strip()


def _variant(rng: random.Random, name: str, words: list[str]) -> str:
    """Another name of the company: without a word, or with one more."""
    parts = name.split()
    if len(parts) > 2 and rng.random() < 0.5:
        parts.pop(rng.randrange(1, len(parts)))
    else:
        parts.insert(1, rng.choice(words).title())
    return " ".join(parts)
