/* What the compiled kernel works on. Layouts are mirrored in matcher/kernel/layout.py.
 *
 * The kernel computes what matcher/comparison computes, level for level: Python is the
 * definition, and tests hold the two together. Hashes stand for strings that are only ever
 * compared for equality.
 */
#ifndef TALLYMAN_KERNEL_H
#define TALLYMAN_KERNEL_H

#include <stddef.h>
#include <stdint.h>

#define VERSION 20 /* raise it with each change of a structure or function: it keeps a stale library out */
#define EXPORT __attribute__((visibility("default")))

/* Kinds of keys: as in query_keys.py. */
enum { WHOLE_NAME, WORD_KEY, NATIVE_KEY, CONSONANTS, LETTERS, HEARD_IN_LATIN, HEARD_IN_OTHERS,
       TRANSLATED_KEY, KEY_KINDS };

/* Kinds of resemblance, writings, flags: as in resemblance.py and layout.py. */
enum { SAME, ROMANISED, JOINED, INFLECTED, TYPO, TRANSLATED, SOUNDS, PART, SHORTENED, KINDS };
enum { NO_KIND = 255 };
enum { LATIN, VOWELLED, ALPHABETIC, KANA, HAN };
enum { IS_NUMBER = 1, IS_OPTIONAL = 2, IS_HAN = 4, IS_NATIVE = 8, IS_PINYIN = 16,
       IS_PLACE = 32, IS_LETTERED = 64, HAS_DIGITS = 128 };

#define REMEMBERED (1 << 12)
#define MOST_WORDS 64 /* of a name; a longer one is compared in Python */
#define LONGEST_WORD 255 /* letters; a name with a longer one is compared in Python */
#define MOST_LIMIT 64      /* of entities that are asked for; of more all are compared */
#define MOST_KEYS 400      /* of a name that is asked for */
#define MOST_LETTERS 4096  /* of it, its loose keys and sound symbols */
#define MOST_NATIVES 1024
#define NAME_COMPARISONS 10
#define MOST_TRANSLATIONS 10 /* that are looked for, of a word */
#define NULL_LEVEL (-1)
#define NOT_COMPARED (-2)
#define DAMAGED (-3) /* a snapshot that points past its own end */
#define FIRST_OTHER_KIND 2 /* of a party: a person, a vessel */
#define MOST_SIEVED 8 /* entities that are told of a name among many */
#define MOST_OTHERS 96 /* persons' and vessels' names that are compared with one name */
#define MOST_WORDS_OF_PERSON 32
#define SEARCH (-1)
#define SYMBOLS 32
#define MOST_SYMBOLS 24

typedef struct {
    uint64_t form, key, sound, stem, consonants, loose;
    uint32_t text, native, loose_text, symbols; /* where they start in letters and natives */
    uint16_t text_length, native_length, loose_length, symbols_length;
    uint8_t consonants_length, writing, script, flags;
    uint32_t letter_set; /* a bit for each letter that the text has */
} Word;


typedef struct {
    const Word *words;
    const uint8_t *letters;  /* texts, loose keys and sound symbols */
    const uint32_t *natives; /* code points; behind a lettered word how many letters, and which */
    const double *bits;      /* information of each word */
    const uint8_t *has_translations;
} Words;

typedef struct {
    Words words;
    const uint32_t *word_starts; /* of each name in word_numbers; one more than names */
    const uint32_t *word_numbers;
    const uint32_t *join_starts;
    const uint64_t *joins;
    const uint32_t *form_sets; /* which set of legal forms each name states */
} Names;

/* A name that is asked for: its words, and the keys under which it looks for others. */
typedef struct {
    Word words[MOST_WORDS];
    double bits[MOST_WORDS];
    uint64_t joins[2 * MOST_WORDS]; /* as it sounds, each run of three words, then each of two */
    uint64_t keys[MOST_KEYS];       /* the whole name first; one that comes twice counts once */
    float most_bits[MOST_KEYS];     /* that a key may count, however few names carry it */
    uint32_t natives[MOST_NATIVES];
    uint32_t count, key_count;
    uint8_t has_translations[MOST_WORDS];
    uint8_t kinds[MOST_KEYS]; /* of the keys */
    uint8_t letters[MOST_LETTERS];
    uint8_t has_own_keys; /* those of a person or a vessel */
} Asked;

/* A word as Python hands it over; its text and native form follow those of the word before. */
typedef struct {
    uint32_t text_length, native_length;
    uint8_t flags, writing, script, letter_count; /* as `letters_of` reads them: none, or one more */
} Token;

/* How much of the natives is a word's. */
static inline uint32_t native_count_of(const Token *token)
{
    return token->native_length + token->letter_count;
}

/* The words of names that are asked for one after the other. */
typedef struct {
    const Token *tokens;
    const uint32_t *starts; /* of each name in tokens; one more than names */
    const uint8_t *texts;   /* of all tokens, one after the other */
    const uint32_t *natives;
    int32_t count; /* of names */
} Tokens;

typedef struct {
    uint64_t mask; /* size - 1 of the tables, powers of two; an empty slot has key 0 */
    const uint64_t *keys;
    const double *values;
} Table;

typedef struct {
    double written[SYMBOLS][SYMBOLS];
    double dropped[SYMBOLS];
    double added[SYMBOLS];
    double ended;
} Transducer;

