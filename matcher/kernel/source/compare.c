/* Compare one name with many: the levels of name.py, and the bits they are worth. */
#include "alignment.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BANDS(bounds) (int)(sizeof(bounds) / sizeof *(bounds))
#define OPTIONAL_SHARE 0.5
#define TELLING_BITS 6.0
#define KNOWN_WORD_BITS 15.3
#define COMMON_WORD_BITS 12.0
#define COVERED 0.9
#define ROUNDING 1e-9 /* a bound is added up in another order than a weight */

static const double AGREED[] = {2, 4, 6, 8, 10, 12, 14};
static const double MISSED_BY_BOTH[] = {2, 4, 6, 8, 10, 12};
static const double MISSED_BY_ONE[] = {2, 4, 6, 8, 10, 12, 14};
static const double MISSED_COARSE[] = {2, 6, 10};
static const double COVERAGE[] = {0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97};
static const double SUBSTANCE[] = {6, 10, 14, 18, 24, 32};

struct Memo {
    uint32_t *slots; /* place of a listed word's counterparts, plus one; 0 is free */
    uint32_t *numbers;
    Counterpart *found; /* as many for each listed word as the query has words */
    uint32_t mask, count;
    Remembered *remembered; /* REMEMBERED of them */
};

static int memo_open(Memo *memo, uint32_t room, uint32_t query_words, Remembered *remembered)
{
    uint32_t size = 64;
    while (size < 2 * room)
        size *= 2;
    memo->slots = calloc(size, sizeof *memo->slots);
    memo->numbers = malloc((room + 1) * sizeof *memo->numbers);
    memo->found = malloc((size_t)(room + 1) * query_words * sizeof *memo->found);
    memo->mask = size - 1;
    memo->count = 0;
    memo->remembered = remembered;
    return memo->slots && memo->numbers && memo->found;
}

static void memo_close(Memo *memo)
{
    free(memo->slots);
    free(memo->numbers);
    free(memo->found);
}

/* All that a resemblance depends on: a form that was found in one script has one spelling, but for
 * Chinese characters, which are read in Mandarin or not at all, and letters of which several are
 * romanised alike.
 */
static uint64_t identity(const Words *words, const Word *word)
{
    uint64_t read = word->flags & IS_HAN ? word->sound << 1 : 0;
    if (word->flags & IS_LETTERED)
        for (int i = 0; i < word->native_length; i++)
            read = mix(read, words->natives[word->native + (uint32_t)i]);
    return (word->form ^ read) + (uint64_t)(8 * word->script + word->writing);
}

const Counterpart *counterparts(Memo *memo, const Knowledge *knowledge, const Name *query,
                                const Name *listed, int place)
{
    const Word *theirs = listed->word[place];
    if (theirs->flags & IS_NUMBER)
        return NULL;
    uint32_t number = listed->number[place];
    uint32_t slot = number * 0x9E3779B1u >> 7 & memo->mask;
    for (; memo->slots[slot]; slot = (slot + 1) & memo->mask)
        if (memo->numbers[memo->slots[slot] - 1] == number)
            return memo->found + (size_t)(memo->slots[slot] - 1) * query->count;
    uint32_t at = memo->count++;
    memo->slots[slot] = at + 1;
    memo->numbers[at] = number;
    Counterpart *found = memo->found + (size_t)at * query->count;
    uint64_t words[MOST_WORDS]; /* what to remember each pair under; 0 for nothing to look for */
    for (int i = 0; i < query->count; i++) {
        const Word *ours = query->word[i];
        int may_translate = query->words->has_translations[query->number[i]] &&
                            listed->words->has_translations[number];
        words[i] = 0;
        if (ours->flags & IS_NUMBER ||
            (!may_translate && nothing_alike(query->words, ours, listed->words, theirs)))
            continue;
        words[i] = mix(identity(query->words, ours), identity(listed->words, theirs));
        __builtin_prefetch(&memo->remembered[words[i] % REMEMBERED]);
    }
    for (int i = 0; i < query->count; i++) {
        found[i] = (Counterpart){.kind = NO_KIND};
        if (!words[i])
            continue;
        Remembered *remembered = &memo->remembered[words[i] % REMEMBERED];
        if (remembered->words != words[i]) {
            int may_translate = query->words->has_translations[query->number[i]] &&
                                listed->words->has_translations[number];
            remembered->words = words[i];
            remembered->found = surest(knowledge, query->words, query->word[i], query->bits[i],
                                       listed->words, theirs, listed->bits[place], may_translate);
        }
        found[i] = remembered->found;
    }
    return found;
}

