/* Make of a normalised name what it is compared and found by: words.py, query_keys.py, keys.py. */
#include "spelling.h"

#include <math.h>
#include <string.h>

#define MULTIPLIER 0x9E3779B97F4A7C15u
#define SHORTEST_CONSONANTS 3
#define SWAPPED_WORD 4
#define FEWEST_INITIALS 2
#define MOST_INITIALS 7
#define CHINESE_WORD 2
#define LONGEST_CHINESE 12
#define LONGEST_SYLLABLE 6

/* The hash of hashing.py, of a letter and a string. */
static uint64_t hash_of(uint8_t kind, const uint8_t *text, int length)
{
    uint64_t sum = 0, power = MULTIPLIER;
    if (kind) {
        sum = ((uint64_t)kind + 1) * power;
        power *= MULTIPLIER;
    }
    for (int i = 0; i < length; i++, power *= MULTIPLIER)
        sum += ((uint64_t)text[i] + 1) * power;
    return sum + power;
}

static uint64_t hash_of_native(uint8_t kind, const uint32_t *text, int length)
{
    uint64_t sum = 0, power = MULTIPLIER;
    if (kind) {
        sum = ((uint64_t)kind + 1) * power;
        power *= MULTIPLIER;
    }
    for (int i = 0; i < length; i++, power *= MULTIPLIER)
        sum += ((uint64_t)text[i] + 1) * power;
    return sum + power;
}

/* A key that comes twice counts once, and as much as the weightier word has it. */
static int add_key(Asked *asked, uint64_t key, uint8_t kind, double most_bits)
{
    for (uint32_t i = 0; i < asked->key_count; i++)
        if (asked->keys[i] == key) {
            if (asked->most_bits[i] < (float)most_bits)
                asked->most_bits[i] = (float)most_bits;
            return 1;
        }
    if (asked->key_count == MOST_KEYS)
        return 0;
    asked->keys[asked->key_count] = key;
    asked->most_bits[asked->key_count] = (float)most_bits;
    asked->kinds[asked->key_count++] = kind;
    return 1;
}

typedef struct {
    uint8_t sound[LONGEST_SPELLED], consonants[LONGEST_SPELLED];
    int sound_length, stem_length, consonants_length;
} Spelled;

static int has_digits(const uint8_t *text, int length)
{
    for (int i = 0; i < length; i++)
        if (text[i] <= '9') /* of lower case ASCII letters and digits */
            return 1;
    return 0;
}

static void add_word(Asked *asked, const Knowledge *knowledge, const Token *token, const uint8_t *text,
                     const uint32_t *native, uint32_t *letters, uint32_t *natives, Spelled *spelled)
{
    Word *word = &asked->words[asked->count];
    int length = (int)token->text_length;
    spelled->sound_length = sound_key(text, length, spelled->sound);
    spelled->stem_length = stem_of(spelled->sound, spelled->sound_length);
    spelled->consonants_length =
        consonants_of(spelled->sound, spelled->sound_length, spelled->consonants);
    word->flags = token->flags;
    if (has_digits(text, length))
        word->flags |= HAS_DIGITS;
    word->letter_set = letter_set(text, length);
    word->writing = token->writing;
    word->script = token->script;
    word->sound = hash_of(0, spelled->sound, spelled->sound_length);
    word->stem = hash_of(0, spelled->sound, spelled->stem_length);
    word->consonants = hash_of(0, spelled->consonants, spelled->consonants_length);
    word->consonants_length = (uint8_t)(spelled->consonants_length < 255 ? spelled->consonants_length : 255);
    if (token->flags & IS_HAN)
        word->form = word->key = hash_of_native(0, native, (int)token->native_length);
    else if (token->flags & IS_NUMBER) {
        word->form = hash_of('#', text, length);
        word->key = hash_of(0, text, length);
    } else {
        word->form = hash_of(0, text, length);
        word->key = word->stem;
    }
    word->text = *letters;
    word->text_length = (uint16_t)length;
    memcpy(asked->letters + *letters, text, (size_t)length);
    *letters += (uint32_t)length;
    word->loose_text = *letters;
    word->loose_length = (uint16_t)loose_of(spelled->sound, spelled->sound_length,
                                            asked->letters + *letters);
    word->loose = hash_of(0, asked->letters + *letters, word->loose_length);
    *letters += word->loose_length;
    word->symbols = *letters;
    word->symbols_length = (uint16_t)symbols_of(text, length, asked->letters + *letters);
    *letters += word->symbols_length;
    word->native = *natives;
    word->native_length = (uint16_t)token->native_length;
    memcpy(asked->natives + *natives, native, native_count_of(token) * sizeof *native);
    *natives += native_count_of(token);
    if (!(token->flags & IS_NATIVE) && is_pinyin(&knowledge->syllables, text, length))
        word->flags |= IS_PINYIN;
    asked->has_translations[asked->count] =
        look_up(&knowledge->translated, word->key, 0.0) != 0.0;
    double rarity = look_up(&knowledge->rarities, word->key, knowledge->rarest);
    if (token->flags & IS_HAN) {
        double romanised = look_up(&knowledge->rarities, word->stem, knowledge->rarest);
        rarity = romanised < rarity ? romanised : rarity;
    }
    double most = knowledge->bits_per_letter * length;
    if (word->flags & IS_PINYIN) {
        double spoken = pinyin_bits(&knowledge->syllables, text, length);
        most = spoken < most ? spoken : most;
    }
    asked->bits[asked->count++] = in_units(rarity < most ? rarity : most);
}

