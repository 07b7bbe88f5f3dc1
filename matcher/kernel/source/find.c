/* Rank the names that share keys with one that is asked for: what index/ranking.py does in numpy.
 *
 * Keys are read in the order of what they are worth. As soon as what is left of them can bring no
 * further name among the best, they are only looked up for the names that still may be
 * (MaxScore: Turtle and Flood 1995, Information Processing & Management 31(6), 831-850).
 */
#include "kernel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const uint32_t *rows;
    const uint64_t *bits; /* whether each row is among them; NULL for a key that few carry */
    int64_t count;
    int32_t weight;
    uint8_t kind;
} Span;

/* A row with its score, in one number: the greater, the better. */
typedef uint64_t Ranked;

/* The best rows seen so far, the worst of them at the root. */
typedef struct {
    Ranked *ranked;
    int count, room;
} Best;

#define RARITY_POWER 3.0
#define SCALE 8.0
#define CHECKED_EVERY 512 /* postings read between two looks at whether to go on */
#define LOOKED_UP 16      /* times a look-up costs what reading one posting does */
#define AHEAD 16 /* postings whose scores are fetched before they are needed */
#define STEPS 1024
#define COMMON 64 /* of bitmaps.py */
#define ROUNDED_UP 1.0001f /* a bound is added up in another order than a score */
#define LENGTH_OFFSET 12.0f /* of ranking.py */
#define MANY_KEYS 128.0f    /* of ranking.py */
#define PRUNED_EVERY 8    /* keys that are looked up */

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

/* Scores are positive, so that they are ordered as their bits are; of equal ones the first row wins. */
static Ranked ranked_of(float score, uint32_t row)
{
    uint32_t bits;
    memcpy(&bits, &score, sizeof bits);
    return (uint64_t)bits << 32 | (uint32_t)~row;
}

static void sink(Best *best)
{
    Ranked sinking = best->ranked[0];
    int place = 0;
    for (;;) {
        int worst = 2 * place + 1;
        if (worst >= best->count)
            break;
        worst += worst + 1 < best->count && best->ranked[worst + 1] < best->ranked[worst];
        if (best->ranked[worst] >= sinking)
            break;
        best->ranked[place] = best->ranked[worst];
        place = worst;
    }
    best->ranked[place] = sinking;
}

static void offer(Best *best, Ranked next)
{
    if (best->count < best->room) {
        int place = best->count++;
        for (int parent; place; place = parent) {
            parent = (place - 1) / 2;
            if (best->ranked[parent] <= next)
                break;
            best->ranked[place] = best->ranked[parent];
        }
        best->ranked[place] = next;
    } else if (best->room && best->ranked[0] < next) {
        best->ranked[0] = next;
        sink(best);
    }
}

