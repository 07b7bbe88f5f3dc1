/* What two persons' names have in common at most: person_alignment.py, looked at from above.
 *
 * Never less than the alignment finds, and cheap: a word that may stand for another is not asked
 * how surely it does, and two words may stand for the same one.
 */
#include "alignment.h"
#include "spelling.h"

#include <string.h>

#define FEWEST_HEARD (5.0 - 1e-9)
#define SHORTEST_JOINED 2 /* letters of a word that is joined with its neighbours */

/* The places of the words of a name, by what they are. */
typedef struct {
    uint32_t words, names, initials;
} Parts;

/* The most that two names have in common, and the fewest words that either has alone. */
typedef struct {
    int8_t words, initials, ours, theirs;
} InCommon;

_Static_assert(sizeof(Parts) == 12 && sizeof(InCommon) == 4, "parts and IN_COMMON of persons.py and layout.py");

static const InCommon ANYTHING = {MOST_WORDS, MOST_WORDS, 0, 0};

/* Letters that begin the same sound, as `_INITIAL_CLASSES` has them. */
static const char *const BEGINNINGS[] = {"ckqx", "eyij", "gj", "uowy", "vw", "scz", "fp", "hk", "gh"};

static int begins_alike(uint8_t a, uint8_t b)
{
    if (a == b)
        return 1;
    for (size_t i = 0; i < sizeof BEGINNINGS / sizeof *BEGINNINGS; i++)
        if (a && b && strchr(BEGINNINGS[i], a) && strchr(BEGINNINGS[i], b))
            return 1;
    return 0;
}

/* Whether `_kind` may take one word for the other. Words whose vowels fold alike have the same
 * consonants.
 */
static int may_stand(const Knowledge *knowledge, const Words *query, const Word *ours,
                     const Words *listed, const Word *theirs)
{
    if (ours->form == theirs->form)
        return 1;
    if (ours->flags & theirs->flags & IS_HAN)
        return 0;
    if (ours->consonants == theirs->consonants)
        return 1;
    if (ours->writing == HAN || theirs->writing == HAN || nothing_alike(query, ours, listed, theirs))
        return 0;
    return resemblance(knowledge, query, ours, listed, theirs, 1) != NO_KIND ||
           (!ours->writing != !theirs->writing &&
            (is_written_alike(knowledge, query, ours, listed, theirs) ||
             heard(knowledge, query, ours, listed, theirs) >= FEWEST_HEARD));
}

/* The sound of some text with its vowels folded, as `_vowels_folded`; its length. */
static int fold(const uint8_t *text, int length, uint8_t *folded)
{
    uint8_t sound[LONGEST_SPELLED];
    int to = 0;
    length = sound_key(text, length, sound);
    for (int i = 0; i < length; i++)
        sound[i] = sound[i] == 'o' ? 'u' : sound[i] == 'e' ? 'i' : sound[i];
    for (int i = 0; i < length; i++) {
        if (sound[i] == 'a' && i + 1 < length && (sound[i + 1] == 'i' || sound[i + 1] == 'u'))
            continue;
        folded[to++] = sound[i];
        if (sound[i] == 'i' || sound[i] == 'u')
            while (i + 1 < length && (sound[i + 1] == 'i' || sound[i + 1] == 'u'))
                i++;
    }
    return to;
}

/* Letters that sound as they are written, wherever they stand. */
static uint32_t plain_letters(uint32_t letter_set)
{
    return letter_set & (1u << 2 | 1u << 4 | 1u << 13 | 1u << 14 | 1u << 18); /* b d m n r */
}

/* Places of the words of a name that neighbours of another may be, written as one; and theirs. */
static void join(const Name *apart, const Name *together, uint32_t *joined, uint32_t *wholes)
{
    for (int size = 2; size <= 3; size++)
        for (int start = 0; start + size <= apart->count; start++) {
            uint8_t text[3 * LONGEST_WORD], run[LONGEST_SPELLED], whole[LONGEST_SPELLED];
            uint32_t letter_set = 0;
            int length = 0, run_length = -1, is_word = 1;
            for (int i = start; i < start + size; i++) {
                is_word &= apart->word[i]->text_length >= SHORTEST_JOINED;
                letter_set |= apart->word[i]->letter_set;
            }
            for (int p = 0; is_word && p < together->count; p++) {
                const Word *word = together->word[p];
                if (plain_letters(letter_set ^ word->letter_set))
                    continue;
                for (int i = start; run_length < 0 && i < start + size; i++) {
                    const Word *part = apart->word[i];
                    memcpy(text + length, apart->words->letters + part->text, part->text_length);
                    length += part->text_length;
                }
                if (run_length < 0)
                    run_length = fold(text, length, run);
                int whole_length = fold(together->words->letters + word->text, word->text_length, whole);
                if (run_length != whole_length || memcmp(run, whole, (size_t)run_length) != 0)
                    continue;
                *joined |= ((1u << size) - 1) << start;
                *wholes |= 1u << p;
            }
        }
}

