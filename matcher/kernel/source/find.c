/* Rank the names that share keys with a query: what index/candidates.py does with numpy. */
#include "kernel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const uint64_t *keys; /* ascending */
    const int64_t *offsets;
    const uint32_t *rows;
    int64_t key_count;
    const float *shares_of_length; /* of each row */
    const uint32_t *entities;      /* of each row */
    uint32_t row_count;
} Postings;

typedef struct {
    int32_t *scores;   /* of each row; all zero between calls */
    uint32_t *touched; /* rows with a score */
} Scratch;

typedef struct {
    int64_t start, end;
    int32_t weight;
    uint8_t exact;
} Span;

/* The best rows seen so far, the worst of them at the root. */
typedef struct {
    float score;
    uint32_t row;
} Ranked;

typedef struct {
    Ranked *ranked;
    int count, room;
} Best;

enum { MANY_EXACT = 1, MANY_POSTINGS = 2 };

#define RARITY_POWER 3.0
#define SCALE 8.0

static int64_t place_of(const Postings *postings, uint64_t key)
{
    int64_t low = 0, high = postings->key_count;
    while (low < high) {
        int64_t middle = (low + high) / 2;
        if (postings->keys[middle] < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < postings->key_count && postings->keys[low] == key ? low : -1;
}

static int is_worse(Ranked a, Ranked b)
{
    return a.score != b.score ? a.score < b.score : a.row > b.row;
}

static void sink(Best *best, int place)
{
    for (;;) {
        int worst = place, left = 2 * place + 1, right = left + 1;
        if (left < best->count && is_worse(best->ranked[left], best->ranked[worst]))
            worst = left;
        if (right < best->count && is_worse(best->ranked[right], best->ranked[worst]))
            worst = right;
        if (worst == place)
            return;
        Ranked swapped = best->ranked[place];
        best->ranked[place] = best->ranked[worst];
        best->ranked[worst] = swapped;
        place = worst;
    }
}

static void offer(Best *best, float score, uint32_t row)
{
    Ranked next = {score, row};
    if (best->count < best->room) {
        int place = best->count++;
        best->ranked[place] = next;
        for (int parent; place; place = parent) {
            parent = (place - 1) / 2;
            if (!is_worse(best->ranked[place], best->ranked[parent]))
                break;
            Ranked swapped = best->ranked[place];
            best->ranked[place] = best->ranked[parent];
            best->ranked[parent] = swapped;
        }
    } else if (best->room && is_worse(best->ranked[0], next)) {
        best->ranked[0] = next;
        sink(best, 0);
    }
}

/* Append the rows, best first. */
static int append_best(Best *best, uint32_t *rows, int count)
{
    int found = best->count;
    while (best->count) {
        rows[count + best->count - 1] = best->ranked[0].row;
        best->ranked[0] = best->ranked[--best->count];
        sink(best, 0);
    }
    return count + found;
}

/* Drop what stands twice, with the help of scores that are zero before and after. */
static int each_once(int32_t *scores, uint32_t *rows, int count)
{
    int kept = 0;
    for (int i = 0; i < count; i++)
        if (!scores[rows[i]]++)
            rows[kept++] = rows[i];
    for (int i = 0; i < kept; i++)
        scores[rows[i]] = 0;
    return kept;
}

static int by_count(const void *a, const void *b)
{
    const Span *ours = a, *theirs = b;
    int64_t difference = (ours->end - ours->start) - (theirs->end - theirs->start);
    if (difference)
        return difference < 0 ? -1 : 1;
    return ours->start < theirs->start ? -1 : ours->start > theirs->start;
}

/* The rows worth comparing: those that carry the first key, then the best for what they share for
 * their length, then the best for what they share; each once.
 *
 * keys, shares: hashes of the query's keys, and what each kind of key counts of its rarity; of a
 * key that comes twice the first counts. allowed: of each entity, or NULL. room: of rows, at least
 * most_exact + 2 * half. Returns how many rows there are, or -1 if there is no memory.
 */
int tallyman_find(const Postings *postings, Scratch *scratch, const uint64_t *keys,
                  const double *shares, int key_count, int64_t most_postings,
                  const uint8_t *allowed, int most_exact, int half, uint32_t *rows, int *cuts)
{
    Span *spans = malloc((size_t)(key_count + 1) * sizeof *spans);
    Ranked *ranked = malloc(2 * (size_t)(half + 1) * sizeof *ranked);
    int span_count = 0, count = 0;
    int64_t posting_count = 0;
    *cuts = 0;
    if (!spans || !ranked) {
        free(spans);
        free(ranked);
        return -1;
    }
    for (int i = 0; i < key_count; i++) {
        int repeated = 0;
        for (int j = 0; j < i && !repeated; j++)
            repeated = keys[j] == keys[i];
        int64_t place = repeated ? -1 : place_of(postings, keys[i]);
        if (place < 0)
            continue;
        Span span = {postings->offsets[place], postings->offsets[place + 1], 0, i == 0};
        double rarity = log2((double)(postings->row_count + 1) / (double)(span.end - span.start));
        double weight = shares[i] * pow(rarity, RARITY_POWER) * SCALE;
        span.weight = weight > 1.0 ? (int32_t)weight : 1;
        spans[span_count++] = span;
        posting_count += span.end - span.start;
    }
    if (span_count && spans[0].exact)
        for (int64_t i = spans[0].start; i < spans[0].end; i++) {
            uint32_t row = postings->rows[i];
            if (allowed && !allowed[postings->entities[row]])
                continue;
            if (count == most_exact) {
                *cuts |= MANY_EXACT;
                break;
            }
            rows[count++] = row;
        }
    if (posting_count > most_postings) {
        *cuts |= MANY_POSTINGS;
        qsort(spans, (size_t)span_count, sizeof *spans, by_count);
        int64_t read = 0;
        int kept = 0;
        while (kept < span_count &&
               (read += spans[kept].end - spans[kept].start) <= most_postings)
            kept++;
        span_count = kept;
    }
    uint32_t touched = 0;
    int32_t *scores = scratch->scores;
    for (int s = 0; s < span_count; s++) {
        int32_t weight = spans[s].weight;
        for (int64_t i = spans[s].start; i < spans[s].end; i++) {
            uint32_t row = postings->rows[i];
            scratch->touched[touched] = row;
            touched += scores[row] == 0;
            scores[row] += weight;
        }
    }
    Best by_share = {ranked, 0, half}, by_length = {ranked + half + 1, 0, half};
    for (uint32_t i = 0; i < touched; i++) {
        uint32_t row = scratch->touched[i];
        float score = (float)scores[row];
        scores[row] = 0;
        if (allowed && !allowed[postings->entities[row]])
            continue;
        offer(&by_share, score, row);
        offer(&by_length, score * postings->shares_of_length[row], row);
    }
    count = append_best(&by_length, rows, count);
    count = append_best(&by_share, rows, count);
    free(spans);
    free(ranked);
    return each_once(scores, rows, count);
}