/* Append the rows, best first. */
static int append_best(Best *best, uint32_t *rows, int count)
{
    int found = best->count;
    while (best->count) {
        rows[count + best->count - 1] = ~(uint32_t)best->ranked[0];
        best->ranked[0] = best->ranked[--best->count];
        sink(best);
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

/* Scores that as many rows as are wanted have reached, in either ranking; 0 while fewer have. */
typedef struct {
    float by_share, by_length;
} Floors;

/* On which step a positive score is: so many a doubling, each a hundredth higher than the last. */
static int step_of(float score)
{
    uint32_t bits;
    memcpy(&bits, &score, sizeof bits);
    return (int)(bits >> 16);
}

static float edge_of(int step)
{
    uint32_t bits = (uint32_t)step << 16;
    float edge;
    memcpy(&edge, &bits, sizeof edge);
    return edge;
}

/* Counts of scores by their steps, the topmost with all above and the lowest with all below. */
typedef struct {
    uint32_t counts[STEPS];
    int first;
} Steps;

static void count_score(Steps *steps, float score)
{
    int place = step_of(score) - steps->first;
    steps->counts[place < 0 ? 0 : place < STEPS ? place : STEPS - 1]++;
}

/* The edge of the step on which the wanted number of rows is reached, from the top. */
static float floor_of(const Steps *steps, int half)
{
    int reached = 0;
    for (int place = STEPS - 1; place > 0; place--)
        if ((reached += (int)steps->counts[place]) >= half)
            return edge_of(steps->first + place);
    return 0.0f;
}

/* What a row shares, where a name of very many keys, which shares some with everybody, has a part. */
static float by_share_of(float score, float for_length)
{
    return score < for_length * MANY_KEYS ? score : for_length * MANY_KEYS;
}

/* Floors from counts of scores by steps: a little low, and ten times faster than ranking. */
static Floors find_floors(const Postings *postings, const Scratch *scratch, uint32_t touched,
                          int half, int64_t total)
{
    float most = (float)total, most_of_length = most * postings->greatest_share_of_length;
    Steps by_share = {{0}, step_of(most) - STEPS + 1};
    Steps by_length = {{0}, step_of(most_of_length) - STEPS + 1};
    for (uint32_t i = 0; i < touched; i++) {
        uint32_t row = scratch->touched[i];
        float score = (float)scratch->scores[row];
        float for_length = score * postings->shares_of_length[row];
        count_score(&by_share, by_share_of(score, for_length));
        count_score(&by_length, for_length);
    }
    return (Floors){floor_of(&by_share, half), floor_of(&by_length, half)};
}

/* The most that keys can be worth for its length to a name that carries none but these: a name has as
 * many keys as it shares, but for those it is heard by, which its length does not count.
 *
 * spans: The heaviest first.
 */
static float most_for_length(const Postings *postings, const Span *spans, int count)
{
    float heard = 0.0f, sum = 0.0f, most = 0.0f, keys = LENGTH_OFFSET;
    for (int i = 0; i < count; i++)
        if (spans[i].kind > LETTERS && spans[i].kind != TRANSLATED_KEY)
            heard += (float)spans[i].weight;
    most = heard * postings->greatest_share_of_length;
    for (int i = 0; i < count; i++) {
        if (spans[i].kind > LETTERS && spans[i].kind != TRANSLATED_KEY)
            continue;
        sum += (float)spans[i].weight;
        keys += 1.0f;
        float share = 1.0f / keys;
        if (share > postings->greatest_share_of_length)
            share = postings->greatest_share_of_length;
        if ((heard + sum) * share > most)
            most = (heard + sum) * share;
    }
    return most * ROUNDED_UP;
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

/* Rank the touched rows that are no lower than the floors. */
static void rank(const Postings *postings, const Scratch *scratch, uint32_t touched, Floors floors,
                 Best *by_share, Best *by_length)
{
    for (uint32_t i = 0; i < touched; i++) {
        uint32_t row = scratch->touched[i];
        float score = (float)scratch->scores[row];
        float for_length = score * postings->shares_of_length[row];
        float shared = by_share_of(score, for_length);
        if (shared >= floors.by_share)
            offer(by_share, ranked_of(shared, row));
        if (for_length >= floors.by_length)
            offer(by_length, ranked_of(for_length, row));
    }
}

/* Whether a key's rows are so many that touched ones are searched for among them. */
static int is_searched(uint32_t touched, const Span *span)
{
    return !span->bits && (int64_t)touched * LOOKED_UP <= span->count;
}

/* Add a key's weight to those of the touched rows that carry it; rows that are searched for ascend. */
static void look_up_rows(const Scratch *scratch, uint32_t touched, const Span *span, uint32_t row_count)
{
    const uint32_t *rows = span->rows, *end = span->rows + span->count;
    if (span->bits) {
        for (uint32_t i = 0; i < touched; i++) {
            uint32_t row = scratch->touched[i];
            scratch->scores[row] += span->weight & -(int32_t)(span->bits[row / 64] >> row % 64 & 1);
        }
        return;
    }
    if (!is_searched(touched, span)) {
        for (; rows < end; rows++) {
            if (rows + AHEAD < end)
                __builtin_prefetch(&scratch->scores[rows[AHEAD]]);
            if (*rows < row_count)
                scratch->scores[*rows] += scratch->scores[*rows] ? span->weight : 0;
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

/* Add a key's weight to those of all rows that carry it; how many rows are touched, or -1 for a row
 * that is none. Whether a row was touched before is as good as random, so nothing branches on it.
 */
static int64_t add_rows(const Postings *postings, const Scratch *scratch, int64_t touched,
                        const Span *span, const uint8_t *allowed)
{
    const uint32_t *rows = span->rows;
    int32_t *scores = scratch->scores, weight = span->weight;
    for (int64_t i = 0; i < span->count; i++) {
        uint32_t row = rows[i];
        if (row >= postings->row_count)
            return -1 - touched;
        if (i + AHEAD < span->count)
            __builtin_prefetch(&scores[rows[i + AHEAD]]);
        if (!may_be_answered(postings, allowed, row))
            continue;
        scratch->touched[touched] = row;
        touched += !scores[row];
        scores[row] += weight;
    }
    return touched;
}

/* The bitmap of a key, or NULL. */
static const uint64_t *bitmap_of(const Postings *postings, int64_t place)
{
    uint32_t low = 0, high = postings->common_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (postings->common[middle] < place)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == postings->common_count || postings->common[low] != place)
        return NULL;
    return postings->bitmaps + (size_t)low * ((postings->row_count + 63) / 64);
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
        double rarity = fmin(log2((double)(postings->row_count + 1) / (double)(end - start)),
                             asked->most_bits[i]);
        double weight = postings->shares[asked->kinds[i]] * pow(rarity, RARITY_POWER) * SCALE;
        int is_common = (end - start) * COMMON >= postings->row_count;
        Span span = {postings->rows + start, is_common ? bitmap_of(postings, place) : NULL, end - start,
                     weight > 1.0 ? (int32_t)weight : 1, asked->kinds[i]};
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
                most_for_length(postings, spans + next, span_count - next) < floors.by_length)
                break;
            check = 2 * read + CHECKED_EVERY;
        }
        const Span *span = &spans[next];
        int64_t now = add_rows(postings, scratch, touched, span, allowed);
        if (now < 0) {
            for (int64_t i = 0; i < -1 - now; i++)
                scores[scratch->touched[i]] = 0;
            free(ranked);
            return DAMAGED;
        }
        touched = (uint32_t)now;
        read += span->count;
        left -= span->weight;
    }
    if (next < span_count) {
        touched = prune(postings, scratch, touched, left, floors);
        int is_sorted = 0;
        for (int looked_up = 1; next < span_count; next++, looked_up++) {
            if (is_searched(touched, &spans[next]) && !is_sorted) {
                qsort(scratch->touched, touched, sizeof *scratch->touched, by_row);
                is_sorted = 1;
            }
            look_up_rows(scratch, touched, &spans[next], postings->row_count);
            left -= spans[next].weight;
            if (looked_up % PRUNED_EVERY == 0 && touched > 2 * (uint32_t)half) {
                floors = find_floors(postings, scratch, touched, half, total);
                touched = prune(postings, scratch, touched, left, floors);
            }
        }
    }
    rank(postings, scratch, touched, floors, &by_share, &by_length);
    for (uint32_t i = 0; i < touched; i++)
        scores[scratch->touched[i]] = 0;
    count = append_best(&by_length, rows, count);
    count = append_best(&by_share, rows, count);
    free(ranked);
    return each_once(scores, rows, count);
}