/* How many stretches of vowels letters have; -1 of what are not all letters. */
static int vowel_groups(const uint8_t *text, int length)
{
    int groups = 0, inside = 0;
    for (int i = 0; i < length; i++) {
        if (text[i] < 'a' || text[i] > 'z')
            return -1;
        int is_vowel = is_one_of(text[i], "aeiouy");
        groups += is_vowel && !inside;
        inside = is_vowel;
    }
    return length ? groups : -1;
}

/* Whether a word is Chinese and of two characters, or Latin and has two syllables. */
static int may_be_chinese(const Word *word, const uint8_t *text)
{
    int groups = vowel_groups(text, word->text_length);
    if (word->flags & IS_NATIVE)
        return word->flags & IS_HAN && word->native_length == CHINESE_WORD && groups >= 0;
    return word->text_length <= LONGEST_CHINESE && groups == CHINESE_WORD;
}

static int is_latin_syllable(const Asked *asked, int place)
{
    const Word *word = &asked->words[place];
    return !(word->flags & IS_NATIVE) && word->text_length <= LONGEST_SYLLABLE &&
           vowel_groups(asked->letters + word->text, word->text_length) == 1;
}

/* Where a Chinese word is filed in the other scripts, by whichever romanisation. */
static int add_chinese(Asked *asked, const uint8_t *text, int length, int is_native, double bits)
{
    uint8_t key[LONGEST_SPELLED + 1] = {'~'};
    length = 1 + mandarin_key(text, length, key + 1);
    return is_native ? add_key(asked, hash_of('l', key, length), HEARD_IN_LATIN, bits)
                     : add_key(asked, hash_of('o', key, length), HEARD_IN_OTHERS, bits);
}

static int add_word_keys(Asked *asked, int place, const Spelled *spelled)
{
    const Word *word = &asked->words[place];
    const uint8_t *text = asked->letters + word->text;
    int length = word->text_length, fits = 1;
    double bits = asked->bits[place];
    fits &= add_key(asked, hash_of('w', spelled->sound, spelled->sound_length), WORD_KEY, bits);
    if (word->flags & IS_NUMBER)
        return fits;
    fits &= add_key(asked, hash_of('w', spelled->sound, spelled->stem_length), WORD_KEY, bits);
    if (word->native_length)
        fits &= add_key(asked, hash_of_native('n', asked->natives + word->native, word->native_length),
                        NATIVE_KEY, bits);
    if (spelled->consonants_length >= SHORTEST_CONSONANTS)
        fits &= add_key(asked, hash_of('c', spelled->consonants, spelled->consonants_length),
                        CONSONANTS, bits);
    for (int start = -1; start + 1 < length; start++) {
        uint8_t letters[3] = {start < 0 ? '^' : text[start], text[start + 1],
                              start + 2 < length ? text[start + 2] : '$'};
        fits &= add_key(asked, hash_of('g', letters, 3), LETTERS, bits);
    }
    if (length == SWAPPED_WORD) {
        uint8_t sorted[SWAPPED_WORD];
        for (int i = 0; i < SWAPPED_WORD; i++) {
            int at = i;
            for (; at && sorted[at - 1] > text[i]; at--)
                sorted[at] = sorted[at - 1];
            sorted[at] = text[i];
        }
        fits &= add_key(asked, hash_of('g', sorted, SWAPPED_WORD), LETTERS, bits);
    }
    return fits;
}

