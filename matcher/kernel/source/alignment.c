#include "alignment.h"

#include <math.h>
#include <string.h>

#define PART_OF_TRANSLATION 0.1
#define MOST_APART 4
#define FEWEST_LETTERS 3
#define MOST_INITIALS 7
#define FEWEST_LATIN_LETTERS 4
#define UNITS_PER_BIT 1024.0

const double CREDIT[KINDS] = {
    [SAME] = 1.0,       [ROMANISED] = 0.95, [JOINED] = 0.95, [INFLECTED] = 0.9, [TYPO] = 0.7,
    [TRANSLATED] = 0.8, [SOUNDS] = 0.8,     [PART] = 0.9,    [SHORTENED] = 0.5,
};

double in_units(double bits) { return floor(bits * UNITS_PER_BIT + 0.5) / UNITS_PER_BIT; }

/* The bits that agree where words stand for each other. */
double credit(uint8_t kind, double share, double our_bits, double their_bits)
{
    return in_units(CREDIT[kind] * share * (our_bits < their_bits ? our_bits : their_bits));
}

static void leave(Left *left, uint64_t places)
{
    int kept = 0;
    for (int i = 0; i < left->count; i++)
        if (!(places >> left->places[i] & 1))
            left->places[kept++] = left->places[i];
    left->count = kept;
    left->open &= ~places;
}

static int is_open(const Left *left, int place) { return (int)(left->open >> place & 1); }

static void admit(Left *left, const Name *name, int optional)
{
    for (int place = 0; place < name->count; place++)
        if (!(name->word[place]->flags & IS_OPTIONAL) == !optional) {
            left->places[left->count++] = (uint8_t)place;
            left->open |= (uint64_t)1 << place;
        }
}

double bits_of(const Name *name, uint64_t places)
{
    double bits = 0.0;
    for (; places; places &= places - 1)
        bits += name->bits[__builtin_ctzll(places)];
    return bits;
}

static void pair(Alignment *found, const Name *query, const Name *listed, uint64_t ours,
                 uint64_t theirs, uint8_t kind, double share)
{
    double our_bits = bits_of(query, ours), their_bits = bits_of(listed, theirs);
    Pair *made = &found->pairs[found->count++];
    made->query = ours;
    made->listed = theirs;
    made->kind = kind;
    made->bits = credit(kind, share, our_bits, their_bits);
    made->first_query = (uint8_t)__builtin_ctzll(ours);
    made->first_listed = (uint8_t)__builtin_ctzll(theirs);
    leave(&found->query_left, ours);
    leave(&found->listed_left, theirs);
}

static uint64_t one(int place) { return (uint64_t)1 << place; }

static void take_same(Alignment *found, const Name *query, const Name *listed)
{
    Left ours = found->query_left, theirs = found->listed_left;
    for (int i = 0; i < ours.count; i++) {
        const Word *word = query->word[ours.places[i]];
        for (int j = 0; j < theirs.count; j++) {
            int place = theirs.places[j];
            const Word *other = listed->word[place];
            if (word->form == other->form && is_open(&found->listed_left, place)) {
                int alike = !((word->flags ^ other->flags) & IS_NATIVE);
                pair(found, query, listed, one(ours.places[i]), one(place),
                     alike ? SAME : ROMANISED, 1.0);
                break;
            }
        }
    }
}

typedef struct {
    double less_bits, share;
    uint8_t kind, query, listed;
} Possible;

static int comes_before(const Possible *a, const Possible *b)
{
    if (a->kind != b->kind)
        return a->kind < b->kind;
    if (a->less_bits != b->less_bits)
        return a->less_bits < b->less_bits;
    return a->query != b->query ? a->query < b->query : a->listed < b->listed;
}

static void pair_if_open(Alignment *found, const Name *query, const Name *listed,
                         const Possible *possible)
{
    if (is_open(&found->query_left, possible->query) &&
        is_open(&found->listed_left, possible->listed))
        pair(found, query, listed, one(possible->query), one(possible->listed), possible->kind,
             possible->share);
}