typedef struct {
    Table rarities;     /* key of a word -> its rarity */
    Table translated;   /* key of a word -> place of the keys of its translations, plus one */
    Table translations; /* mixed keys of two words -> probability */
    Table initials;     /* key of a word -> bits of the initials of its translations */
    Table syllables;    /* letters of a syllable of pinyin, five bits each -> its bits */
    const Transducer *transducers;
    const int8_t *transducer_of_script; /* -1: none */
    const uint64_t (*translated_keys)[MOST_TRANSLATIONS]; /* the strongest; 0 for none */
    const uint32_t *spellings_of; /* of each letter, where in spellings they start; one more than letters */
    const uint8_t *spellings;     /* each after its length */
    uint64_t letter_count;
    double rarest; /* rarity of a word that nobody carries */
    double bits_per_letter;
} Knowledge;

typedef struct {
    const double *bits[NAME_COMPARISONS]; /* of each level */
    double prior_bits;
    /* The most that levels can be worth that agree no more than a given one. */
    const double *most_of_name, *most_of_extra, *most_of_spelling, *most_of_coverage,
        *most_of_missed;
    double most_of_remainder, most_of_places;
} Weights;

/* From which weight a pair is of interest: at least `least`, and not so far below the best of
 * `limit` entities that what stands beside the names, `slack` bits at most, cannot make up for it.
 */
typedef struct {
    double least, slack;
    int32_t limit;
} Interest;

typedef struct {
    const uint64_t *keys;    /* ascending */
    const uint32_t *buckets; /* where the keys of each beginning start */
    const int64_t *offsets;
    const uint32_t *rows;
    int64_t key_count, posting_count; /* lengths of keys and rows */
    const float *shares_of_length; /* of each row */
    const uint32_t *entities;      /* of each row */
    const double *shares;          /* what each kind of key counts of its rarity */
    const uint8_t *kinds;          /* of each entity: persons and vessels are not compared here; or NULL */
    const uint32_t *common;        /* places of the keys that have bitmaps, ascending */
    const uint64_t *bitmaps;       /* of each, a bit for each row */
    uint32_t common_count, row_count;
    uint32_t bucket_shift; /* bits of a key behind its beginning */
    float greatest_share_of_length;
} Postings;

typedef struct {
    int32_t *scores;   /* of each row; all zero between calls */
    uint32_t *touched; /* rows with a score */
} Scratch;

typedef struct {
    uint8_t kind;
    double share, less_bits;
} Counterpart;

/* Two words that were compared lately, by any name that was asked for. */
typedef struct {
    uint64_t words;
    Counterpart found;
} Remembered;

enum { MANY_EXACT = 1, MANY_POSTINGS = 2 };

uint64_t mix(uint64_t a, uint64_t b);
double look_up(const Table *table, uint64_t key, double otherwise);
double in_units(double bits);
double pinyin_bits(const Table *syllables, const uint8_t *text, int length);
int is_pinyin(const Table *syllables, const uint8_t *text, int length);
int osa_within(const uint8_t *a, int a_length, const uint8_t *b, int b_length, int most);
double heard_bits(const Transducer *transducer, const uint8_t *sounds, int sound_count,
                  const uint8_t *letters, int letter_count);
int writes_in_latin(const Table *syllables, const uint8_t *latin, int latin_length,
                    const uint8_t *pinyin, int pinyin_length);
int is_spelling(const Knowledge *knowledge, const uint8_t *latin, int length, const Words *words,
                const Word *word);
/* Whether one of two words writes down the other, letter for letter. */
int is_written_alike(const Knowledge *knowledge, const Words *query, const Word *ours,
                     const Words *listed, const Word *theirs);
uint8_t resemblance(const Knowledge *knowledge, const Words *query, const Word *ours,
                    const Words *listed, const Word *theirs, int is_person);
double heard(const Knowledge *knowledge, const Words *query, const Word *ours, const Words *listed,
             const Word *theirs);
int nothing_alike(const Words *query, const Word *ours, const Words *listed, const Word *theirs);
Counterpart surest(const Knowledge *knowledge, const Words *query, const Word *ours, double our_bits,
                   const Words *listed, const Word *theirs, double their_bits, int may_translate);
int find(const Postings *postings, Scratch *scratch, const Asked *asked, int64_t most_postings,
         const uint8_t *allowed, int most_exact, int half, uint32_t *rows, int *cuts);
int compare(const Knowledge *knowledge, const Weights *model, const Names *names, const Asked *asked,
            const int8_t *form_levels, Remembered *remembered, const uint32_t *rows,
            const uint32_t *entities, const uint8_t *kinds, int row_count, int told, Interest *interest,
            int8_t *levels, double *weights);

/* A name with its words alone; 0 if they do not fit. */
int read_words(const Knowledge *knowledge, const Token *tokens, int count, const uint8_t *texts,
               const uint32_t *natives, Asked *asked);
int tallyman_ask(const Knowledge *knowledge, const Token *tokens, int count, const uint8_t *texts,
                 const uint32_t *natives, Asked *asked);

/* As ctypes and numpy lay them out; where they are others, nothing is compiled. */
_Static_assert(sizeof(Word) == 80, "WORD of layout.py");
_Static_assert(sizeof(Tokens) == 40, "Tokens of layout.py");
_Static_assert(sizeof(Token) == 12, "_TOKEN of asking.py");
_Static_assert(sizeof(Asked) == 20128, "Asked of layout.py");
_Static_assert(sizeof(Knowledge) == 184, "Knowledge of layout.py");
_Static_assert(sizeof(Weights) == 144 && sizeof(Interest) == 24, "Weights, Interest of layout.py");
_Static_assert(sizeof(Names) == 80 && sizeof(Postings) == 112, "Names, Postings of layout.py");
_Static_assert(sizeof(Remembered) == 32, "REMEMBERED_BYTES of layout.py");
_Static_assert(sizeof(void *) == 8, "pointers of layout.py");

#endif
