#include "spelling.h"

#include <string.h>

int is_one_of(uint8_t letter, const char *letters)
{
    return letter && strchr(letters, letter) != NULL;
}

static int begins(const uint8_t *text, int length, const char *start)
{
    int place = 0;
    while (start[place] && place < length && text[place] == (uint8_t)start[place])
        place++;
    return !start[place];
}

typedef struct {
    const char *letters; /* of equal beginnings the one that is tried first comes first */
    const char *sound;
    int pass; /* all replacements of one pass read what the pass before has written */
} Replacement;

static const Replacement REPLACEMENTS[] = {
    {"shch", "S", 0}, {"stch", "S", 0}, {"sch", "S", 0}, {"shh", "S", 0}, {"sh", "S", 0},
    {"tch", "C", 1},  {"tsch", "C", 1}, {"ch", "C", 1},  {"cs", "C", 1},  {"zh", "Z", 2},
    {"kh", "h", 3},   {"gh", "k", 4},   {"ts", "c", 5},  {"tz", "c", 5},  {"cz", "c", 5},
    {"ph", "f", 6},   {"th", "t", 7},   {"dh", "d", 8},  {"ck", "k", 9},  {"q", "k", 9},
    {"x", "ks", 10},  {"w", "v", 11},
};
static const Replacement VOWELS_REPLACED[] = {{"ou", "u", 0}, {"oo", "u", 0}, {"ee", "i", 1}};

uint32_t letter_set(const uint8_t *text, int length)
{
    uint32_t set = 0;
    for (int i = 0; i < length; i++)
        set |= (uint32_t)1 << (text[i] & 31);
    return set;
}

/* Whether a word of some letters may have others in it; of most replacements that is a no. */
static int may_have(uint32_t set, const char *letters)
{
    for (; *letters; letters++)
        if (!(set >> (*letters & 31) & 1))
            return 0;
    return 1;
}

/* Replace from left to right, in passes. The text is overwritten; returns its new length. */
static int replace(uint8_t *text, int length, const Replacement *replacements, int count)
{
    uint8_t written[LONGEST_SPELLED];
    uint32_t set = letter_set(text, length);
    for (int first = 0, last; first < count; first = last) {
        int is_likely = 0;
        for (last = first; last < count && replacements[last].pass == replacements[first].pass;)
            is_likely |= may_have(set, replacements[last++].letters);
        if (!is_likely)
            continue;
        int to = 0;
        for (int from = 0; from < length;) {
            int found = first;
            while (found < last && !begins(text + from, length - from, replacements[found].letters))
                found++;
            if (found == last) {
                written[to++] = text[from++];
                continue;
            }
            for (const char *sound = replacements[found].sound; *sound; sound++)
                written[to++] = (uint8_t)*sound;
            from += (int)strlen(replacements[found].letters);
        }
        memcpy(text, written, (size_t)to);
        length = to;
        set = letter_set(text, length);
    }
    return length;
}

static int without_doubles(uint8_t *text, int length)
{
    int to = 0;
    for (int from = 0; from < length; from++)
        if (!to || text[from] != text[to - 1])
            text[to++] = text[from];
    return to;
}

/* `ya`, `ia` and `ja` are a, and `y`, `i` and `j` in a row are one vowel. */
static int glides(uint8_t *text, int length)
{
    int to = 0;
    for (int from = 0; from < length;) {
        if (!is_one_of(text[from], "yij")) {
            text[to++] = text[from++];
            continue;
        }
        int end = from;
        while (end < length && is_one_of(text[end], "yij"))
            end++;
        if (end == length || !is_one_of(text[end], "aeou"))
            text[to++] = 'i';
        from = end;
    }
    return to;
}

/* The letters of an article that is written together with its word. */
static int article_of(const uint8_t *text, int length)
{
    if (length < 7 || !is_one_of(text[0], "ae") || text[1] != 'l' ||
        !is_one_of(text[2], "bcdfghjkmnpqrstvwxz"))
        return 0;
    for (int i = 3; i < 7; i++)
        if (text[i] < 'a' || text[i] > 'z')
            return 0;
    return 2;
}