/* Pair a word of one side with words of the other that it is, if all are open. */
static void pair_joined(Alignment *found, const Name *query, const Name *listed, int by_query,
                        int place, uint64_t places)
{
    const Left *whole = by_query ? &found->query_left : &found->listed_left;
    const Left *parts = by_query ? &found->listed_left : &found->query_left;
    if (is_open(whole, place) && (parts->open & places) == places)
        pair(found, query, listed, by_query ? one(place) : places, by_query ? places : one(place),
             JOINED, 1.0);
}

/* Words on one side that are two or three neighbours run together on the other. */
static void take_joined_on(Alignment *found, const Name *query, const Name *listed, int by_query)
{
    const Name *whole = by_query ? query : listed, *parts = by_query ? listed : query;
    Left whole_left = by_query ? found->query_left : found->listed_left;
    Left parts_left = by_query ? found->listed_left : found->query_left;
    if (parts_left.count < 2)
        return;
    int join = 0;
    for (int length = 3; length >= 2; length--)
        for (int start = 0; start + length <= parts->count; start++, join++) {
            uint64_t places = ((one(length)) - 1) << start;
            if ((parts_left.open & places) != places)
                continue;
            for (int i = 0; i < whole_left.count; i++) {
                int place = whole_left.places[i];
                if (whole->word[place]->sound != parts->joins[join])
                    continue;
                pair_joined(found, query, listed, by_query, place, places);
                break; /* the first word of that sound stands for all */
            }
        }
}

/* Words that one of several Latin ones may write: Chinese ones, and those in letters. */
static int has_unspaced(const Name *name)
{
    for (int place = 0; place < name->count; place++)
        if (name->word[place]->flags & (IS_HAN | IS_LETTERED))
            return 1;
    return 0;
}

/* A run of Latin words run together; its length, or 0 if one of them is none. */
static int run_together(const Name *name, int start, int count, uint8_t *text)
{
    int length = 0;
    for (int place = start; place < start + count; place++) {
        const Word *word = name->word[place];
        if (word->writing != LATIN || word->flags & IS_NUMBER)
            return 0;
        memcpy(text + length, name->words->letters + word->text, word->text_length);
        length += word->text_length;
    }
    return length;
}

static int is_written_as(const Knowledge *knowledge, const Name *name, int place,
                         const uint8_t *latin, int length)
{
    const Word *word = name->word[place];
    if (!(word->flags & IS_HAN))
        return is_spelling(knowledge, latin, length, name->words, word);
    return writes_in_latin(&knowledge->syllables, latin, length, name->words->letters + word->text,
                           word->text_length);
}

/* Words on one side that the other writes in several Latin ones. */
static void take_written_apart(Alignment *found, const Knowledge *knowledge, const Name *query,
                               const Name *listed, int by_query)
{
    const Name *whole = by_query ? query : listed, *parts = by_query ? listed : query;
    Left whole_left = by_query ? found->query_left : found->listed_left;
    Left parts_left = by_query ? found->listed_left : found->query_left;
    uint8_t text[MOST_APART * LONGEST_WORD];
    if (parts_left.count < 2 || !has_unspaced(whole))
        return;
    for (int size = MOST_APART; size >= 2; size--)
        for (int start = 0; start + size <= parts->count; start++) {
            uint64_t places = (one(size) - 1) << start;
            int length = (parts_left.open & places) == places
                             ? run_together(parts, start, size, text)
                             : 0;
            for (int i = 0; length && i < whole_left.count; i++) {
                int place = whole_left.places[i];
                if (!is_written_as(knowledge, whole, place, text, length))
                    continue;
                pair_joined(found, query, listed, by_query, place, places);
            }
        }
}

