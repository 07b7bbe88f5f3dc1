/* Rank the names that share keys with one that is asked for: what index/ranking.py does in numpy.
 *
 * Keys are read in the order of what they are worth. As soon as what is left of them can bring no
 * further name among the best, they are only looked up for the names that still may be
 * (MaxScore: Turtle and Flood 1995, Information Processing & Management 31(6), 831-850).
 */
#include "kernel.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
    const uint32_t *rows;
    int64_t count;
    int32_t weight;
} Span;

typedef struct {
    float score;
    uint32_t row;
} Ranked;

/* The best rows seen so far, the worst of them at the root. */
typedef struct {
    Ranked *ranked;
    int count, room;
} Best;

#define RARITY_POWER 3.0
#define SCALE 8.0
#define CHECKED_EVERY 1024 /* postings read between two looks at whether to go on */
#define LOOKED_UP 16      /* times a look-up costs what reading one posting does */
#define AHEAD 16 /* postings whose scores are fetched before they are needed */
#define STEPS 1024
#define PRUNED_EVERY 4    /* keys that are looked up */

/* Where each key of a name stands, or -1; the far reads of all keys are under way at once. */
static void find_places(const Postings *postings, const uint64_t *keys, int count, int64_t *places)
{
    for (int i = 0; i < count; i++)
        __builtin_prefetch(&postings->buckets[keys[i] >> postings->bucket_shift]);
    for (int i = 0; i < count; i++) {
        places[i] = postings->buckets[keys[i] >> postings->bucket_shift];
        __builtin_prefetch(&postings->keys[places[i]]);
    }
    for (int i = 0; i < count; i++) {
        int64_t end = postings->buckets[(keys[i] >> postings->bucket_shift) + 1];
        int64_t place = places[i];
        while (place < end && postings->keys[place] < keys[i])
            place++;
        places[i] = place < end && postings->keys[place] == keys[i] ? place : -1;
        if (places[i] >= 0)
            __builtin_prefetch(&postings->offsets[place]);
    }
    for (int i = 0; i < count; i++)
        if (places[i] >= 0)
            __builtin_prefetch(&postings->rows[postings->offsets[places[i]]]);
}

static int is_worse(Ranked a, Ranked b)
{
    return a.score != b.score ? a.score < b.score : a.row > b.row;
}

