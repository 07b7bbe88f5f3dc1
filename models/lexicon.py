"""Learn a translation lexicon from pairs of names of one company (IBM Model 1).

Each alias pair is a sentence pair: its words translate each other in some order. EM finds
which (Brown, Della Pietra, Della Pietra and Mercer 1993, Computational Linguistics 19(2)).
Both directions are learned; a pair of words counts with the geometric mean of the two, so
that a word that merely stands beside everything translates nothing.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.comparison.background import token_key
from matcher.comparison.lexicon import Lexicon, symmetric
from matcher.normalise.names import Name
from matcher.normalise.places import is_place
from matcher.normalise.scripts import script_name

ROUNDS = 8
LOWEST_PROBABILITY = 0.05
FEWEST_PAIRS = 2  # name pairs that hold both words
# A plain word stands beside another in names of any companies: `international`, `electronics`.
_LOWEST_IN_ONE_SCRIPT = 0.06
# Where all these are of one company, which may have a second name of its own: each word of the
# one stands beside each word of the other.
_LOWEST_OF_ONE_COMPANY = 0.3
# Probability of a translation that is told, not learned: what the lists taught comes first where
# names are looked for, and for the initials of acronyms.
_MOST_TOLD = 0.25
# Least probability of a translation that the vocabulary states, and of one word of several.
_LEAST_KNOWN = 0.4
_LEAST_KNOWN_PART = 0.15
_LEAST_PARAPHRASED = 0.25
_FEWEST_PARAPHRASED = 3  # words that two paraphrases both translate
_SHORTEST_TOLD = 5  # letters of its key: `oro` and `sina` are names somewhere
MOST_WORDS = 14  # left over on a side; what is longer is a description, not a name

_Word = tuple[str, str]  # key and script: one key may be a word of several
_Pair = tuple[str, str]  # keys, the lesser first
_NOTHING = 0  # the null word: what it explains has no translation in the other name

Integers = NDArray[np.int64]
Reals = NDArray[np.float64]


def learn_lexicon(
    pairs: Iterable[tuple[Name, Name]], vocabulary: Iterable[tuple[Name, Name]] = ()
) -> Lexicon:
    """Translations among the words of name pairs.

    The names of one company prove nothing by being many: where it has a second name of its
    own, each of its words stands beside each of the others in every pair.

    Args:
        pairs: Two names of one company; words that both carry, or spell by two conventions,
            are left out, as they need no translation and would teach none.
        vocabulary: Words and their translations, each as good as a company's.
    """
    named, known = list(pairs), list(vocabulary)
    companies = companies_of(named)
    companies += range(len(named), len(named) + len(known))
    numbered: dict[_Word, int] = {("", ""): _NOTHING}
    source: list[int] = []
    target: list[int] = []
    position: list[int] = []
    company: list[int] = []
    positions = 0
    for one, (query, listed) in zip(companies, [*named, *known], strict=True):
        for left, right in _directions(query, listed):
            words = [numbered.setdefault(word, len(numbered)) for word in left]
            for word in right:
                place = numbered.setdefault(word, len(numbered))
                source += (_NOTHING, *words)
                target += [place] * (len(words) + 1)
                position += [positions] * (len(words) + 1)
                company += [one] * (len(words) + 1)
                positions += 1
    scripts: dict[str, int] = {}
    script = np.array([scripts.setdefault(script, len(scripts)) for _, script in numbered])
    towns = {
        token_key(token)
        for pair in named
        for name in pair
        for token in name.tokens
        if is_place(token)
    }
    is_town = np.array([key in towns for key, _ in numbered])
    return _lexicon(
        [key for key, _ in numbered],
        *_model_1(
            np.array(source),
            np.array(target),
            np.array(position),
            _Words(script, is_town),
            np.array(company),
        ),
    )


def with_known(lexicon: Lexicon, entries: Iterable[tuple[str, Name, Name]]) -> Lexicon:
    """A lexicon that knows the words of other languages in Latin letters too.

    They are told, not learned: in the model all that Latin letters write is one language, in
    which `planta`, `usine` and `zavod` would share what a plant may be called.

    Args:
        lexicon: What was learned; where it knows a pair better, it is right.
        entries: Language, word and its translation; those of several words translate each.
    """
    pairs = {
        (language, token_key(words[0]), token_key(part))
        for language, term, english in entries
        if len(words := term.proper) == 1
        for part in english.proper
    }
    senses = Counter((language, word) for language, word, _ in pairs)
    ways = Counter((language, part) for language, _, part in pairs)
    return _with_least(
        lexicon,
        [
            (
                _pair(word, part),
                round(_MOST_TOLD / sqrt(senses[language, word] * ways[language, part]), 3),
            )
            for language, word, part in pairs
            if len(word) >= _SHORTEST_TOLD
        ],
    )


def with_vocabulary(lexicon: Lexicon, entries: Iterable[tuple[Name, Name]]) -> Lexicon:
    """A lexicon in which no entry of the vocabulary was unlearned.

    What has several names in one language (药业, 制药, 医药: pharmaceutical) shares the
    probability of it in the other direction, and of `steel pipe` each word stands in too many
    entries to translate 钢管. Beside them `paraphrases`.

    Args:
        lexicon: What was learned, from these entries too.
        entries: Words of other scripts and their translations.
    """
    least: list[tuple[_Pair, float]] = []
    ways: dict[_Word, set[str]] = {}
    for term, english in entries:
        words, parts = term.proper, english.proper
        if len(words) != 1:
            continue
        key, script = token_key(words[0]), script_name(words[0].native)
        known = _LEAST_KNOWN if len(parts) == 1 else _LEAST_KNOWN_PART
        least += [(_pair(key, token_key(part)), known) for part in parts]
        if len(parts) == 1:
            ways.setdefault((key, script), set()).add(token_key(parts[0]))
    least += [(pair, _LEAST_PARAPHRASED) for pair in paraphrases(ways)]
    return _with_least(lexicon, least)


def _with_least(lexicon: Lexicon, least: Iterable[tuple[_Pair, float]]) -> Lexicon:
    """A lexicon in which pairs of words have a least probability; a word is no pair with itself."""
    best = {
        (a, b): p for a, found in lexicon.probabilities.items() for b, p in found.items() if a < b
    }
    for (a, b), p in least:
        if a != b:
            best[a, b] = max(p, best.get((a, b), 0.0))
    return symmetric((a, b, p) for (a, b), p in best.items())


def paraphrases(ways: Mapping[_Word, Collection[str]]) -> list[_Pair]:
    """Pairs of words that translate the same words: `plant` and `factory`.

    Three words at least, and of two scripts: one word may mean two things, in a script and in
    those that borrowed it, as `shipping` and `marine` are one in some names (Bannard and
    Callison-Burch 2005, Proceedings of ACL 43, 597-604, who call it pivoting).

    Args:
        ways: Word and script -> its translations, each of one word.
    """
    shared: dict[_Pair, list[str]] = {}
    for (_, script), found in ways.items():
        for pair in combinations(sorted(found), 2):
            shared.setdefault(pair, []).append(script)
    return sorted(
        pair
        for pair, scripts in shared.items()
        if len(scripts) >= _FEWEST_PARAPHRASED and len(set(scripts)) > 1
    )


def _pair(a: str, b: str) -> _Pair:
    return (a, b) if a < b else (b, a)


def companies_of(pairs: Sequence[tuple[Name, Name]]) -> list[int]:
    """A number of the company of each pair: pairs that share a name, or pairs of pairs, are of one."""
    first: dict[tuple[str, ...], int] = {}
    parent = list(range(len(pairs)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = place = parent[parent[place]]
        return place

    for place, names in enumerate(pairs):
        for name in names:
            form = tuple(sorted(token.text for token in name.tokens))
            if not form:
                continue
            ours, theirs = root(place), root(first.setdefault(form, place))
            parent[max(ours, theirs)] = min(ours, theirs)
    return [root(place) for place in range(len(pairs))]


def _directions(query: Name, listed: Name) -> Sequence[tuple[list[_Word], list[_Word]]]:
    a, b = (
        dict.fromkeys(
            (token_key(token), script_name(token.native))
            for token in name.tokens
            if not token.number
        )
        for name in (query, listed)
    )
    only_a = [word for word in a if not any(word[0] == key for key, _ in b)]
    only_b = [word for word in b if not any(word[0] == key for key, _ in a)]
    if not only_a or not only_b or max(len(only_a), len(only_b)) > MOST_WORDS:
        return ()
    return (only_a, only_b), (only_b, only_a)


class _Words(NamedTuple):
    """What is known of each word, by its number.

    Args:
        script: Number of its script.
        is_town: Whether it names a city or a province.
    """

    script: Integers
    is_town: NDArray[np.bool_]


def _model_1(
    source: Integers,
    target: Integers,
    position: Integers,
    words: _Words,
    company: Integers,
) -> tuple[Integers, Integers, Reals, Reals]:
    """EM from uniform, over arrays of (source word, target word, target's position).

    A word has translations in every script: those into each of them sum to one.

    Returns:
        Source and target of each pair of words that ever met, t(target | source), and the
        probability from which they are taken for translations.
    """
    if not len(source):
        return source, target, np.zeros(0), np.zeros(0)
    size = int(max(source.max(), target.max())) + 1
    codes, place = np.unique(source * size + target, return_inverse=True)
    of_source, of_target = codes // size, codes % size
    script = words.script
    sense = of_source * (script.max() + 1) + script[of_target]
    most = int(company.max()) + 1
    companies = np.bincount(np.unique(place * most + company) // most)
    in_one_script = script[of_source] == script[of_target]
    least = np.where(in_one_script, _LOWEST_IN_ONE_SCRIPT, LOWEST_PROBABILITY)
    least[in_one_script & (companies == 1)] = _LOWEST_OF_ONE_COMPANY
    least[np.bincount(place) < FEWEST_PAIRS] = np.inf
    # In one script a town is no other word, though it stands beside the brand in half of the names.
    least[in_one_script & (words.is_town[of_source] != words.is_town[of_target])] = np.inf
    t = np.ones(len(codes))
    for _ in range(ROUNDS):
        shares = t[place]
        shares /= np.bincount(position, shares)[position]
        counts = np.bincount(place, shares)
        t = counts / np.bincount(sense, counts)[sense]
    return of_source, of_target, t, least


def _lexicon(
    keys: Sequence[str], source: Integers, target: Integers, t: Reals, least: Reals
) -> Lexicon:
    forward = {
        (s, o): (p, lowest)
        for s, o, p, lowest in zip(
            source.tolist(), target.tolist(), t.tolist(), least.tolist(), strict=True
        )
        if s != _NOTHING and p > LOWEST_PROBABILITY**2
    }
    best: dict[tuple[str, str], float] = {}
    for (s, o), (p, lowest) in forward.items():
        pair = (min(keys[s], keys[o]), max(keys[s], keys[o]))
        both = float(np.sqrt(p * forward.get((o, s), (0.0, 0.0))[0]))
        if s < o and pair[0] != pair[1] and both >= max(lowest, best.get(pair, 0.0)):
            best[pair] = both
    return symmetric((a, b, round(p, 3)) for (a, b), p in best.items())
