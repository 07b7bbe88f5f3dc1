/* Whether two words may stand for each other: resemblance.py, sounds.py and counterparts.py. */
#include "spelling.h"

#include <math.h>
#include <string.h>

#define SHORTEST_TYPO 4
#define SHORTEST_HAN_SLIP 9
#define CONVENTIONS_DIFFER 0.34
#define SECOND_EDIT_FROM 8
#define MOST_EDITS 2
#define SHORTEST_CONSONANTS 3
#define SHORTEST_LOOSE 3
#define LOOSE_EDIT_FROM 5
#define SHORTEST_PREFIX 3
#define SHORTEST_PART 5
#define SHORTEST_HAN_TYPO 3
#define SHORTEST_MANDARIN 4
#define FEWEST_HEARD 7.0
#define SURELY_HEARD 20.0
#define NO_EVIDENCE (-99.0)
#define LONGEST_SYLLABLE 6

uint64_t mix(uint64_t a, uint64_t b)
{
    uint64_t mixed = a ^ (b * 0x9E3779B97F4A7C15u + 0x632BE59BD9B4E019u);
    mixed ^= mixed >> 32;
    mixed *= 0xD6E8FEB86659FD93u;
    mixed ^= mixed >> 32;
    return mixed ? mixed : 1;
}

double look_up(const Table *table, uint64_t key, double otherwise)
{
    for (uint64_t slot = key & table->mask;; slot = (slot + 1) & table->mask) {
        if (table->keys[slot] == key)
            return table->values[slot];
        if (!table->keys[slot])
            return otherwise;
    }
}

static int least(int a, int b) { return a < b ? a : b; }
static int most_of(int a, int b) { return a > b ? a : b; }

/* Whether the optimal string alignment distance is at most `most`, in a band of the table. */
int osa_within(const uint8_t *a, int a_length, const uint8_t *b, int b_length, int most)
{
    while (a_length && b_length && *a == *b)
        a++, b++, a_length--, b_length--;
    while (a_length && b_length && a[a_length - 1] == b[b_length - 1])
        a_length--, b_length--;
    if (a_length > b_length) {
        const uint8_t *swapped = a;
        a = b, b = swapped;
        int length = a_length;
        a_length = b_length, b_length = length;
    }
    if (b_length - a_length > most)
        return 0;
    if (most_of(a_length, b_length) <= most)
        return 1;
    int rows[3][LONGEST_SPELLED + 1];
    int *two_above = rows[0], *above = rows[1], *row = rows[2];
    for (int j = 0; j <= b_length; j++)
        above[j] = two_above[j] = j;
    for (int i = 1; i <= a_length; i++) {
        int from = most_of(1, i - most), to = least(b_length, i + most), nearest = most + 1;
        row[from - 1] = from == 1 ? i : most + 1;
        for (int j = from; j <= to; j++) {
            int cost = above[j - 1] + (a[i - 1] != b[j - 1]);
            int gap = 1 + least(j < i + most ? above[j] : most + 1, row[j - 1]);
            cost = least(cost, gap);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost = least(cost, two_above[j - 2] + 1);
            row[j] = cost;
            nearest = least(nearest, cost);
        }
        if (to < b_length)
            row[to + 1] = most + 1;
        if (nearest > most)
            return 0;
        int *free_row = two_above;
        two_above = above, above = row, row = free_row;
    }
    return above[b_length] <= most;
}

static const uint8_t *text_of(const Words *words, const Word *word)
{
    return words->letters + word->text;
}

static int starts_with(const uint8_t *text, const uint8_t *start, int length)
{
    return memcmp(text, start, (size_t)length) == 0;
}

/* Where each syllable of a word in pinyin ends, each as long as may be; how many there are, or 0
 * for a word that is none.
 */
static int syllables_of(const Table *syllables, const uint8_t *text, int length, uint8_t *ends)
{
    uint8_t end_of[LONGEST_WORD + 1] = {0}; /* 0: what begins here is no pinyin */
    if (length <= 0 || length > LONGEST_WORD)
        return 0;
    for (int start = length - 1; start >= 0; start--) {
        uint64_t letters = 0;
        for (int end = start; end < length && end - start < LONGEST_SYLLABLE; end++) {
            if (text[end] < 'a' || text[end] > 'z')
                break;
            letters = letters << 5 | (uint64_t)(text[end] - 'a' + 1);
            if ((end + 1 == length || end_of[end + 1]) && look_up(syllables, letters, 0.0) > 0)
                end_of[start] = (uint8_t)(end + 1);
        }
    }
    int count = 0;
    for (int start = 0; start < length && end_of[start]; start = end_of[start])
        ends[count++] = end_of[start];
    return count;
}