static int band(const double *bounds, int count, double value)
{
    int found = 0;
    while (found < count && bounds[found] <= value)
        found++;
    return found;
}

/* Whether a name can be compared here: of few words, none of them endless. */
int read_name(Name *name, const Words *words, uint32_t count, const uint32_t *numbers,
                     const uint64_t *joins)
{
    if (!count || count > MOST_WORDS)
        return 0;
    name->words = words;
    name->count = (int)count;
    name->joins = joins;
    name->total_bits = 0.0;
    name->bracketed = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t number = numbers ? numbers[i] : i;
        const Word *word = &words->words[number];
        if (word->text_length > LONGEST_WORD)
            return 0;
        name->word[i] = word;
        name->number[i] = number;
        name->bits[i] = words->bits[number];
        int optional = word->flags & IS_OPTIONAL;
        name->bracketed |= optional != 0;
        name->total_bits += name->bits[i] * (optional ? OPTIONAL_SHARE : 1.0);
    }
    return 1;
}

static int has_optional(const Name *name, const Left *left)
{
    for (int i = 0; i < left->count; i++)
        if (name->word[left->places[i]]->flags & IS_OPTIONAL)
            return 1;
    return 0;
}

static double rarest_left(const Name *name, const Left *left, int bracketed)
{
    double rarest = 0.0;
    for (int i = 0; i < left->count; i++) {
        int place = left->places[i];
        uint8_t flags = name->word[place]->flags;
        if (name->bits[place] > rarest && !(flags & IS_NUMBER) &&
            (bracketed || !(flags & IS_OPTIONAL)))
            rarest = name->bits[place];
    }
    return rarest;
}

/* Whether what was taken for a misspelling may be another word, as ordinary names have both. */
static int may_be_two_words(const Name *query, const Name *listed, const Pair *pair,
                            double known_bits)
{
    return pair->kind == TYPO && query->bits[pair->first_query] < known_bits &&
           listed->bits[pair->first_listed] < known_bits;
}

/* How the words agree, by the kinds that most of the agreeing bits come from. */
static int manner(const Name *query, const Name *listed, const Alignment *found)
{
    double share[KINDS] = {0};
    const Pair *misspelt = NULL;
    int telling = 0;
    for (int i = 0; i < found->count; i++) {
        const Pair *pair = &found->pairs[i];
        telling += pair->bits >= TELLING_BITS;
        int across = !query->word[pair->first_query]->writing != !listed->word[pair->first_listed]->writing;
        share[pair->kind == JOINED && across ? ROMANISED : pair->kind] += pair->bits / found->agreed;
        if (pair->kind == TYPO && (!misspelt || pair->bits > misspelt->bits))
            misspelt = pair;
    }
    double written_alike = share[SAME] + share[JOINED];
    if (written_alike > 0.95)
        return 9;
    if (written_alike + share[ROMANISED] > 0.9)
        return 8;
    if (misspelt && share[TYPO] > 0.3)
        return may_be_two_words(query, listed, misspelt, KNOWN_WORD_BITS) ? 5 : 6;
    if (share[SOUNDS] > 0.3)
        return found->count == 1 ? 1 : telling <= 1 ? 2 : 3;
    if (share[TRANSLATED] > 0.3)
        return 4;
    return share[SOUNDS] + share[PART] + share[SHORTENED] > 0.2 ? 0 : 7;
}

static int says_the_same(uint8_t kind) { return kind != PART && kind != SHORTENED; }