static void swap(Ranked *a, Ranked *b)
{
    Ranked swapped = *a;
    *a = *b;
    *b = swapped;
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
        swap(&best->ranked[place], &best->ranked[worst]);
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
            swap(&best->ranked[place], &best->ranked[parent]);
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

static int by_weight(const void *a, const void *b)
{
    const Span *ours = a, *theirs = b;
    if (ours->weight != theirs->weight)
        return ours->weight > theirs->weight ? -1 : 1;
    if (ours->count != theirs->count)
        return ours->count < theirs->count ? -1 : 1;
    return ours->rows < theirs->rows ? -1 : ours->rows > theirs->rows;
}

static int by_count(const void *a, const void *b)
{
    const Span *ours = a, *theirs = b;
    if (ours->count != theirs->count)
        return ours->count < theirs->count ? -1 : 1;
    return ours->rows < theirs->rows ? -1 : ours->rows > theirs->rows;
}

static int by_row(const void *a, const void *b)
{
    uint32_t ours = *(const uint32_t *)a, theirs = *(const uint32_t *)b;
    return ours < theirs ? -1 : ours > theirs;
}

static int may_be_answered(const Postings *postings, const uint8_t *allowed, uint32_t row)
{
    return !allowed || allowed[postings->entities[row]];
}

/* Rank all touched rows. */
static void rank(const Postings *postings, const Scratch *scratch, uint32_t touched, Best *by_share,
                 Best *by_length)
{
    for (uint32_t i = 0; i < touched; i++) {
        uint32_t row = scratch->touched[i];
        float score = (float)scratch->scores[row];
        offer(by_share, score, row);
        offer(by_length, score * postings->shares_of_length[row], row);
    }
}

/* Scores that as many rows as are wanted have reached, in either ranking; 0 while fewer have. */
typedef struct {
    float by_share, by_length;
} Floors;

/* The edge of the step on which the wanted number of rows is reached, from the top. */
static float floor_of(const uint32_t *steps, int half, float step)
{
    int reached = 0;
    for (int place = STEPS - 1; place > 0; place--)
        if ((reached += (int)steps[place]) >= half)
            return (float)place * step;
    return 0.0f;
}

/* On which step a score is. A file whose rows stand twice under a key makes scores of any size. */
static int step_of(float score, float step)
{
    float place = score / step;
    return place >= STEPS - 1 ? STEPS - 1 : place > 0 ? (int)place : 0;
}

/* Floors from counts of scores by steps: a little low, and ten times faster than ranking. */
static Floors find_floors(const Postings *postings, const Scratch *scratch, uint32_t touched,
                          int half, int64_t total)
{
    uint32_t by_share[STEPS] = {0}, by_length[STEPS] = {0};
    float step = (float)total / (STEPS - 2);
    float step_of_length = step * postings->greatest_share_of_length;
    for (uint32_t i = 0; i < touched; i++) {
        uint32_t row = scratch->touched[i];
        float score = (float)scratch->scores[row];
        by_share[step_of(score, step)]++;
        by_length[step_of(score * postings->shares_of_length[row], step_of_length)]++;
    }
    /* A step is not exact in floating point: one less is. */
    return (Floors){floor_of(by_share, half, step) - step,
                    floor_of(by_length, half, step_of_length) - step_of_length};
}

/* Keep the rows that may still come among the best with what is left. */
static uint32_t prune(const Postings *postings, Scratch *scratch, uint32_t touched, int64_t left,
                      Floors floors)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < touched; i++) {
        uint32_t row = scratch->touched[i];
        float most = (float)(scratch->scores[row] + left);
        if (most >= floors.by_share ||
            most * postings->shares_of_length[row] >= floors.by_length)
            scratch->touched[kept++] = row;
        else
            scratch->scores[row] = 0;
    }
    return kept;
}

/* Add a key's weight to those of the touched rows, ascending, that carry it. */
static void look_up_rows(const Scratch *scratch, uint32_t touched, const Span *span, uint32_t row_count)
{
    const uint32_t *rows = span->rows, *end = span->rows + span->count;
    if ((int64_t)touched * LOOKED_UP > span->count) {
        for (; rows < end; rows++) {
            if (rows + AHEAD < end)
                __builtin_prefetch(&scratch->scores[rows[AHEAD]]);
            if (*rows < row_count && scratch->scores[*rows])
                scratch->scores[*rows] += span->weight;
        }
        return;
    }
    for (uint32_t i = 0; i < touched && rows < end; i++) {
        uint32_t wanted = scratch->touched[i];
        int64_t step = 1;
        while (rows + step < end && rows[step] < wanted)
            step *= 2;
        const uint32_t *low = rows + step / 2, *high = rows + step < end ? rows + step + 1 : end;
        while (low < high) {
            const uint32_t *middle = low + (high - low) / 2;
            if (*middle < wanted)
                low = middle + 1;
            else
                high = middle;
        }
        rows = low;
        if (rows < end && *rows == wanted)
            scratch->scores[wanted] += span->weight;
    }
}

/* The rows worth comparing: those that carry the first key, then the best for what they share for
 * their length, then the best for what they share; each once.
 *
 * allowed: of each entity, or NULL. rows: room for most_exact + 2 * half. Returns how many rows
 * there are, -1 if there is no memory, or DAMAGED.
 */