/* What the syllables of a word in pinyin say together; 0 of a word that is none. */
double pinyin_bits(const Table *syllables, const uint8_t *text, int length)
{
    uint8_t ends[LONGEST_WORD];
    int count = syllables_of(syllables, text, length, ends);
    double bits = 0.0;
    for (int i = 0, start = 0; i < count; start = ends[i++]) {
        uint64_t letters = 0;
        for (int place = start; place < ends[i]; place++)
            letters = letters << 5 | (uint64_t)(text[place] - 'a' + 1);
        bits += look_up(syllables, letters, 0.0);
    }
    return bits;
}

int is_pinyin(const Table *syllables, const uint8_t *text, int length)
{
    uint8_t ends[LONGEST_WORD];
    return syllables_of(syllables, text, length, ends) > 0;
}

/* Whether one romanised Chinese word is the first or last syllables of another, whose beginning
 * or end it is letter for letter.
 */
static int is_syllables(const Table *syllables, const uint8_t *shorter, int short_length,
                        const uint8_t *longer, int long_length)
{
    uint8_t ours[LONGEST_WORD], theirs[LONGEST_WORD];
    int our_count = syllables_of(syllables, shorter, short_length, ours);
    int their_count = syllables_of(syllables, longer, long_length, theirs);
    int rest = long_length - short_length, skipped = their_count - our_count;
    if (!our_count || skipped < 0)
        return 0;
    int is_first = starts_with(longer, shorter, short_length);
    int is_last = starts_with(longer + rest, shorter, short_length) &&
                  (skipped ? theirs[skipped - 1] : 0) == rest;
    for (int i = 0; i < our_count; i++) {
        is_first &= theirs[i] == ours[i];
        is_last &= theirs[skipped + i] - rest == ours[i];
    }
    return is_first || is_last;
}

static int is_part(const Knowledge *knowledge, const uint8_t *shorter, int short_length,
                   const uint8_t *longer, int long_length, int writing)
{
    int rest = long_length - short_length;
    if (!starts_with(longer, shorter, short_length) &&
        !starts_with(longer + rest, shorter, short_length))
        return 0;
    return writing != HAN ||
           is_syllables(&knowledge->syllables, shorter, short_length, longer, long_length);
}

/* Whether Latin words write down a Chinese one in another romanisation than pinyin. */
int writes_in_latin(const Table *syllables, const uint8_t *latin, int latin_length,
                    const uint8_t *pinyin, int pinyin_length)
{
    uint8_t ours[LONGEST_SPELLED], theirs[LONGEST_SPELLED];
    if (least(latin_length, pinyin_length) < SHORTEST_MANDARIN ||
        mandarin_beginning(*latin) != mandarin_beginning(*pinyin))
        return 0;
    int our_length = mandarin_key(latin, latin_length, ours);
    int their_length = mandarin_key(pinyin, pinyin_length, theirs);
    return our_length == their_length && memcmp(ours, theirs, (size_t)our_length) == 0 &&
           !(has_letters_of_pinyin(latin, latin_length) &&
             is_pinyin(syllables, latin, latin_length));
}

static int spelled_alike(const uint8_t *a, int a_length, const uint8_t *b, int b_length)
{
    int allowed = most_of(1, (int)(most_of(a_length, b_length) * CONVENTIONS_DIFFER));
    return osa_within(a, a_length, b, b_length, allowed);
}

static int sounds_spelled_alike(const uint8_t *a, int a_length, const uint8_t *b, int b_length)
{
    uint8_t ours[LONGEST_SPELLED], theirs[LONGEST_SPELLED];
    int our_length = sound_key(a, a_length, ours), their_length = sound_key(b, b_length, theirs);
    return spelled_alike(ours, our_length, theirs, their_length);
}