static int coverage_level(const Name *query, const Name *listed, const Alignment *found)
{
    double ours = query->total_bits, theirs = listed->total_bits, covered = 0.0;
    for (int i = 0; i < found->count; i++) {
        const Pair *pair = &found->pairs[i];
        if (!says_the_same(pair->kind) || may_be_two_words(query, listed, pair, COMMON_WORD_BITS)) {
            covered += pair->bits;
            continue;
        }
        double known = CREDIT[pair->kind];
        covered += pair->bits / known * (known > COVERED ? known : COVERED);
        double more = bits_of(query, pair->query) - bits_of(listed, pair->listed);
        if (more > 0.0)
            ours -= more;
        else
            theirs += more;
    }
    double longer = ours > theirs ? ours : theirs;
    return longer > 0.0 ? band(COVERAGE, BANDS(COVERAGE), covered / longer) : NULL_LEVEL;
}

/* The distinct numbers of a name; how many. */
static int numbers_of(const Name *name, uint64_t *numbers)
{
    int count = 0;
    for (int i = 0; i < name->count; i++) {
        if (!(name->word[i]->flags & IS_NUMBER))
            continue;
        int known = 0;
        for (int j = 0; j < count; j++)
            known |= numbers[j] == name->word[i]->form;
        if (!known)
            numbers[count++] = name->word[i]->form;
    }
    return count;
}

static int numbers_level(const Name *query, const Name *listed)
{
    uint64_t ours[MOST_WORDS], theirs[MOST_WORDS];
    int our_count = numbers_of(query, ours), their_count = numbers_of(listed, theirs), shared = 0;
    if (!our_count && !their_count)
        return NULL_LEVEL;
    if (!our_count || !their_count)
        return 1;
    for (int i = 0; i < our_count; i++)
        for (int j = 0; j < their_count; j++)
            shared += ours[i] == theirs[j];
    if (shared == our_count && shared == their_count)
        return 3;
    return shared == our_count || shared == their_count ? 2 : 0;
}

static void name_levels(const Name *query, const Name *listed, const Alignment *found, int8_t forms,
                        int8_t *levels)
{
    int bracketed = query->bracketed && listed->bracketed &&
                    has_optional(query, &found->query_left) &&
                    has_optional(listed, &found->listed_left);
    double ours = rarest_left(query, &found->query_left, bracketed);
    double theirs = rarest_left(listed, &found->listed_left, bracketed);
    double by_both = ours < theirs ? ours : theirs, by_one = ours < theirs ? theirs : ours;
    double agreed = 0.0;
    for (int i = 0; i < found->count; i++)
        if (found->pairs[i].bits > agreed)
            agreed = found->pairs[i].bits;
    double shorter = query->total_bits < listed->total_bits ? query->total_bits : listed->total_bits;
    int both = BANDS(MISSED_BY_BOTH), one = BANDS(MISSED_BY_ONE), coarse = BANDS(MISSED_COARSE);
    levels[0] = (int8_t)(band(AGREED, BANDS(AGREED), agreed) * (both + 1) + both -
                         band(MISSED_BY_BOTH, both, by_both));
    levels[1] = (int8_t)(one - band(MISSED_BY_ONE, one, by_one));
    levels[2] = NULL_LEVEL;
    if (found->agreed != 0.0)
        levels[2] = (int8_t)(manner(query, listed, found) * (coarse + 1) + coarse -
                             band(MISSED_COARSE, coarse, by_both));
    levels[3] = (int8_t)coverage_level(query, listed, found);
    levels[4] = (int8_t)band(SUBSTANCE, BANDS(SUBSTANCE), shorter);
    levels[5] = (int8_t)numbers_level(query, listed);
    levels[6] = forms;
    levels[7] = (int8_t)missed_level(found);
    levels[8] = (int8_t)remainder_level(query, listed, found);
    levels[9] = (int8_t)places_level(query, listed, found);
}

Words words_of(const Asked *asked)
{
    return (Words){asked->words, asked->letters, asked->natives, asked->bits,
                   asked->has_translations};
}

