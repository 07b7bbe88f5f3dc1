/* Compare what is left of two names: remainder.py. */
#include "alignment.h"

#include <string.h>

#define MOST_MISSED 4
#define LONGEST 256 /* letters of what is left that are looked at */
#define BLOCKS (LONGEST / 64)

static const double ALIKE[] = {0.5, 0.6, 0.7, 0.8};

int level_of_missed(int fewest) { return MOST_MISSED - (fewest < MOST_MISSED ? fewest : MOST_MISSED); }

int missed_level(const Alignment *alignment)
{
    int ours = alignment->query_left.count, theirs = alignment->listed_left.count;
    return level_of_missed(ours < theirs ? ours : theirs);
}

/* The letters of what is left of a name, from its first word on; how many there are. */
static int letters_left(const Name *name, const Left *left, uint8_t *letters)
{
    int count = 0;
    for (uint64_t places = left->open; places && count < LONGEST; places &= places - 1) {
        const Word *word = name->word[__builtin_ctzll(places)];
        int room = LONGEST - count, length = word->text_length < room ? word->text_length : room;
        memcpy(letters + count, name->words->letters + word->text, (size_t)length);
        count += length;
    }
    return count;
}

/* Length of the longest common subsequence, 64 letters a step (Hyyrö 2004, Bit-parallel LCS-length
 * computation revisited).
 */
static int common_letters(const uint8_t *ours, int our_count, const uint8_t *theirs, int their_count)
{
    uint64_t places[BLOCKS][256], apart[BLOCKS];
    int blocks = (our_count + 63) / 64, common = 0;
    memset(places, 0, (size_t)blocks * sizeof *places);
    memset(apart, 0xFF, sizeof apart);
    for (int place = 0; place < our_count; place++)
        places[place / 64][ours[place]] |= (uint64_t)1 << place % 64;
    for (int place = 0; place < their_count; place++) {
        uint64_t carry = 0;
        for (int block = 0; block < blocks; block++) {
            uint64_t same = apart[block] & places[block][theirs[place]];
            uint64_t sum = apart[block] + same, carried = sum + carry;
            carry = (sum < same) | (carried < carry);
            apart[block] = carried | (apart[block] - same);
        }
    }
    for (int block = 0; block < blocks; block++) {
        int used = our_count - 64 * block;
        uint64_t mask = used < 64 ? ((uint64_t)1 << used) - 1 : ~(uint64_t)0;
        common += __builtin_popcountll(~apart[block] & mask);
    }
    return common;
}

/* Whether a word left of one name begins as one left of the other does. */
static int begin_alike(const Name *query, const Name *listed, const Alignment *alignment)
{
    for (int i = 0; i < alignment->query_left.count; i++) {
        const Word *ours = query->word[alignment->query_left.places[i]];
        for (int j = 0; j < alignment->listed_left.count; j++) {
            const Word *theirs = listed->word[alignment->listed_left.places[j]];
            if (!ours->text_length != !theirs->text_length)
                continue;
            if (!ours->text_length ||
                query->words->letters[ours->text] == listed->words->letters[theirs->text])
                return 1;
        }
    }
    return 0;
}

int remainder_level(const Name *query, const Name *listed, const Alignment *alignment)
{
    if (!alignment->query_left.count || !alignment->listed_left.count)
        return NULL_LEVEL;
    uint8_t ours[LONGEST], theirs[LONGEST];
    int our_count = letters_left(query, &alignment->query_left, ours);
    int their_count = letters_left(listed, &alignment->listed_left, theirs);
    double alike = our_count + their_count
                       ? 2.0 * common_letters(ours, our_count, theirs, their_count) /
                             (our_count + their_count)
                       : 0.0;
    int level = 0;
    while (level < (int)(sizeof ALIKE / sizeof *ALIKE) && ALIKE[level] <= alike)
        level++;
    return 2 * level + begin_alike(query, listed, alignment);
}

static int has_place(const Name *name, const Left *left)
{
    for (int i = 0; i < left->count; i++)
        if (name->word[left->places[i]]->flags & IS_PLACE)
            return 1;
    return 0;
}

int places_level(const Name *query, const Name *listed, const Alignment *alignment)
{
    return 2 - has_place(query, &alignment->query_left) - has_place(listed, &alignment->listed_left);
}