static int ends_with(const uint8_t *text, int length, const char *end)
{
    int wanted = (int)strlen(end);
    return wanted <= length && memcmp(text + length - wanted, end, (size_t)wanted) == 0;
}

int sound_key(const uint8_t *text, int length, uint8_t *key)
{
    int article = article_of(text, length);
    text += article;
    length -= article;
    memcpy(key, text, (size_t)length);
    /* There it is of a plural, and no sound with the letter before: `electronics`, `products`. */
    int plural = ends_with(text, length, "cs") || ends_with(text, length, "ts");
    length = replace(key, length - plural, REPLACEMENTS,
                     (int)(sizeof REPLACEMENTS / sizeof *REPLACEMENTS));
    if (plural)
        key[length++] = 's';
    for (int i = 0; i < length; i++)
        if (key[i] == 'c' && (i + 1 == length || is_one_of(key[i + 1], "aoulrtks")))
            key[i] = 'K'; /* looked ahead at as c until the pass ends */
    for (int i = 0; i < length; i++)
        if (key[i] == 'K')
            key[i] = 'k';
    length = replace(key, length, VOWELS_REPLACED,
                     (int)(sizeof VOWELS_REPLACED / sizeof *VOWELS_REPLACED));
    return without_doubles(key, glides(key, length));
}

static const char *ENDINGS[] = {"imi", "ami", "ogo", "ego", "omu", "es", "oi", "ei", "oe", "ov",
                                "ev",  "ai",  "ih",  "ah",  "im",  "om", "i",  "a",  "e",  "o",
                                "u",   "s"};

/* How many letters of a sound key are its stem. */
int stem_of(const uint8_t *sound, int length)
{
    if (length == 7 && ends_with(sound, length, "es"))
        length--; /* `engines`: one letter less keeps its ending, `engine` */
    else if (length >= 7) {
        for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++)
            if (ends_with(sound, length, ENDINGS[i])) {
                length -= (int)strlen(ENDINGS[i]);
                break;
            }
    } else if (length >= 5 && sound[length - 1] == 's' && !is_one_of(sound[length - 2], "aious"))
        length--;
    return length >= 6 && ends_with(sound, length, "sk") ? length - 2 : length;
}

int consonants_of(const uint8_t *sound, int length, uint8_t *key)
{
    int to = 0;
    for (int i = 0; i < length; i++)
        if (!is_one_of(sound[i], "aeiouy'h"))
            key[to++] = sound[i];
    return to;
}

int loose_of(const uint8_t *sound, int length, uint8_t *key)
{
    static const char FROM[] = "lvpfCcSZjzmdg", TO[] = "rbbhttssssntk";
    int to = 0;
    for (int i = 0; i < length; i++) {
        const char *found = sound[i] ? strchr(FROM, sound[i]) : NULL;
        uint8_t letter = found ? (uint8_t)TO[found - FROM] : sound[i];
        if (!is_one_of(letter, "aeiouy'"))
            key[to++] = letter;
    }
    return without_doubles(key, to);
}

/* Letters that are written otherwise, where the letters beside them are as said; NULL for anything. */
typedef struct {
    const char *letters, *written, *before, *after, *not_after;
} Rule;