int read_listed(Name *name, const Names *names, uint32_t row)
{
    uint32_t start = names->word_starts[row];
    return read_name(name, &names->words, names->word_starts[row + 1] - start,
                     names->word_numbers + start, names->joins + names->join_starts[row]);
}

/* Align a name with one of the listed names that it was compared with. */
int align_row(const Knowledge *knowledge, const Names *names, const Asked *asked,
              Remembered *remembered, uint32_t row, Alignment *alignment)
{
    const Words words = words_of(asked);
    Name ours, theirs;
    Memo memo;
    int done = memo_open(&memo, MOST_WORDS, asked->count, remembered);
    if (done && (!read_name(&ours, &words, asked->count, NULL, asked->joins) ||
                 !read_listed(&theirs, names, row)))
        done = NOT_COMPARED;
    if (done == 1)
        align(knowledge, &ours, &theirs, &memo, alignment);
    memo_close(&memo);
    return done;
}

/* The most that a pair can weigh, from the counterparts of its words alone; -INFINITY if no word
 * can agree.
 *
 * A word without counterpart is missed, whatever else is aligned, unless it helps to translate a
 * neighbour, as a word that has translations may where another is translated. Where words are joined
 * or spelled out anything may be.
 */
static double most_of_pair(const Knowledge *knowledge, const Weights *model, const Name *query,
                           const Name *listed, Memo *memo, int8_t forms, double least,
                           int is_found_by_name)
{
    double best_of_query[MOST_WORDS] = {0}, agreed = 0.0, ours = 0.0, theirs = 0.0;
    double covered_of_query[MOST_WORDS] = {0}, covered = 0.0;
    double unsaid_by_query[MOST_WORDS] = {0}, we_say = query->total_bits, they_say = listed->total_bits;
    double we_help = 0.0, they_help = 0.0, our_plain = 0.0, their_plain = 0.0;
    uint64_t found = 0;
    int is_translated = 0, we_miss = 0, they_miss = 0, our_helpers = 0, their_helpers = 0;
    for (int place = 0; place < listed->count; place++) {
        const Word *word = listed->word[place];
        int may_help = listed->words->has_translations[listed->number[place]];
        const Counterpart *likely = counterparts(memo, knowledge, query, listed, place);
        int is_found = 0;
        double unsaid = 0.0;
        for (int i = 0; i < query->count; i++) {
            uint8_t kind = query->word[i]->form == word->form ? SAME
                           : likely                           ? likely[i].kind
                                                              : NO_KIND;
            if (kind == NO_KIND)
                continue;
            is_translated |= kind == TRANSLATED || (likely && likely[i].kind == TRANSLATED);
            double share = kind == SAME ? 1.0 : likely[i].share;
            double bits = credit(kind, share, query->bits[i], listed->bits[place]);
            best_of_query[i] = bits > best_of_query[i] ? bits : best_of_query[i];
            if (says_the_same(kind)) {
                double more = query->bits[i] - listed->bits[place];
                unsaid_by_query[i] = more > unsaid_by_query[i] ? more : unsaid_by_query[i];
                unsaid = -more > unsaid ? -more : unsaid;
                bits = bits / CREDIT[kind] * (CREDIT[kind] > COVERED ? CREDIT[kind] : COVERED);
            }
            covered_of_query[i] = bits > covered_of_query[i] ? bits : covered_of_query[i];
            found |= (uint64_t)1 << i;
            is_found = 1;
        }
        they_say -= unsaid;
        they_help += may_help ? listed->bits[place] - unsaid : 0.0;
        we_miss += !is_found;
        their_helpers += !is_found && may_help;
        if (is_found || word->flags & (IS_NUMBER | IS_OPTIONAL))
            continue;
        theirs = listed->bits[place] > theirs ? listed->bits[place] : theirs;
        if (!may_help && listed->bits[place] > their_plain)
            their_plain = listed->bits[place];
    }
    for (int i = 0; i < query->count; i++) {
        covered += covered_of_query[i];
        int may_help = query->words->has_translations[query->number[i]];
        we_say -= unsaid_by_query[i];
        we_help += may_help ? query->bits[i] - unsaid_by_query[i] : 0.0;
        agreed = best_of_query[i] > agreed ? best_of_query[i] : agreed;
        they_miss += !(found >> i & 1);
        our_helpers += !(found >> i & 1) && may_help;
        if (found >> i & 1 || query->word[i]->flags & (IS_NUMBER | IS_OPTIONAL))
            continue;
        ours = query->bits[i] > ours ? query->bits[i] : ours;
        if (!may_help && query->bits[i] > our_plain)
            our_plain = query->bits[i];
    }
    if (is_translated) {
        ours = our_plain;
        theirs = their_plain;
        we_say -= we_help;
        they_say -= they_help;
        we_miss -= their_helpers;
        they_miss -= our_helpers;
    }
    if (!found && is_found_by_name)
        return may_join_or_spell(knowledge, query, listed) ? INFINITY : -INFINITY;
    double by_both = ours < theirs ? ours : theirs, by_one = ours < theirs ? theirs : ours;
    double longer = we_say > they_say ? we_say : they_say;
    double shorter = query->total_bits > listed->total_bits ? listed->total_bits : query->total_bits;
    int both = BANDS(MISSED_BY_BOTH), one = BANDS(MISSED_BY_ONE), coarse = BANDS(MISSED_COARSE);
    int numbers = numbers_level(query, listed);
    double most = model->prior_bits;
    most += model->most_of_name[band(AGREED, BANDS(AGREED), agreed) * (both + 1) + both -
                                band(MISSED_BY_BOTH, both, by_both)];
    most += model->most_of_extra[one - band(MISSED_BY_ONE, one, by_one)];
    most += model->most_of_spelling[coarse - band(MISSED_COARSE, coarse, by_both)];
    int most_covered = longer > 0.0 ? band(COVERAGE, BANDS(COVERAGE), covered / longer + ROUNDING)
                                    : BANDS(COVERAGE);
    most += model->most_of_coverage[most_covered];
    most += model->bits[4][band(SUBSTANCE, BANDS(SUBSTANCE), shorter)];
    most += numbers < 0 ? 0.0 : model->bits[5][numbers];
    most += forms < 0 ? 0.0 : model->bits[6][(int)forms];
    int fewest = we_miss < they_miss ? we_miss : they_miss;
    most += model->most_of_missed[level_of_missed(fewest)];
    /* Of what is left more may be left than is known, and then it may be alike. */
    most += fewest || model->most_of_remainder > 0.0 ? model->most_of_remainder : 0.0;
    most += model->most_of_places;
    most += ROUNDING;
    return most < least && may_join_or_spell(knowledge, query, listed) ? INFINITY : most;
}

