/* The hash of hashing.py, for few strings at a time. */
#include "kernel.h"

#define MULTIPLIER 0x9E3779B97F4A7C15u

/* text: code points of strings, each ended by 0. Returns how many hashes were written. */
EXPORT int64_t tallyman_hash(const uint32_t *text, int64_t length, uint64_t *hashes)
{
    int64_t count = 0;
    uint64_t sum = 0, power = MULTIPLIER;
    for (int64_t i = 0; i < length; i++) {
        sum += ((uint64_t)text[i] + 1) * power;
        power *= MULTIPLIER;
        if (!text[i]) {
            hashes[count++] = sum;
            sum = 0;
            power = MULTIPLIER;
        }
    }
    return count;
}
