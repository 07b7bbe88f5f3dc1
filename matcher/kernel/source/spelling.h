/* How words sound, whatever their spelling: scripts.py, skeletons.py and sounds.encode.
 *
 * All letters are lower case ASCII; S, C and Z stand for sounds of several letters. Buffers hold
 * LONGEST_SPELLED letters; no key is longer than twice its word.
 */
#ifndef TALLYMAN_SPELLING_H
#define TALLYMAN_SPELLING_H

#include "kernel.h"

#define LONGEST_SPELLED (6 * LONGEST_WORD + 1) /* three words run together, each `x` as `ks` */
#define MOST_SKELETONS 8

/* As SCRIPTS of words.py numbers them. */
enum { NO_SCRIPT, LATIN_SCRIPT, CYRILLIC_SCRIPT, HAN_SCRIPT, KANA_SCRIPT, HANGUL_SCRIPT,
       ARABIC_SCRIPT, OTHER_SCRIPT };

int is_one_of(uint8_t letter, const char *letters);
/* A bit for each letter that a text has. */
uint32_t letter_set(const uint8_t *text, int length);
int sound_key(const uint8_t *text, int length, uint8_t *key);
int stem_of(const uint8_t *sound, int length);
int consonants_of(const uint8_t *sound, int length, uint8_t *key);
int loose_of(const uint8_t *sound, int length, uint8_t *key);
/* Of a word, or of words run together. */
int mandarin_key(const uint8_t *text, int length, uint8_t *key);
int mandarin_beginning(uint8_t letter);
int has_letters_of_pinyin(const uint8_t *text, int length);
int symbols_of(const uint8_t *text, int length, uint8_t *symbols);
int skeletons_of(const uint8_t *text, int length, int script,
                 uint8_t skeletons[MOST_SKELETONS][LONGEST_SPELLED], int *lengths);

#endif