/* The greatest weights of different entities so far, the greatest first. */
typedef struct {
    double weights[MOST_LIMIT];
    uint32_t entities[MOST_LIMIT];
    int count;
} Greatest;

static void note(Greatest *greatest, double weight, uint32_t entity, int limit)
{
    int place = 0;
    while (place < greatest->count && greatest->entities[place] != entity)
        place++;
    if (place < greatest->count) {
        if (greatest->weights[place] >= weight)
            return;
    } else if (greatest->count < limit)
        greatest->count++;
    else if (greatest->weights[--place] >= weight)
        return;
    for (; place && greatest->weights[place - 1] < weight; place--) {
        greatest->weights[place] = greatest->weights[place - 1];
        greatest->entities[place] = greatest->entities[place - 1];
    }
    greatest->weights[place] = weight;
    greatest->entities[place] = entity;
}

/* Fetch what comparing some rows further on will read: most of it is far away in memory. */
static void fetch_ahead(const Names *names, const uint32_t *rows, int row_count, int at)
{
    if (at + 12 < row_count) {
        uint32_t row = rows[at + 12];
        __builtin_prefetch(&names->word_starts[row]);
        __builtin_prefetch(&names->join_starts[row]);
        __builtin_prefetch(&names->form_sets[row]);
    }
    if (at + 8 < row_count) {
        uint32_t row = rows[at + 8];
        __builtin_prefetch(&names->word_numbers[names->word_starts[row]]);
        __builtin_prefetch(&names->joins[names->join_starts[row]]);
    }
    if (at + 4 < row_count) {
        uint32_t row = rows[at + 4], end = names->word_starts[row + 1];
        for (uint32_t i = names->word_starts[row]; i < end; i++) {
            uint32_t number = names->word_numbers[i];
            const char *word = (const char *)&names->words.words[number];
            __builtin_prefetch(word);
            __builtin_prefetch(word + sizeof(Word) - 1);
            __builtin_prefetch(&names->words.bits[number]);
        }
    }
}