/* Whether two words of the same consonants have most vowels in common, if these are written. */
static int vowels_agree(const uint8_t *a, int a_length, const uint8_t *b, int b_length, int writing)
{
    return writing == ALPHABETIC ||
           sounds_spelled_alike(a, a_length, b, b_length);
}

/* Where the vowels of a word stand; how many letters say so. */
static int rhythm_of(const uint8_t *text, int length, uint8_t *rhythm)
{
    uint8_t sound[LONGEST_SPELLED];
    int sounds = sound_key(text, length, sound), to = 0;
    for (int i = 0; i < sounds; i++)
        if (sound[i] != 'h' && sound[i] != '\'')
            rhythm[to++] = is_one_of(sound[i], "aeiouy") ? 'a' : sound[i];
    return to;
}

static int same_rhythm(const uint8_t *a, int a_length, const uint8_t *b, int b_length)
{
    uint8_t ours[LONGEST_SPELLED], theirs[LONGEST_SPELLED];
    int our_length = rhythm_of(a, a_length, ours), their_length = rhythm_of(b, b_length, theirs);
    return our_length == their_length && memcmp(ours, theirs, (size_t)our_length) == 0;
}

static int is_typo(const Word *ours, const uint8_t *a, const Word *theirs, const uint8_t *b,
                   int writing, int is_person)
{
    int a_length = ours->text_length, b_length = theirs->text_length;
    int shorter = least(a_length, b_length);
    if (writing == HAN && shorter < SHORTEST_HAN_SLIP)
        return 0;
    if (shorter < SHORTEST_TYPO)
        return !writing && shorter == SHORTEST_TYPO - 1 &&
               most_of(a_length, b_length) == SHORTEST_TYPO && a[0] == b[0] &&
               osa_within(a, a_length, b, b_length, 1);
    int allowed = shorter >= SECOND_EDIT_FROM ? MOST_EDITS : 1;
    int difference = a_length - b_length;
    if (difference <= allowed && -difference <= allowed &&
        osa_within(a, a_length, b, b_length, allowed))
        return 1;
    return writing != HAN && ours->consonants_length >= SHORTEST_CONSONANTS &&
           ours->consonants == theirs->consonants &&
           vowels_agree(a, a_length, b, b_length, writing) &&
           (is_person || writing > VOWELLED || same_rhythm(a, a_length, b, b_length));
}

static int sounds_alike(const Words *query, const Word *ours, const Words *listed,
                        const Word *theirs)
{
    int shorter = least(ours->loose_length, theirs->loose_length);
    if (shorter < SHORTEST_LOOSE)
        return 0;
    if (ours->loose == theirs->loose)
        return 1;
    return shorter >= LOOSE_EDIT_FROM &&
           osa_within(query->letters + ours->loose_text, ours->loose_length,
                      listed->letters + theirs->loose_text, theirs->loose_length, 1);
}

#define LONGEST_LATIN 63

/* Whether a Latin word writes down a native one, letter for letter: letters.py. */
int is_spelling(const Knowledge *knowledge, const uint8_t *latin, int length, const Words *words,
                const Word *word)
{
    if (!(word->flags & IS_LETTERED) || length < 1 || length > LONGEST_LATIN)
        return 0;
    const uint32_t *letters = words->natives + word->native + word->native_length;
    uint64_t reached = 1; /* a bit for each place of the Latin word that the letters so far may end at */
    for (uint32_t i = 1; i <= letters[0]; i++) {
        uint64_t next = 0;
        if (letters[i] >= knowledge->letter_count)
            return 0;
        const uint8_t *spelling = knowledge->spellings + knowledge->spellings_of[letters[i]];
        const uint8_t *end = knowledge->spellings + knowledge->spellings_of[letters[i] + 1];
        for (; spelling < end; spelling += *spelling + 1)
            for (uint64_t places = reached; places; places &= places - 1) {
                int start = __builtin_ctzll(places);
                if (start + *spelling <= length &&
                    memcmp(latin + start, spelling + 1, *spelling) == 0)
                    next |= (uint64_t)1 << (start + *spelling);
            }
        reached = next;
        if (!reached)
            return 0;
    }
    return (int)(reached >> length & 1);
}

int is_written_alike(const Knowledge *knowledge, const Words *query, const Word *ours,
                     const Words *listed, const Word *theirs)
{
    return is_spelling(knowledge, text_of(query, ours), ours->text_length, listed, theirs) ||
           is_spelling(knowledge, text_of(listed, theirs), theirs->text_length, query, ours);
}