static int add_heard(Asked *asked, const uint8_t *text, int length, int is_native, int script,
                     double bits)
{
    uint8_t skeletons[MOST_SKELETONS][LONGEST_SPELLED];
    int lengths[MOST_SKELETONS], fits = 1;
    int count = skeletons_of(text, length, is_native ? script : LATIN_SCRIPT, skeletons, lengths);
    for (int i = 0; i < count; i++) /* in the other scripts */
        fits &= is_native ? add_key(asked, hash_of('l', skeletons[i], lengths[i]), HEARD_IN_LATIN, bits)
                          : add_key(asked, hash_of('o', skeletons[i], lengths[i]), HEARD_IN_OTHERS, bits);
    return fits;
}

static uint64_t sound_hash(uint8_t kind, const uint8_t *text, int length)
{
    uint8_t key[LONGEST_SPELLED];
    int sounds = sound_key(text, length, key);
    return hash_of(kind, key, sounds);
}

/* Copy words that stand together one after the other. */
static int run_together(const Asked *asked, const int *places, int count, uint8_t *text)
{
    int length = 0;
    for (int i = 0; i < count; i++) {
        const Word *word = &asked->words[places[i]];
        memcpy(text + length, asked->letters + word->text, word->text_length);
        length += word->text_length;
    }
    return length;
}

/* The key of the whole name, whatever the order of its words. */
static uint64_t whole_key(const Asked *asked)
{
    int order[MOST_WORDS];
    for (int i = 0; i < (int)asked->count; i++) {
        const Word *word = &asked->words[i];
        int at = i;
        for (; at; at--) {
            const Word *other = &asked->words[order[at - 1]];
            int shared = word->text_length < other->text_length ? word->text_length
                                                                : other->text_length;
            int difference = memcmp(asked->letters + word->text, asked->letters + other->text,
                                    (size_t)shared);
            if (difference > 0 || (difference == 0 && word->text_length >= other->text_length))
                break;
            order[at] = order[at - 1];
        }
        order[at] = i;
    }
    uint64_t sum = ((uint64_t)'=' + 1) * MULTIPLIER, power = MULTIPLIER * MULTIPLIER;
    for (int i = 0; i < (int)asked->count; i++) {
        const Word *word = &asked->words[order[i]];
        for (int j = 0; j < word->text_length; j++, power *= MULTIPLIER)
            sum += ((uint64_t)asked->letters[word->text + j] + 1) * power;
        if (i + 1 < (int)asked->count) {
            sum += ((uint64_t)' ' + 1) * power;
            power *= MULTIPLIER;
        }
    }
    return sum + power;
}

/* Spell the words of a name; 0 if they do not fit. texts, natives: of all tokens. */
static int add_words(Asked *asked, const Knowledge *knowledge, const Token *tokens, int count,
                     const uint8_t *texts, const uint32_t *natives, Spelled *spelled)
{
    uint32_t letters = 0, native_count = 0;
    asked->count = asked->key_count = asked->has_own_keys = 0;
    if (count < 1 || count > MOST_WORDS)
        return 0;
    for (int i = 0; i < count; i++) {
        const Token *token = &tokens[i];
        if (token->text_length > LONGEST_WORD ||
            letters + 6 * (uint32_t)token->text_length > MOST_LETTERS ||
            native_count + native_count_of(token) > MOST_NATIVES)
            return 0;
        add_word(asked, knowledge, token, texts, natives, &letters, &native_count, &spelled[i]);
        texts += token->text_length;
        natives += native_count_of(token);
    }
    return 1;
}