static int translates(const Knowledge *knowledge, const Word *word, const Name *others, uint64_t places)
{
    for (; places; places &= places - 1) {
        const Word *other = others->word[__builtin_ctzll(places)];
        if (look_up(&knowledge->translations, mix(word->key, other->key), 0.0) >= PART_OF_TRANSLATION)
            return 1;
    }
    return 0;
}

/* Let a word that is left join the pair whose other side it helps to translate. */
static void extend_translations(Alignment *found, const Knowledge *knowledge, const Name *query,
                                const Name *listed)
{
    for (int number = 0; number < found->count; number++) {
        Pair *made = &found->pairs[number];
        if (made->kind != TRANSLATED)
            continue;
        uint64_t ours = 0, theirs = 0;
        for (int i = 0; i < found->query_left.count; i++) {
            int place = found->query_left.places[i];
            if (translates(knowledge, query->word[place], listed, made->listed))
                ours |= one(place);
        }
        for (int i = 0; i < found->listed_left.count; i++) {
            int place = found->listed_left.places[i];
            if (translates(knowledge, listed->word[place], query, made->query))
                theirs |= one(place);
        }
        made->query |= ours;
        made->listed |= theirs;
        leave(&found->query_left, ours);
        leave(&found->listed_left, theirs);
    }
}

static int initial_of(uint8_t letter)
{
    if (letter >= 'a' && letter <= 'z')
        return letter - 'a';
    return letter >= '0' && letter <= '9' ? 26 + letter - '0' : 63;
}

static uint8_t first_letter(const Name *name, int place)
{
    return name->words->letters[name->word[place]->text];
}

static uint64_t initials_of(const Knowledge *knowledge, const Name *name, int place)
{
    uint64_t translated = 0;
    if (name->words->has_translations[name->number[place]])
        translated = (uint64_t)look_up(&knowledge->initials, name->word[place]->key, 0.0);
    return translated | one(initial_of(first_letter(name, place)));
}

/* End of the words from `start` whose initials spell all letters, one or two a word; else 0. */
static int spells(const uint8_t *letters, int length, const uint64_t *initials, int count, int start)
{
    int place = 0;
    for (int word = start; word < count; word++) {
        int taken = 0;
        while (place < length && taken < 2 && initials[word] >> initial_of(letters[place]) & 1) {
            place++, taken++;
            if (!(initials[word] & ~one(initial_of(letters[place - 1]))))
                break;
        }
        if (!taken)
            return 0;
        if (place == length)
            return word + 1;
    }
    return 0;
}

/* The letters of an acronym of translations, `ts` as one; how many there are. */
static int translated_letters(const uint8_t *letters, int length, uint8_t *found)
{
    int count = 0;
    for (int i = 0; i < length; i++) {
        int is_ts = letters[i] == 't' && i + 1 < length && letters[i + 1] == 's';
        found[count++] = is_ts ? 'c' : letters[i];
        i += is_ts;
    }
    return count;
}

/* Neighbouring words whose initials, or those of their translations, a word is made of. */
static uint64_t spelled_out(const Knowledge *knowledge, const Name *name, int place, const Name *others,
                            const Left *left)
{
    const Word *word = name->word[place];
    const uint8_t *letters = name->words->letters + word->text;
    int length = word->text_length, count = left->count;
    if (length < FEWEST_LETTERS || length > MOST_INITIALS || count < 2 || word->flags & IS_NUMBER)
        return 0;
    uint64_t places = 0;
    for (int start = 0; start + length <= count; start++) {
        int same = 0;
        while (same < length && first_letter(others, left->places[start + same]) == letters[same])
            same++;
        if (same < length)
            continue;
        for (int i = start; i < start + length; i++)
            places |= one(left->places[i]);
        return places;
    }
    uint8_t translated[MOST_INITIALS];
    length = translated_letters(letters, length, translated);
    if (!word->writing && length < FEWEST_LATIN_LETTERS)
        return 0;
    uint64_t initials[MOST_WORDS];
    for (int i = 0; i < count; i++)
        initials[i] = initials_of(knowledge, others, left->places[i]);
    for (int start = 0; start < count - 1; start++) {
        int end = spells(translated, length, initials, count, start);
        if (end - start >= 2 && 2 * (end - start) > length) {
            for (int i = start; i < end; i++)
                places |= one(left->places[i]);
            return places;
        }
    }
    return 0;
}