static int is_digit(uint8_t letter) { return letter >= '0' && letter <= '9'; }

static int same_digits(const uint8_t *a, int a_length, const uint8_t *b, int b_length)
{
    for (int i = 0, j = 0;; i++, j++) {
        while (i < a_length && !is_digit(a[i]))
            i++;
        while (j < b_length && !is_digit(b[j]))
            j++;
        if (i == a_length || j == b_length)
            return i == a_length && j == b_length;
        if (a[i] != b[j])
            return 0;
    }
}

uint8_t resemblance(const Knowledge *knowledge, const Words *query, const Word *ours,
                    const Words *listed, const Word *theirs, int is_person)
{
    const uint8_t *a = text_of(query, ours), *b = text_of(listed, theirs);
    int a_length = ours->text_length, b_length = theirs->text_length;
    int writing = most_of(ours->writing, theirs->writing);
    if (a_length == b_length && memcmp(a, b, (size_t)a_length) == 0)
        return ROMANISED;
    if ((ours->flags | theirs->flags) & HAS_DIGITS && !same_digits(a, a_length, b, b_length))
        return NO_KIND;
    int same_sound = ours->sound == theirs->sound, same_stem = ours->stem == theirs->stem;
    /* Pinyin is spelled in one way. */
    if ((same_sound || same_stem) &&
        (writing != HAN || !(is_pinyin(&knowledge->syllables, a, a_length) &&
                             is_pinyin(&knowledge->syllables, b, b_length)))) {
        if (same_sound && (writing || spelled_alike(a, a_length, b, b_length)))
            return ROMANISED;
        if (same_stem)
            return INFLECTED;
    }
    if (is_typo(ours, a, theirs, b, writing, is_person) &&
        (writing != HAN || !(is_pinyin(&knowledge->syllables, a, a_length) &&
                             is_pinyin(&knowledge->syllables, b, b_length))))
        return TYPO;
    if (writing != LATIN && writing != HAN && sounds_alike(query, ours, listed, theirs) &&
        vowels_agree(a, a_length, b, b_length, writing))
        return SOUNDS;
    int ours_shorter = a_length < b_length;
    const uint8_t *shorter = ours_shorter ? a : b, *longer = ours_shorter ? b : a;
    int short_length = ours_shorter ? a_length : b_length;
    int long_length = ours_shorter ? b_length : a_length;
    if (writing >= KANA && short_length >= SHORTEST_PART &&
        is_part(knowledge, shorter, short_length, longer, long_length, writing))
        return PART;
    if (short_length >= SHORTEST_PREFIX && starts_with(longer, shorter, short_length))
        return SHORTENED;
    return NO_KIND;
}

/* Of two Chinese terms. */
static uint8_t han_resemblance(const Words *query, const Word *ours, const Words *listed,
                               const Word *theirs)
{
    const uint32_t *a = query->natives + ours->native, *b = listed->natives + theirs->native;
    int a_length = ours->native_length, b_length = theirs->native_length, same = 0;
    int shared = least(a_length, b_length), begins = 1;
    for (int place = 0; place < shared; place++) {
        same += a[place] == b[place];
        begins &= a[place] == b[place];
    }
    if (a_length == b_length && a_length >= SHORTEST_HAN_TYPO && a_length - same == 1)
        return TYPO;
    return shared > 1 && begins ? SHORTENED : NO_KIND;
}

double heard_bits(const Transducer *transducer, const uint8_t *sounds, int sound_count,
                  const uint8_t *letters, int letter_count)
{
    double row[MOST_SYMBOLS + 1];
    uint8_t written_as[MOST_SYMBOLS]; /* out of a file, so that nothing is taken on trust */
    for (int place = 0; place < letter_count; place++)
        written_as[place] = letters[place] % SYMBOLS;
    row[0] = 1.0;
    for (int place = 1; place <= letter_count; place++)
        row[place] = row[place - 1] * transducer->added[written_as[place - 1]];
    for (int sound = 0; sound < sound_count; sound++) {
        const double *written = transducer->written[sounds[sound] % SYMBOLS];
        double dropped = transducer->dropped[sounds[sound] % SYMBOLS];
        double before = row[0];
        double cell = before * dropped;
        row[0] = cell;
        for (int place = 1; place <= letter_count; place++) {
            uint8_t letter = written_as[place - 1];
            double above = row[place];
            /* In this order as in Python: what does not wait for the last cell comes first. */
            cell = above * dropped + before * written[letter] + cell * transducer->added[letter];
            before = above;
            row[place] = cell;
        }
    }
    double total = row[letter_count] * transducer->ended;
    return total > 0 ? log2(total) : NO_EVIDENCE;
}