int read_words(const Knowledge *knowledge, const Token *tokens, int count, const uint8_t *texts,
               const uint32_t *natives, Asked *asked)
{
    Spelled spelled[MOST_WORDS];
    return add_words(asked, knowledge, tokens, count, texts, natives, spelled);
}

/* Whether the whole name fits; where it does not, Python asks.
 *
 * texts, natives: of all tokens.
 */
EXPORT int tallyman_ask(const Knowledge *knowledge, const Token *tokens, int count, const uint8_t *texts,
                 const uint32_t *natives, Asked *asked)
{
    Spelled spelled[MOST_WORDS];
    uint8_t together[3 * LONGEST_WORD];
    int fits = 1, proper[MOST_WORDS], proper_count = 0, told[MOST_WORDS], told_count = 0;
    if (!add_words(asked, knowledge, tokens, count, texts, natives, spelled))
        return 0;
    for (int i = 0; i < count; i++) {
        const Token *token = &tokens[i];
        if (!(token->flags & IS_OPTIONAL))
            proper[proper_count++] = i;
        if (!(token->flags & IS_NUMBER))
            told[told_count++] = i;
    }
    int join = 0;
    for (int size = 3; size >= 2; size--)
        for (int start = 0; start + size <= count; start++) {
            int places[3] = {start, start + 1, start + 2};
            int length = run_together(asked, places, size, together);
            asked->joins[join++] = sound_hash(0, together, length);
        }
    fits &= add_key(asked, whole_key(asked), WHOLE_NAME, INFINITY);
    for (int i = 0; i + 1 < proper_count; i++) {
        int length = run_together(asked, proper + i, 2, together);
        fits &= add_key(asked, sound_hash('w', together, length), WORD_KEY, INFINITY);
    }
    if (proper_count >= FEWEST_INITIALS && proper_count <= MOST_INITIALS) {
        for (int i = 0; i < proper_count; i++)
            together[i] = asked->letters[asked->words[proper[i]].text];
        fits &= add_key(asked, sound_hash('w', together, proper_count), WORD_KEY, INFINITY);
    }
    for (int i = 0; i < count; i++)
        fits &= add_word_keys(asked, i, &spelled[i]);
    for (int i = 0; i < count; i++) {
        if (!asked->has_translations[i])
            continue;
        int place = (int)look_up(&knowledge->translated, asked->words[i].key, 0.0) - 1;
        for (int j = 0; place >= 0 && j < MOST_TRANSLATIONS && knowledge->translated_keys[place][j]; j++)
            fits &= add_key(asked, knowledge->translated_keys[place][j], TRANSLATED_KEY,
                            asked->bits[i]);
    }
    for (int i = 0; i < told_count; i++) {
        const Word *word = &asked->words[told[i]];
        const uint8_t *text = asked->letters + word->text;
        fits &= add_heard(asked, text, word->text_length, word->flags & IS_NATIVE, word->script,
                          asked->bits[told[i]]);
        if (may_be_chinese(word, text))
            fits &= add_chinese(asked, text, word->text_length, word->flags & IS_NATIVE,
                                asked->bits[told[i]]);
    }
    for (int i = 0; i + 1 < told_count; i++) {
        const Word *first = &asked->words[told[i]], *second = &asked->words[told[i + 1]];
        if ((first->flags ^ second->flags) & IS_NATIVE)
            continue;
        int length = run_together(asked, told + i, 2, together);
        fits &= add_heard(asked, together, length, first->flags & IS_NATIVE,
                          first->script ? first->script : second->script, INFINITY);
        if (is_latin_syllable(asked, told[i]) && is_latin_syllable(asked, told[i + 1]))
            fits &= add_chinese(asked, together, length, 0, INFINITY);
    }
    return fits;
}