static void take_acronyms(Alignment *found, const Knowledge *knowledge, const Name *query,
                          const Name *listed)
{
    Left ours = found->query_left;
    for (int i = 0; i < ours.count; i++) {
        uint64_t places = spelled_out(knowledge, query, ours.places[i], listed, &found->listed_left);
        if (places)
            pair(found, query, listed, one(ours.places[i]), places, SHORTENED, 1.0);
    }
    Left theirs = found->listed_left;
    for (int i = 0; i < theirs.count; i++) {
        uint64_t places = spelled_out(knowledge, listed, theirs.places[i], query, &found->query_left);
        if (places)
            pair(found, query, listed, places, one(theirs.places[i]), SHORTENED, 1.0);
    }
}

static int join_count(const Name *name)
{
    return name->count > 2 ? 2 * name->count - 3 : name->count - 1;
}

/* A bit for a hash: where it is not set, the hash is not among those whose bits are. */
static uint64_t bit_of(uint64_t hash) { return one((int)(hash >> 58)); }

/* Whether a word of either name may be neighbours of the other run together. */
static int may_join(const Name *query, const Name *listed)
{
    for (int join = 0; join < join_count(listed); join++)
        if (query->sounds & bit_of(listed->joins[join]))
            for (int place = 0; place < query->count; place++)
                if (query->word[place]->sound == listed->joins[join])
                    return 1;
    for (int place = 0; place < listed->count; place++)
        if (query->joined & bit_of(listed->word[place]->sound))
            for (int join = 0; join < join_count(query); join++)
                if (listed->word[place]->sound == query->joins[join])
                    return 1;
    return 0;
}

/* Whether a word of a name may be written in Latin letters by neighbours of the other. */
static int may_be_written_apart(const Knowledge *knowledge, const Name *whole, const Name *parts)
{
    uint8_t text[MOST_APART * LONGEST_WORD];
    if (!has_unspaced(whole))
        return 0;
    for (int size = MOST_APART; size >= 2; size--)
        for (int start = 0; start + size <= parts->count; start++) {
            int length = run_together(parts, start, size, text);
            for (int place = 0; length && place < whole->count; place++)
                if (is_written_as(knowledge, whole, place, text, length))
                    return 1;
        }
    return 0;
}

static uint64_t plain_initials(const Name *name)
{
    uint64_t initials = 0;
    for (int place = 0; place < name->count; place++)
        initials |= one(initial_of(first_letter(name, place)));
    return initials;
}

/* Those of its words' translations as well. */
static uint64_t translated_initials(const Knowledge *knowledge, const Name *name)
{
    uint64_t initials = 0;
    for (int place = 0; place < name->count; place++)
        initials |= initials_of(knowledge, name, place);
    return initials;
}

void sum_up(const Knowledge *knowledge, Name *name)
{
    name->initials = plain_initials(name);
    name->translated = translated_initials(knowledge, name);
    name->sounds = name->joined = 0;
    for (int place = 0; place < name->count; place++)
        name->sounds |= bit_of(name->word[place]->sound);
    for (int join = 0; join < join_count(name); join++)
        name->joined |= bit_of(name->joins[join]);
}

