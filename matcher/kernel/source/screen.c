/* Screen one name: find the names worth comparing, compare them, keep the best of each party. */
#include "alignment.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TELLING_BITS 12.0 /* as in searching.py */

/* What is screened against, and how much of it at most. */
typedef struct {
    const Knowledge *knowledge;
    const Weights *weights;
    const Names *names;
    const Postings *postings;
    int64_t most_postings;
    int32_t most_exact;
    /* Names of either ranking; for a name with words of another script; of a person or a vessel. */
    int32_t half, half_across, half_own, half_plain;
} Lists;

/* Room of one thread. */
typedef struct {
    Scratch search;
    Remembered *remembered; /* REMEMBERED of them, zero at first */
} Room;

/* What was found; as many rows as there is room for. */
typedef struct {
    uint32_t *rows, *entities;
    int8_t *levels;  /* shape (rows, NAME_COMPARISONS) */
    double *weights;
    uint32_t *best;  /* places of the best rows of each entity, the heaviest first */
    double least; /* what weighs less is of no interest, and may weigh less than is written */
    int32_t count, entity_count, best_count, compared_count, cuts;
} Found;

typedef struct {
    double weight;
    uint32_t place;
} Weighed;

static int heavier_first(const void *a, const void *b)
{
    const Weighed *ours = a, *theirs = b;
    if (ours->weight != theirs->weight)
        return ours->weight > theirs->weight ? -1 : 1;
    return ours->place < theirs->place ? -1 : 1;
}

/* The best row of each entity, the heaviest first, as far as they weigh enough. */
static int rank_entities(Found *found, int32_t *seen, double least)
{
    Weighed *weighed = malloc(((size_t)found->count + 1) * sizeof *weighed);
    int32_t count = 0;
    if (!weighed)
        return 0;
    found->entity_count = 0;
    for (int32_t i = 0; i < found->count; i++) {
        if (found->weights[i] == -INFINITY)
            continue;
        found->entity_count += !seen[found->entities[i]]++;
        if (found->weights[i] >= least)
            weighed[count++] = (Weighed){found->weights[i], (uint32_t)i};
    }
    for (int32_t i = 0; i < found->count; i++)
        seen[found->entities[i]] = 0;
    qsort(weighed, (size_t)count, sizeof *weighed, heavier_first);
    found->best_count = 0;
    for (int32_t i = 0; i < count; i++)
        if (!seen[found->entities[weighed[i].place]]++)
            found->best[found->best_count++] = weighed[i].place;
    for (int32_t i = 0; i < count; i++)
        seen[found->entities[weighed[i].place]] = 0;
    free(weighed);
    return 1;
}

_Static_assert(sizeof(Lists) == 64 && sizeof(Room) == 24 && sizeof(Found) == 72,
               "Lists, Room and Found of layout.py");

/* Half of how many listed names a name is compared with: `candidates_of` of searching.py. */
static int half_of(const Lists *lists, const Asked *asked)
{
    int across = 0;
    double rarest = 0.0;
    for (uint32_t i = 0; i < asked->count; i++) {
        across |= asked->words[i].flags & IS_NATIVE;
        rarest = asked->bits[i] > rarest ? asked->bits[i] : rarest;
    }
    if (across)
        return lists->half_across;
    if (asked->has_own_keys)
        return lists->half_own;
    return rarest < TELLING_BITS ? lists->half_plain : lists->half;
}

/* Screen a name that `tallyman_ask` made ready.
 *
 * form_levels: level of the legal_form comparison by set of legal forms; allowed: of each entity,
 * or NULL; interest: in which entities; found: with `count` rows that are to be compared whatever is
 * found, each once. Returns 1, 0 if there is no memory, or DAMAGED.
 */
EXPORT int tallyman_screen(const Lists *lists, Room *room, const Asked *asked, const int8_t *form_levels,
                    const uint8_t *allowed, Interest interest, Found *found)
{
    int32_t *seen = room->search.scores;
    int told = found->count;
    int ranked = find(lists->postings, &room->search, asked, lists->most_postings, allowed,
                      lists->most_exact, half_of(lists, asked), found->rows + told, &found->cuts);
    if (ranked < 0)
        return ranked == DAMAGED ? DAMAGED : 0;
    for (int i = 0; i < told; i++)
        seen[found->rows[i]] = 1;
    for (int i = told; i < told + ranked; i++)
        if (!seen[found->rows[i]])
            found->rows[found->count++] = found->rows[i];
    for (int i = 0; i < told; i++)
        seen[found->rows[i]] = 0;
    for (int32_t i = 0; i < found->count; i++)
        found->entities[i] = lists->postings->entities[found->rows[i]];
    found->compared_count =
        compare(lists->knowledge, lists->weights, lists->names, asked, form_levels,
                room->remembered, found->rows, found->entities, lists->postings->kinds,
                found->count, told, &interest, found->levels, found->weights);
    if (found->compared_count < 0)
        return 0;
    found->least = interest.least;
    if (found->compared_count < found->count) /* Python compares the rest, and ranks */
        return 1;
    return rank_entities(found, seen, interest.least);
}

/* Names that are asked for one after the other. */
typedef struct {
    Tokens names;
    const int8_t *const *form_levels; /* of each name, as for tallyman_screen */
    const double *leasts;             /* the weight that is of interest */
    const uint32_t *beside_starts;    /* of each name in beside; one more than names */
    const uint32_t *beside;           /* rows that are compared whatever is found */
} Batch;

_Static_assert(sizeof(Batch) == 72, "Batch of layout.py");