double heard(const Knowledge *knowledge, const Words *query, const Word *ours, const Words *listed,
             const Word *theirs)
{
    const Words *native_side = ours->writing ? query : listed;
    const Words *latin_side = ours->writing ? listed : query;
    const Word *native = ours->writing ? ours : theirs, *latin = ours->writing ? theirs : ours;
    if (native->writing == HAN && latin->flags & IS_PINYIN)
        return 0.0;
    int place = knowledge->transducer_of_script[native->script];
    if (place < 0 || !native->symbols_length || native->symbols_length > MOST_SYMBOLS ||
        !latin->symbols_length || latin->symbols_length > MOST_SYMBOLS)
        return NO_EVIDENCE;
    return heard_bits(&knowledge->transducers[place], native_side->letters + native->symbols,
                      native->symbols_length, latin_side->letters + latin->symbols,
                      latin->symbols_length);
}

/* Whether two words certainly have nothing in common; of most it can be said at a glance. */
int nothing_alike(const Words *query, const Word *ours, const Words *listed, const Word *theirs)
{
    if (ours->writing || theirs->writing)
        return 0;
    if (ours->sound == theirs->sound || ours->stem == theirs->stem ||
        ours->consonants == theirs->consonants)
        return 0;
    /* An edit changes two letters of a set at most. */
    if (__builtin_popcount(ours->letter_set ^ theirs->letter_set) <= 2 * MOST_EDITS)
        return 0;
    if (ours->text_length < SHORTEST_PREFIX || theirs->text_length < SHORTEST_PREFIX)
        return 1;
    const uint8_t *a = text_of(query, ours), *b = text_of(listed, theirs);
    return a[0] != b[0] || a[1] != b[1] || a[2] != b[2];
}

/* The kind of resemblance that is surest, and the share of its credit. */
Counterpart surest(const Knowledge *knowledge, const Words *query, const Word *ours, double our_bits,
                   const Words *listed, const Word *theirs, double their_bits, int may_translate)
{
    uint8_t kind = ours->flags & theirs->flags & IS_HAN
                       ? han_resemblance(query, ours, listed, theirs)
                       : resemblance(knowledge, query, ours, listed, theirs, 0);
    double share = 1.0, least_bits = our_bits < their_bits ? our_bits : their_bits;
    int across = !ours->writing != !theirs->writing;
    if (kind == PART)
        share = (double)least(ours->text_length, theirs->text_length) /
                (double)most_of(ours->text_length, theirs->text_length);
    double p = 0.0;
    int is_alike = (kind == TYPO || kind == SOUNDS) && !((ours->flags | theirs->flags) & IS_HAN);
    if (across && kind != ROMANISED && kind != INFLECTED &&
        (is_written_alike(knowledge, query, ours, listed, theirs) ||
         (is_alike && heard(knowledge, query, ours, listed, theirs) >= SURELY_HEARD)))
        return (Counterpart){.kind = ROMANISED, .share = 1.0, .less_bits = -least_bits};
    if (may_translate)
        p = look_up(&knowledge->translations, mix(ours->key, theirs->key), 0.0);
    if (p != 0.0 && (kind == NO_KIND || kind > TRANSLATED || (across && kind > INFLECTED))) {
        kind = TRANSLATED;
        share = 0.5 + p / 2;
    }
    if (across && kind != ROMANISED && kind != INFLECTED && kind != TRANSLATED) {
        double bits = heard(knowledge, query, ours, listed, theirs);
        if (bits >= FEWEST_HEARD) {
            kind = SOUNDS;
            share = bits < least_bits ? bits / least_bits : 1.0;
        }
    }
    return (Counterpart){.kind = kind, .share = share, .less_bits = -(share * least_bits)};
}
