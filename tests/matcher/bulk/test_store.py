from pathlib import Path

from matcher.bulk.engine import HIT_COLUMNS
from matcher.bulk.mentions import MENTION_COLUMNS
from matcher.bulk.state import State
from matcher.bulk.store import gather_hits, read_answer, write_hits, write_mentions

CHUNKS = 2_000  # of a thousand parties each
HITS = 5  # of one party


def row(columns: tuple[str, ...], **known: object) -> tuple[object, ...]:
    return tuple(known.get(column) for column in columns)


def key(number: int) -> bytes:
    return number.to_bytes(16, "big")


def test_the_hits_of_two_million_parties_are_put_together_in_bounded_memory(tmp_path: Path) -> None:
    state = State(tmp_path)
    for folder in (state.read, state.hits, state.spill):
        folder.mkdir()
    said = dict.fromkeys(("listed_name", "matched_name", "explanation", "datasets", "topics"), "z")
    for number in range(CHUNKS):
        hits = [
            row(HIT_COLUMNS, key=key(number), rank=rank, listed_id=f"x-{number}", **said)
            for rank in range(1, HITS + 1)
        ]
        write_hits(state.chunk(number), hits if number % 2 else ())
    lines = [row(MENTION_COLUMNS, row=n, place=0, key=key(n), names=f"n{n}") for n in range(CHUNKS)]
    write_mentions(state.part(0), lines)
    gather_hits(state)
    found = [line for batch in read_answer(state, threads=2) for line in batch.to_pylist()]
    assert [(line["row"], line["rank"], line["listed_id"]) for line in found] == [
        (number, rank if number % 2 else None, f"x-{number}" if number % 2 else None)
        for number in range(CHUNKS)
        for rank in range(1, (HITS if number % 2 else 1) + 1)
    ]


def test_nothing_found_is_an_answer(tmp_path: Path) -> None:
    state = State(tmp_path)
    for folder in (state.read, state.hits, state.spill):
        folder.mkdir()
    write_mentions(state.part(0), [row(MENTION_COLUMNS, row=1, place=0, key=key(1))])
    gather_hits(state)
    assert [batch.num_rows for batch in read_answer(state, threads=1)] == [1]