int find(const Postings *postings, Scratch *scratch, const Asked *asked, int64_t most_postings,
         const uint8_t *allowed, int most_exact, int half, uint32_t *rows, int *cuts)
{
    Span spans[MOST_KEYS];
    int64_t places[MOST_KEYS];
    Ranked *ranked = malloc(2 * (size_t)(half + 1) * sizeof *ranked);
    int span_count = 0, count = 0;
    int64_t posting_count = 0, left = 0;
    *cuts = 0;
    if (!ranked)
        return -1;
    find_places(postings, asked->keys, (int)asked->key_count, places);
    for (uint32_t i = 0; i < asked->key_count; i++) {
        int64_t place = places[i];
        if (place < 0)
            continue;
        int64_t start = postings->offsets[place], end = postings->offsets[place + 1];
        if (start < 0 || end <= start || end > postings->posting_count) {
            free(ranked);
            return DAMAGED;
        }
        double rarity = log2((double)(postings->row_count + 1) / (double)(end - start));
        double weight = postings->shares[asked->kinds[i]] * pow(rarity, RARITY_POWER) * SCALE;
        Span span = {postings->rows + start, end - start, weight > 1.0 ? (int32_t)weight : 1};
        spans[span_count++] = span;
        posting_count += span.count;
        for (int64_t j = 0; i == 0 && j < span.count && !(*cuts & MANY_EXACT); j++)
            if (span.rows[j] < postings->row_count && may_be_answered(postings, allowed, span.rows[j])) {
                if (count < most_exact)
                    rows[count++] = span.rows[j];
                else
                    *cuts |= MANY_EXACT;
            }
    }
    if (posting_count > most_postings) {
        *cuts |= MANY_POSTINGS;
        qsort(spans, (size_t)span_count, sizeof *spans, by_count);
        int64_t read = 0;
        int kept = 0;
        while (kept < span_count && (read += spans[kept].count) <= most_postings)
            kept++;
        span_count = kept;
    }
    qsort(spans, (size_t)span_count, sizeof *spans, by_weight);
    for (int s = 0; s < span_count; s++)
        left += spans[s].weight;
    int64_t total = left;
    Floors floors = {0.0f, 0.0f};
    Best by_share = {ranked, 0, half}, by_length = {ranked + half + 1, 0, half};
    int32_t *scores = scratch->scores;
    uint32_t touched = 0;
    int64_t read = 0, check = CHECKED_EVERY;
    int next = 0;
    for (; next < span_count; next++) {
        if (read + spans[next].count > check && touched >= (uint32_t)half) {
            floors = find_floors(postings, scratch, touched, half, total);
            if ((float)left < floors.by_share &&
                (float)left * postings->greatest_share_of_length < floors.by_length)
                break;
            check = 4 * read + CHECKED_EVERY;
        }
        const Span *span = &spans[next];
        for (int64_t i = 0; i < span->count; i++) {
            uint32_t row = span->rows[i];
            if (row >= postings->row_count) {
                for (uint32_t j = 0; j < touched; j++)
                    scores[scratch->touched[j]] = 0;
                free(ranked);
                return DAMAGED;
            }
            if (i + AHEAD < span->count)
                __builtin_prefetch(&scores[span->rows[i + AHEAD]]);
            if (!scores[row]) {
                if (!may_be_answered(postings, allowed, row))
                    continue;
                scratch->touched[touched++] = row;
            }
            scores[row] += span->weight;
        }
        read += span->count;
        left -= span->weight;
    }
    if (next < span_count) {
        touched = prune(postings, scratch, touched, left, floors);
        qsort(scratch->touched, touched, sizeof *scratch->touched, by_row);
        for (int looked_up = 1; next < span_count; next++, looked_up++) {
            look_up_rows(scratch, touched, &spans[next], postings->row_count);
            left -= spans[next].weight;
            if (looked_up % PRUNED_EVERY == 0 && touched > 2 * (uint32_t)half) {
                floors = find_floors(postings, scratch, touched, half, total);
                touched = prune(postings, scratch, touched, left, floors);
            }
        }
    }
    rank(postings, scratch, touched, &by_share, &by_length);
    for (uint32_t i = 0; i < touched; i++)
        scores[scratch->touched[i]] = 0;
    count = append_best(&by_length, rows, count);
    count = append_best(&by_share, rows, count);
    free(ranked);
    return each_once(scores, rows, count);
}