/* Compare a query's name with listed names.
 *
 * form_levels: level of the legal_form comparison by set of legal forms; remembered: of this
 * thread, model and snapshot; levels: shape (rows, NAME_COMPARISONS); weights: the prior and the
 * bits of these levels, added in their order. A pair that is of no interest has the most that it
 * may weigh instead, and null levels; interest->least rises. A name of which no word agrees weighs
 * -INFINITY, unless it is one of the first `told`. A row that cannot be compared here has
 * NOT_COMPARED as its first level. Returns how many could, or -1 if there is no memory.
 */
int compare(const Knowledge *knowledge, const Weights *model, const Names *names, const Asked *asked,
            const int8_t *form_levels, Remembered *remembered, const uint32_t *rows,
            const uint32_t *entities, const uint8_t *kinds, int row_count, int told, Interest *interest,
            int8_t *levels, double *weights)
{
    Greatest greatest = {.count = 0};
    const Words words = words_of(asked);
    Name ours, theirs;
    Memo memo;
    Alignment alignment;
    uint32_t listed_words = 1;
    int compared = 0;
    int usable = read_name(&ours, &words, asked->count, NULL, asked->joins);
    if (usable)
        sum_up(knowledge, &ours);
    for (int i = 0; i < row_count; i++)
        listed_words += names->word_starts[rows[i] + 1] - names->word_starts[rows[i]];
    if (!memo_open(&memo, listed_words, asked->count, remembered)) {
        memo_close(&memo);
        return -1;
    }
    for (int i = 0; i < row_count; i++, levels += NAME_COMPARISONS) {
        uint32_t row = rows[i];
        fetch_ahead(names, rows, row_count, i);
        if (kinds && kinds[entities[i]] >= FIRST_OTHER_KIND) {
            memset(levels, NULL_LEVEL, NAME_COMPARISONS);
            weights[i] = -INFINITY;
            compared++;
            continue;
        }
        if (names->word_starts[row] == names->word_starts[row + 1]) { /* a party without a name */
            memset(levels, NULL_LEVEL, NAME_COMPARISONS);
            weights[i] = model->prior_bits;
            compared++;
            continue;
        }
        if (!usable || !read_listed(&theirs, names, row)) {
            levels[0] = NOT_COMPARED;
            continue;
        }
        int8_t forms = form_levels[names->form_sets[row]];
        compared++;
        if (interest->least > -INFINITY) {
            weights[i] = most_of_pair(knowledge, model, &ours, &theirs, &memo, forms,
                                      interest->least, i >= told);
            if (weights[i] < interest->least) {
                memset(levels, NULL_LEVEL, NAME_COMPARISONS);
                continue;
            }
        }
        align(knowledge, &ours, &theirs, &memo, &alignment);
        name_levels(&ours, &theirs, &alignment, forms, levels);
        if (i >= told && !alignment.count) {
            weights[i] = -INFINITY;
            continue;
        }
        double weight = model->prior_bits;
        for (int comparison = 0; comparison < NAME_COMPARISONS; comparison++)
            weight += levels[comparison] < 0 ? 0.0
                                             : model->bits[comparison][(int)levels[comparison]];
        weights[i] = weight;
        if (interest->limit > 0 && interest->limit <= MOST_LIMIT) {
            note(&greatest, weight, entities[i], interest->limit);
            double least = greatest.weights[greatest.count - 1] - interest->slack;
            if (greatest.count == interest->limit && least > interest->least)
                interest->least = least;
        }
    }
    memo_close(&memo);
    return compared;
}