/* Of mandarin.py, in its order. */
static const Rule RULES[] = {
    {"szu", "si", NULL, NULL, NULL},
    {"ssu", "si", NULL, NULL, NULL},
    {"tzu", "ci", NULL, NULL, NULL},
    {"hsh", "s", NULL, NULL, NULL},
    {"hs", "s", NULL, NULL, NULL},
    {"sh", "s", NULL, NULL, NULL},
    {"x", "s", NULL, NULL, NULL},
    {"zh", "C", NULL, NULL, NULL},
    {"ch", "C", NULL, NULL, NULL},
    {"j", "C", NULL, NULL, NULL},
    {"q", "C", NULL, NULL, NULL},
    {"tz", "c", NULL, NULL, NULL},
    {"ts", "c", NULL, NULL, NULL},
    {"z", "c", NULL, NULL, NULL},
    {"b", "p", NULL, NULL, NULL},
    {"d", "t", NULL, NULL, NULL},
    {"g", "k", NULL, "aeiouw", NULL},
    {"w", "u", "hkC", "a", NULL},
    {"yieh", "ye", NULL, NULL, NULL},
    {"yuen", "yuan", NULL, NULL, NULL},
    {"yen", "yan", NULL, NULL, NULL},
    {"uen", "un", NULL, NULL, NULL},
    {"uei", "ui", NULL, NULL, NULL},
    {"iou", "iu", NULL, NULL, NULL},
    {"eh", "e", "iuy", NULL, "aeiou"},
    {"ih", "i", NULL, NULL, "aeiou"},
    {"ung", "ong", NULL, NULL, NULL},
    {"ien", "ian", NULL, NULL, NULL},
    {"you", "yu", NULL, NULL, NULL},
    {"yi", "i", NULL, NULL, NULL},
    {"uo", "o", NULL, NULL, NULL},
    {"er", "o", "h", NULL, "aeiou"},
    {"e", "o", "hk", NULL, "inr"},
    {"ong", "en", "pmf", NULL, NULL},
    {"eng", "en", NULL, NULL, NULL},
    {"ing", "in", NULL, NULL, NULL},
    {"ao", "au", NULL, NULL, NULL},
};

static int fits(const Rule *rule, const uint8_t *text, int length, int from, uint8_t before)
{
    int next = from + (int)strlen(rule->letters);
    return begins(text + from, length - from, rule->letters) &&
           (!rule->before || is_one_of(before, rule->before)) &&
           (!rule->after || (next < length && is_one_of(text[next], rule->after))) &&
           !(rule->not_after && next < length && is_one_of(text[next], rule->not_after));
}

int mandarin_key(const uint8_t *text, int length, uint8_t *key)
{
    memcpy(key, text, (size_t)length);
    uint32_t set = letter_set(key, length);
    for (size_t i = 0; i < sizeof RULES / sizeof *RULES; i++) {
        const Rule *rule = &RULES[i];
        if (!may_have(set, rule->letters))
            continue;
        int size = (int)strlen(rule->letters), to = 0;
        uint8_t before = 0; /* as it was read, not as it was written */
        for (int from = 0; from < length;) {
            if (key[from] != (uint8_t)*rule->letters || !fits(rule, key, length, from, before)) {
                before = key[from];
                key[to++] = key[from++];
                continue;
            }
            before = key[from + size - 1];
            from += size;
            for (const char *letter = rule->written; *letter; letter++) /* never more than were read */
                key[to++] = (uint8_t)*letter;
        }
        length = to;
        set = letter_set(key, length);
    }
    return length;
}

/* A number for what the key of a word may begin with: words of two numbers have two keys. */
int mandarin_beginning(uint8_t letter)
{
    static const char *const CLASSES[] = {"bp", "dtzcjq", "gk", "sxh", "yi", "ou"};
    for (int i = 0; i < (int)(sizeof CLASSES / sizeof *CLASSES); i++)
        if (is_one_of(letter, CLASSES[i]))
            return i;
    return letter;
}

/* Whether there are letters that other romanisations do not write. */
int has_letters_of_pinyin(const uint8_t *text, int length)
{
    for (int i = 0; i < length; i++) {
        uint8_t next = i + 1 < length ? text[i + 1] : 0;
        if (is_one_of(text[i], "bdqrxz") || (text[i] == 'g' && is_one_of(next, "aeiou")) ||
            (text[i] == 'j' && next == 'i'))
            return 1;
    }
    return 0;
}

static const Replacement DIGRAPHS[] = {{"sh", "S", 0}, {"ch", "C", 1}, {"zh", "Z", 2},
                                       {"kh", "H", 3}, {"th", "T", 4}, {"ph", "f", 5},
                                       {"ng", "N", 6}, {"ck", "k", 7}};