/* What is left of each name that is asked for. */
typedef struct {
    int8_t *counts;     /* of entities that are of interest; SEARCH for a name to be searched for by itself */
    uint32_t *entities; /* shape (names, MOST_SIEVED) */
    double *weights;    /* of their best names, the same */
    int32_t *other_counts; /* of names of persons and vessels that are not compared here */
    uint32_t *others;      /* shape (names, MOST_OTHERS): the first of their rows */
} Sieved;

_Static_assert(sizeof(Sieved) == 40, "Sieved of layout.py");

static int8_t keep_best(const Found *found, uint32_t *entities, double *weights)
{
    if (found->best_count > MOST_SIEVED || found->compared_count < found->count)
        return SEARCH;
    for (int32_t i = 0; i < found->best_count; i++) {
        entities[i] = found->entities[found->best[i]];
        weights[i] = found->weights[found->best[i]];
    }
    return (int8_t)found->best_count;
}

static int32_t keep_others(const uint8_t *kinds, const Found *found, uint32_t *others)
{
    int32_t count = 0;
    for (int32_t i = 0; kinds && i < found->count && count < MOST_OTHERS; i++)
        if (kinds[found->entities[i]] >= FIRST_OTHER_KIND)
            others[count++] = found->rows[i];
    return count;
}

/* Find the organisations that many names may be, without what an answer says of them.
 *
 * asked, found: room for one name and what is beside it. Returns 1, 0 if there is no memory, or DAMAGED.
 */
EXPORT int tallyman_sieve(const Lists *lists, Room *room, Asked *asked, const Batch *batch,
                          const uint8_t *allowed, Found *found, Sieved *sieved)
{
    const Tokens *names = &batch->names;
    const uint8_t *texts = names->texts;
    const uint32_t *natives = names->natives;
    for (int32_t i = 0; i < names->count; i++) {
        const Token *tokens = names->tokens + names->starts[i];
        uint32_t count = names->starts[i + 1] - names->starts[i];
        int fits = tallyman_ask(lists->knowledge, tokens, (int)count, texts, natives, asked);
        for (uint32_t j = 0; j < count; j++) {
            texts += tokens[j].text_length;
            natives += native_count_of(&tokens[j]);
        }
        sieved->counts[i] = SEARCH;
        if (!fits)
            continue; /* one that Python asks for */
        uint32_t beside = batch->beside_starts[i];
        found->count = (int32_t)(batch->beside_starts[i + 1] - beside);
        memcpy(found->rows, batch->beside + beside, (size_t)found->count * sizeof *found->rows);
        int done = tallyman_screen(lists, room, asked, batch->form_levels[i], allowed,
                                   (Interest){batch->leasts[i], 0.0, 0}, found);
        if (done != 1)
            return done;
        sieved->counts[i] = keep_best(found, sieved->entities + (size_t)i * MOST_SIEVED,
                                      sieved->weights + (size_t)i * MOST_SIEVED);
        sieved->other_counts[i] = keep_others(lists->postings->kinds, found,
                                              sieved->others + (size_t)i * MOST_OTHERS);
    }
    return 1;
}

/* Compare many names with rows beside them, whatever their parties are, and with nothing else.
 *
 * asked: room for one name; levels, weights: of each row, as `compare` has them. Returns 1, or 0 if
 * there is no memory.
 */
EXPORT int tallyman_compare(const Lists *lists, Room *room, Asked *asked, const Batch *batch,
                            int8_t *levels, double *weights)
{
    const Tokens *names = &batch->names;
    const uint8_t *texts = names->texts;
    const uint32_t *natives = names->natives;
    for (int32_t i = 0; i < names->count; i++) {
        const Token *tokens = names->tokens + names->starts[i];
        uint32_t count = names->starts[i + 1] - names->starts[i], beside = batch->beside_starts[i];
        int rows = (int)(batch->beside_starts[i + 1] - beside);
        int fits = tallyman_ask(lists->knowledge, tokens, (int)count, texts, natives, asked);
        for (uint32_t j = 0; j < count; j++) {
            texts += tokens[j].text_length;
            natives += native_count_of(&tokens[j]);
        }
        Interest everything = {-INFINITY, 0.0, 0};
        int8_t *of_name = levels + (size_t)beside * NAME_COMPARISONS;
        for (int row = 0; row < rows && !fits; row++)
            of_name[(size_t)row * NAME_COMPARISONS] = NOT_COMPARED;
        if (fits && compare(lists->knowledge, lists->weights, lists->names, asked, batch->form_levels[i],
                            room->remembered, batch->beside + beside, NULL, NULL, rows, rows,
                            &everything, of_name, weights + beside) < 0)
            return 0;
    }
    return 1;
}

/* A pair of an alignment as Python reads it. */
typedef struct {
    double bits;
    uint64_t query, listed; /* places on either side, a bit each */
    uint64_t kind;
} AlignedPair;

/* Align a name with one listed name that it was compared with. pairs: MOST_WORDS of them. Returns
 * how many there are, -1 if there is no memory, or NOT_COMPARED.
 */
EXPORT int tallyman_align(const Lists *lists, Room *room, const Asked *asked, uint32_t row,
                   AlignedPair *pairs)
{
    Alignment alignment;
    int done = align_row(lists->knowledge, lists->names, asked, room->remembered, row, &alignment);
    if (done != 1)
        return done ? done : -1;
    for (int i = 0; i < alignment.count; i++) {
        const Pair *pair = &alignment.pairs[i];
        pairs[i] = (AlignedPair){pair->bits, pair->query, pair->listed, pair->kind};
    }
    return alignment.count;
}

EXPORT int tallyman_version(void) { return VERSION; }