static int8_t count_of(uint32_t places) { return (int8_t)__builtin_popcount(places); }

static int8_t greater(int8_t a, int8_t b) { return a > b ? a : b; }

static InCommon in_common(const Knowledge *knowledge, const Name *query, Parts our_parts,
                          const Name *listed, Parts their_parts)
{
    uint32_t ours = 0, theirs = 0, our_joins = 0, their_joins = 0, our_initials = 0, their_initials = 0;
    for (int q = 0; q < query->count; q++)
        for (int p = 0; p < listed->count; p++) {
            const Word *our = query->word[q], *their = listed->word[p];
            if ((our_parts.initials >> q | their_parts.initials >> p) & 1) {
                if (begins_alike(query->words->letters[our->text], listed->words->letters[their->text])) {
                    our_initials |= 1u << q;
                    their_initials |= 1u << p;
                }
            } else if (may_stand(knowledge, query->words, our, listed->words, their)) {
                ours |= 1u << q;
                theirs |= 1u << p;
            }
        }
    join(query, listed, &our_joins, &their_joins);
    join(listed, query, &their_joins, &our_joins);
    int is_joined = our_joins != 0;
    ours |= our_joins;
    theirs |= their_joins;
    int8_t our_names = count_of(ours & our_parts.names), their_names = count_of(theirs & their_parts.names);
    int8_t our_all = count_of(ours | our_initials), their_all = count_of(theirs | their_initials);
    int8_t our_left = count_of(our_parts.words & ~(ours | our_initials));
    int8_t their_left = count_of(their_parts.words & ~(theirs | their_initials));
    if (!is_joined) { /* each word stands for one */
        our_left = greater(our_left, (int8_t)(count_of(our_parts.words) - their_all));
        their_left = greater(their_left, (int8_t)(count_of(their_parts.words) - our_all));
    }
    return (InCommon){our_names < their_names ? our_names : their_names,
                      our_initials != 0, our_left, their_left};
}

/* What persons' names have in common with some listed names.
 *
 * our_parts: of each name; starts: where the rows of each name start, and where those of the last
 * end; parts: of all listed names, of one that is no person's none; asked: room for one name.
 */
EXPORT int tallyman_compare_persons(const Knowledge *knowledge, const Names *names, const Tokens *persons,
                                    const Parts *our_parts, const Parts *parts, const uint32_t *starts,
                                    const uint32_t *rows, Asked *asked, InCommon *found)
{
    const uint8_t *texts = persons->texts;
    const uint32_t *natives = persons->natives;
    const Words words = words_of(asked);
    Name ours, theirs;
    for (int32_t person = 0; person < persons->count; person++) {
        const Token *tokens = persons->tokens + persons->starts[person];
        uint32_t count = persons->starts[person + 1] - persons->starts[person];
        int fits = count <= MOST_WORDS_OF_PERSON &&
                   read_words(knowledge, tokens, (int)count, texts, natives, asked) &&
                   read_name(&ours, &words, count, NULL, asked->joins);
        for (uint32_t i = 0; i < count; i++) {
            texts += tokens[i].text_length;
            natives += native_count_of(&tokens[i]);
        }
        for (uint32_t i = starts[person]; i < starts[person + 1]; i++) {
            uint32_t row = rows[i], length = names->word_starts[row + 1] - names->word_starts[row];
            found[i] = fits && parts[row].words && length <= MOST_WORDS_OF_PERSON &&
                               read_listed(&theirs, names, row)
                           ? in_common(knowledge, &ours, our_parts[person], &theirs, parts[row])
                           : ANYTHING;
        }
    }
    return 1;
}