int symbols_of(const uint8_t *text, int length, uint8_t *symbols)
{
    static const char LETTERS[] = "abcdefghijklmnopqrstuvwxyzSCZHTN";
    uint8_t written[LONGEST_SPELLED];
    memcpy(written, text, (size_t)length);
    length = replace(written, length, DIGRAPHS, (int)(sizeof DIGRAPHS / sizeof *DIGRAPHS));
    int to = 0;
    for (int i = 0; i < length; i++) {
        const char *found = written[i] ? strchr(LETTERS, written[i]) : NULL;
        if (found)
            symbols[to++] = (uint8_t)(found - LETTERS);
    }
    return to;
}

/* What letters may sound like: two ways at most. */
typedef struct {
    const char *letters, *first, *second;
} Way;

static const Way COMMON[] = {
    {"b", "b", NULL},  {"p", "b", NULL},  {"f", "b", NULL},  {"v", "b", NULL},  {"k", "k", NULL},
    {"g", "k", NULL},  {"q", "k", NULL},  {"t", "t", NULL},  {"d", "t", NULL},  {"s", "s", NULL},
    {"z", "s", NULL},  {"j", "s", NULL},  {"c", "s", NULL},  {"m", "n", NULL},  {"n", "n", NULL},
    {"l", "r", NULL},  {"r", "r", NULL},  {"x", "ks", NULL}, {"ph", "b", NULL}, {"ck", "k", NULL},
    {"sh", "s", NULL}, {"zh", "s", NULL}, {"ch", "s", NULL}, {"kh", "", NULL},  {"gh", "", NULL},
    {"h", "", NULL},   {"ts", "s", NULL}, {"dz", "s", NULL}, {"dj", "s", NULL}, {"dzh", "s", NULL},
    {"ng", "nk", NULL}, {NULL, NULL, NULL},
};
static const Way LATIN_WAYS[] = {
    {"w", "b", ""},       {"th", "t", "s"},     {"ch", "s", "k"},      {"j", "s", ""},
    {"x", "ks", "s"},     {"soft g", "k", "s"}, {"hard c", "k", NULL}, {"late r", "r", ""},
    {"ng", "n", "nk"},    {"kh", "", "k"},      {"gh", "", "k"},       {NULL, NULL, NULL},
};
static const Way HAN_WAYS[] = {
    {"x", "s", NULL}, {"q", "s", NULL}, {"w", "b", ""}, {"ng", "n", NULL}, {NULL, NULL, NULL}};
static const Way ARABIC_WAYS[] = {
    {"w", "", "b"}, {"kh", "", "k"}, {"gh", "k", ""}, {"th", "t", "s"}, {NULL, NULL, NULL}};
static const Way HANGUL_WAYS[] = {{"ng", "n", NULL}, {"w", "", "b"}, {NULL, NULL, NULL}};
static const Way KANA_WAYS[] = {{"early t", "", NULL}, {NULL, NULL, NULL}};
static const Way CYRILLIC_WAYS[] = {{"kh", "", "k"}, {"j", "", NULL}, {NULL, NULL, NULL}};
static const Way NO_WAYS[] = {{NULL, NULL, NULL}};
static const char *PARTS[] = {"dzh", "ck", "sh", "zh", "ch", "kh", "gh",
                              "th",  "ph", "ts", "dz", "dj", "ng"};

static const Way *ways_of(int script)
{
    switch (script) {
    case LATIN_SCRIPT: return LATIN_WAYS;
    case HAN_SCRIPT: return HAN_WAYS;
    case ARABIC_SCRIPT: return ARABIC_WAYS;
    case HANGUL_SCRIPT: return HANGUL_WAYS;
    case KANA_SCRIPT: return KANA_WAYS;
    case CYRILLIC_SCRIPT: return CYRILLIC_WAYS;
    default: return NO_WAYS;
    }
}

static const Way *way_of(const Way *ways, const char *letters)
{
    for (; ways->letters; ways++)
        if (strcmp(ways->letters, letters) == 0)
            return ways;
    return NULL;
}

