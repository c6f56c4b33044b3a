// The positions of two bytes in a text: 64 bytes are compared at a time, with one bit for each.
#include <string.h>
#include "CKernels.h"
#include "../cpu/clones.h"

typedef uint8_t bytes64 __attribute__((ext_vector_type(64)));
typedef _Bool bits64 __attribute__((ext_vector_type(64)));

CLONES long find_bytes(const uint8_t *text, long begin, long end, uint8_t one, uint8_t other, int32_t *places) {
  int32_t *place = places;
  long i = begin;
  for (; i + 64 <= end; i += 64) {
    bytes64 some;
    memcpy(&some, text + i, sizeof some);
    bits64 found = __builtin_convertvector((some == one) | (some == other), bits64);
    uint64_t bits;
    memcpy(&bits, &found, sizeof bits);
    for (; bits != 0; bits &= bits - 1) *place++ = (int32_t)(i + __builtin_ctzll(bits));
  }
  for (; i < end; i++) {
    if (text[i] == one || text[i] == other) *place++ = (int32_t)i;
  }
  return place - places;
}
