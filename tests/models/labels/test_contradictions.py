from models.labels.contradictions import contradictions
from models.labels.records import Decision, Pair, Record, Verdict
from models.labels.standing import standings
from tests.models.labels.examples import decision

A, B, C, D = (Record(name=name) for name in "ABCD")


def found(*said: tuple[Record, Record, Verdict]) -> list[str]:
    pairs = {Pair(left=a, right=b).key: Pair(left=a, right=b) for a, b, _ in said}
    decisions: list[Decision] = [
        decision(Pair(left=a, right=b), verdict, day=day)
        for day, (a, b, verdict) in enumerate(said, start=1)
    ]
    return [
        "".join(record.name for record in one.chain)
        for one in contradictions(pairs, standings(decisions))
    ]


def test_a_no_match_that_matches_join_is_shown_with_the_shortest_chain() -> None:
    match, no = Verdict.MATCH, Verdict.NO_MATCH
    assert found((A, B, match), (B, C, match), (A, C, no)) == ["ABC"]
    assert found((A, B, match), (B, C, match), (C, D, match), (B, D, match), (A, D, no)) == ["ABD"]


def test_labels_that_can_all_be_true_are_passed_over() -> None:
    match, no, unsure = Verdict.MATCH, Verdict.NO_MATCH, Verdict.UNSURE
    assert found((A, B, match), (B, C, no), (A, C, no)) == []
    assert found((A, B, match), (B, C, unsure), (A, C, no)) == []


def test_a_record_is_not_another_company_than_itself() -> None:
    assert found((A, A, Verdict.NO_MATCH)) == ["A"]