/* The letters of a part, or what they are where they stand. */
static const char *kind_of(const char *part, const uint8_t *text, int length, int at, int script)
{
    int next = at + (int)strlen(part);
    uint8_t following = next < length ? text[next] : 0;
    if (script == LATIN_SCRIPT) {
        if (strcmp(part, "g") == 0 && is_one_of(following, "eiy"))
            return "soft g";
        if (strcmp(part, "c") == 0 && !is_one_of(following, "eiy"))
            return "hard c";
        if (strcmp(part, "r") == 0 && at && is_one_of(text[at - 1], "aeiouy") &&
            !is_one_of(following, "aeiouy"))
            return "late r";
    }
    if (script == KANA_SCRIPT && strcmp(part, "t") == 0 && following &&
        !is_one_of(following, "aeiouy"))
        return "early t";
    return part;
}

#define MOST_WAYS 3

/* The distinct skeletons of a word; how many. */
int skeletons_of(const uint8_t *text, int length, int script,
                 uint8_t skeletons[MOST_SKELETONS][LONGEST_SPELLED], int *lengths)
{
    const char *heard[LONGEST_SPELLED][2];
    int parts = 0, both = 0, count = 0;
    for (int at = 0; at < length;) {
        char part[4] = {0};
        for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS && !part[0]; i++)
            if (begins(text + at, length - at, PARTS[i]))
                strcpy(part, PARTS[i]);
        if (!part[0] && text[at] >= 'a' && text[at] <= 'z')
            part[0] = (char)text[at];
        if (!part[0]) {
            at++;
            continue;
        }
        const Way *way = way_of(ways_of(script), kind_of(part, text, length, at, script));
        if (!way)
            way = way_of(COMMON, part);
        heard[parts][0] = way ? way->first : "";
        heard[parts][1] = way ? way->second : NULL;
        both += heard[parts][1] != NULL;
        if (both > MOST_WAYS)
            heard[parts][1] = NULL;
        parts++;
        at += (int)strlen(part);
    }
    int choices = both < MOST_WAYS ? both : MOST_WAYS;
    for (int chosen = 0; chosen < 1 << choices; chosen++) {
        uint8_t *skeleton = skeletons[count];
        int size = 0, choice = choices;
        for (int i = 0; i < parts; i++) {
            const char *sounds = heard[i][0];
            if (heard[i][1] && chosen >> --choice & 1)
                sounds = heard[i][1];
            for (; *sounds; sounds++)
                if (!size || skeleton[size - 1] != (uint8_t)*sounds)
                    skeleton[size++] = (uint8_t)*sounds;
        }
        int known = size < 2;
        for (int i = 0; i < count && !known; i++)
            known = lengths[i] == size && memcmp(skeletons[i], skeleton, (size_t)size) == 0;
        if (!known)
            lengths[count++] = size;
    }
    return count;
}

/* For tests: one after the other, each ended by 0, the keys of a word. */
EXPORT int tallyman_spell(const uint8_t *text, int length, int script, uint8_t *written)
{
    uint8_t sound[LONGEST_SPELLED], key[LONGEST_SPELLED];
    uint8_t skeletons[MOST_SKELETONS][LONGEST_SPELLED];
    int lengths[MOST_SKELETONS], to = 0;
    int sound_length = sound_key(text, length, sound);
    const struct {
        const uint8_t *letters;
        int length;
    } fixed[] = {{sound, sound_length}, {sound, stem_of(sound, sound_length)}};
    for (int i = 0; i < 2; i++) {
        memcpy(written + to, fixed[i].letters, (size_t)fixed[i].length);
        to += fixed[i].length;
        written[to++] = 0;
    }
    for (int i = 0; i < 4; i++) {
        int size = i == 0   ? consonants_of(sound, sound_length, key)
                   : i == 1 ? loose_of(sound, sound_length, key)
                   : i == 2 ? symbols_of(text, length, key)
                            : mandarin_key(text, length, key);
        for (int j = 0; j < size; j++)
            written[to++] = i == 2 ? (uint8_t)(key[j] + 1) : key[j];
        written[to++] = 0;
    }
    int count = skeletons_of(text, length, script, skeletons, lengths);
    for (int i = 0; i < count; i++) {
        memcpy(written + to, skeletons[i], (size_t)lengths[i]);
        to += lengths[i];
        written[to++] = 0;
    }
    return to;
}
