"""Search for names that were spoiled at random; a kernel with sanitizers stops at the first slip.

    python -m tests.matcher.kernel.fuzz LIBRARY HOME COUNT SEED [NAMES]

The names are those of the list in HOME, and of the text file NAMES, a line each.
"""

import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from matcher.index.compiled_search import CompiledSearcher
from matcher.index.searchers import make_searcher
from matcher.index.searching import EVERYTHING, NO_ROWS, Interest
from matcher.index.snapshot import Snapshot, open_current
from matcher.index.weighed import listed_names, weighed_names
from matcher.kernel import library
from matcher.kernel.hashing import hash_few
from matcher.kernel.layout import LONGEST_WORD, MOST_KEYS, MOST_WORDS
from matcher.normalise.names import normalise_name
from matcher.normalise.persons import normalise_person
from models.registry import shipped_model

_NOISE = (
    "shch tch ts kh zh ph ck ng dzh ya iy ee oo x c w r q & ' - . / ( ) [ （ ） № 7 23 2000 "
    "ооо завод верфь Щ ъ 中国 科技 公司 龘 カタン スー 한국 무역 شركة العربية سپه ایران ファナック テクノロジー 단천 ไทย भारत ß İ ſ ﬁ "
    "\u0301 \u200d \u202e \ufeff \x00 \ud800 \U0010ffff 🚢 Ⅳ ㈱ ㏂ ½ ltd gmbh a.k.a. formerly"
).split()
_LENGTHS = (LONGEST_WORD - 1, LONGEST_WORD, LONGEST_WORD + 1, 3 * LONGEST_WORD, 2_000)
_COUNTS = (MOST_WORDS - 1, MOST_WORDS, MOST_WORDS + 1, 3 * MOST_WORDS)


def spoiled(names: Sequence[str], draw: random.Random) -> str:
    """One of some names, with up to four things done to it."""
    text = draw.choice(names)
    for _ in range(draw.randrange(5)):
        words = text.split() or ["x"]
        place = draw.randrange(len(words))
        at = draw.randrange(len(text) + 1)
        match draw.randrange(12):
            case 0 | 1:
                text = text[:at] + draw.choice(_NOISE) + text[at:]
            case 2:
                text = text[:at] + text[at + 1 :]
            case 3:
                text = f"{text} {draw.choice(names)}"
            case 4:
                text = " ".join(words + words[: place + 1])
            case 5:
                words[place] = f"({words[place]})"
                text = " ".join(words)
            case 6:
                text = "".join(words)
            case 7:
                text = f"{text} {chr(draw.randrange(0x11_0000)) * draw.randrange(1, 9)}"
            case 8:
                text = " ".join(draw.sample(words, len(words)))
            case 9 if not draw.randrange(8):
                length = draw.choice(_LENGTHS)
                text = f"{text} {(words[place] * length)[:length]}"
            case 10 if not draw.randrange(8):
                count = draw.choice(_COUNTS)
                text = " ".join((words * count)[:count])
            case 11 if not draw.randrange(8):
                length = draw.choice(_LENGTHS[:3])
                text = (draw.choice(_NOISE) * length)[:length] + " " + text
            case _:
                text = text.swapcase()
    return text


def listed_texts(snapshot: Snapshot) -> Iterator[str]:
    """Every name of a list."""
    read = listed_names(snapshot)
    for row in range(snapshot.name_count):
        if alias := read(row).alias:
            yield alias.name


def main() -> None:
    """Search until a slip, or until all were searched for."""
    path, home, count, seed, *more = sys.argv[1:]
    library.LIBRARY = Path(path)
    model, snapshot = shipped_model(), open_current(Path(home))
    names = [*listed_texts(snapshot)]
    for file in more:
        names += Path(file).read_text().splitlines()
    searcher = make_searcher(
        snapshot, model.weights, model.knowledge, weighed_names(snapshot, model.knowledge.words)
    )
    if not isinstance(searcher, CompiledSearcher):
        sys.exit("the library was not loaded")
    draw = random.Random(seed)
    interests = (
        EVERYTHING,
        Interest(0.0),
        Interest(float("-inf"), 2.0, 5),
        Interest(-9.0, 0.0, 64),
    )
    allowed = np.array([draw.random() < 0.9 for _ in range(snapshot.entity_count)])
    compared = 0
    for _ in range(int(count)):
        name = normalise_name(spoiled(names, draw))
        beside = NO_ROWS
        if not draw.randrange(20):
            most = draw.choice((1, 30, min(3_000, snapshot.name_count)))
            beside = np.array(draw.sample(range(snapshot.name_count), most), dtype=np.uint32)
        own = None
        if not draw.randrange(20):
            own = [f"w{draw.choice(_NOISE)}{key}" for key in range(draw.choice((1, MOST_KEYS + 1)))]
        found = searcher.search(
            name, beside, draw.choice((None, allowed)), draw.choice(interests), own
        )
        compared += len(found.rows)
        persons = [normalise_person(spoiled(names, draw)) for _ in range(2)]
        of_second = np.arange(len(found.rows)) > len(found.rows) // 2
        searcher.in_common(persons, of_second.astype(np.intp), found.rows)
        searcher.compare([name, normalise_name(spoiled(names, draw))], [found.rows, beside])
        for row in found.rows[:2].tolist():
            searcher.align(name, row)
        hash_few([token.native for token in name.tokens[:9]])
    sys.stdout.write(f"{count} names searched for, {compared} pairs compared\n")


if __name__ == "__main__":
    main()