/* Whether a word has the length of an acronym and no letter that is no initial of the others. */
static int may_spell(const Knowledge *knowledge, const Name *name, const Name *others,
                     uint64_t initials, uint64_t translated)
{
    for (int place = 0; place < name->count; place++) {
        const Word *word = name->word[place];
        if (word->text_length < FEWEST_LETTERS || word->text_length > MOST_INITIALS ||
            word->flags & IS_NUMBER)
            continue;
        const uint8_t *letters = name->words->letters + word->text;
        uint8_t of_translations[MOST_INITIALS];
        int length = translated_letters(letters, word->text_length, of_translations);
        uint64_t wanted = 0, wanted_translated = 0;
        for (int i = 0; i < word->text_length; i++)
            wanted |= one(initial_of(letters[i]));
        if (!(wanted & ~initials))
            return 1;
        if (!word->writing && length < FEWEST_LATIN_LETTERS)
            continue;
        if (!translated)
            translated = translated_initials(knowledge, others);
        for (int i = 0; i < length; i++)
            wanted_translated |= one(initial_of(of_translations[i]));
        if (!(wanted_translated & ~translated))
            return 1;
    }
    return 0;
}

int may_join_or_spell(const Knowledge *knowledge, const Name *query, const Name *listed)
{
    return may_join(query, listed) || may_be_written_apart(knowledge, query, listed) ||
           may_be_written_apart(knowledge, listed, query) ||
           may_spell(knowledge, query, listed, plain_initials(listed), 0) ||
           may_spell(knowledge, listed, query, query->initials, query->translated);
}

static int both_open(const Alignment *found)
{
    return found->query_left.count && found->listed_left.count;
}

static int several_left(const Alignment *found)
{
    return found->query_left.count > 1 || found->listed_left.count > 1;
}

static void take_resembling(Alignment *found, const Knowledge *knowledge, const Name *query,
                            const Name *listed, Memo *memo)
{
    Possible possible[MOST_WORDS * MOST_WORDS];
    int count = 0;
    for (int i = 0; i < found->listed_left.count; i++) {
        int place = found->listed_left.places[i];
        const Counterpart *theirs = counterparts(memo, knowledge, query, listed, place);
        for (int j = 0; theirs && j < found->query_left.count; j++) {
            int ours = found->query_left.places[j];
            if (theirs[ours].kind == NO_KIND)
                continue;
            Possible next = {theirs[ours].less_bits, theirs[ours].share, theirs[ours].kind,
                             (uint8_t)ours, (uint8_t)place};
            int at = count++;
            for (; at && comes_before(&next, &possible[at - 1]); at--)
                possible[at] = possible[at - 1];
            possible[at] = next;
        }
    }
    for (int i = 0; i < count && possible[i].kind == ROMANISED; i++)
        pair_if_open(found, query, listed, &possible[i]);
    if (several_left(found)) {
        take_joined_on(found, query, listed, 1);
        take_joined_on(found, query, listed, 0);
        take_written_apart(found, knowledge, query, listed, 1);
        take_written_apart(found, knowledge, query, listed, 0);
    }
    for (int i = 0; i < count; i++)
        pair_if_open(found, query, listed, &possible[i]);
    if (found->query_left.count || found->listed_left.count)
        extend_translations(found, knowledge, query, listed);
    if (both_open(found) && several_left(found))
        take_acronyms(found, knowledge, query, listed);
}

static void take(Alignment *found, const Knowledge *knowledge, const Name *query, const Name *listed,
                 Memo *memo)
{
    take_same(found, query, listed);
    if (both_open(found))
        take_resembling(found, knowledge, query, listed, memo);
}

void align(const Knowledge *knowledge, const Name *query, const Name *listed, Memo *memo,
           Alignment *alignment)
{
    alignment->count = 0;
    alignment->query_left = alignment->listed_left = (Left){.count = 0, .open = 0};
    admit(&alignment->query_left, query, 0);
    admit(&alignment->listed_left, listed, 0);
    take(alignment, knowledge, query, listed, memo);
    if (query->bracketed || listed->bracketed) {
        admit(&alignment->query_left, query, 1);
        admit(&alignment->listed_left, listed, 1);
        if (both_open(alignment))
            take(alignment, knowledge, query, listed, memo);
    }
    alignment->agreed = 0.0;
    for (int i = 0; i < alignment->count; i++)
        alignment->agreed += alignment->pairs[i].bits;
}
