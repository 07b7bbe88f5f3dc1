/* Which words of two names stand for each other: alignment.py. */
#ifndef TALLYMAN_ALIGNMENT_H
#define TALLYMAN_ALIGNMENT_H

#include "kernel.h"

/* The words of a name still without counterpart, in the order in which they are tried. */
typedef struct {
    uint8_t places[MOST_WORDS];
    int count;
    uint64_t open; /* the same as a set */
} Left;

typedef struct {
    uint64_t query, listed; /* places on either side */
    double bits;
    uint8_t kind;
    uint8_t first_query, first_listed;
} Pair;

typedef struct {
    Pair pairs[MOST_WORDS];
    int count;
    double agreed;
    Left query_left, listed_left;
} Alignment;

/* One name with its words at hand. */
typedef struct {
    const Words *words;
    int count;
    const Word *word[MOST_WORDS];
    uint32_t number[MOST_WORDS];
    double bits[MOST_WORDS];
    const uint64_t *joins;
    /* Once summed up, a bit for each sound of its words and of its joins, and its initials. */
    uint64_t sounds, joined, initials, translated;
    double total_bits;
    int bracketed;
} Name;

/* Counterparts of each listed word of a request among the words of the query. */
typedef struct Memo Memo;

Words words_of(const Asked *asked);
/* The name of words by their numbers, NULL for all in their order; 0 if it is none that is compared here. */
int read_name(Name *name, const Words *words, uint32_t count, const uint32_t *numbers,
              const uint64_t *joins);
int read_listed(Name *name, const Names *names, uint32_t row);
void sum_up(const Knowledge *knowledge, Name *name);
/* Whether words of a name, summed up, may stand for words of another that are not like them one by one. */
int may_join_or_spell(const Knowledge *knowledge, const Name *query, const Name *listed);
extern const double CREDIT[KINDS];
/* Information of the words at some places. */
double bits_of(const Name *name, uint64_t places);
double credit(uint8_t kind, double share, double our_bits, double their_bits);
void align(const Knowledge *knowledge, const Name *query, const Name *listed, Memo *memo,
           Alignment *alignment);
/* Levels of what is left: remainder.py. */
int missed_level(const Alignment *alignment);
int remainder_level(const Name *query, const Name *listed, const Alignment *alignment);
int places_level(const Name *query, const Name *listed, const Alignment *alignment);
/* The level of so many words that each name has and the other lacks. */
int level_of_missed(int fewest);
/* 1; 0 if there is no memory; NOT_COMPARED if the listed name is not one that is compared here. */
int align_row(const Knowledge *knowledge, const Names *names, const Asked *asked,
              Remembered *remembered, uint32_t row, Alignment *alignment);
const Counterpart *counterparts(Memo *memo, const Knowledge *knowledge, const Name *query,
                                const Name *listed, int place);

#endif
