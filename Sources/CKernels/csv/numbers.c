// Reads decimal numbers in a text, many at a time: each from its first eight bytes and its last eight (digits as in
// Lemire, "Number Parsing at a Gigabyte per Second", 2021).
#include <string.h>
#include "CKernels.h"
#include "../cpu/clones.h"

// Fields that are read together.
#define MANY 64

// Some fields of a text: the first eight bytes of each, the eight before its end (the first of them lowest), its
// length, and whether a line feed ends it.
struct fields {
  uint64_t head[MANY], tail[MANY], length[MANY], ends_line[MANY];
};

// The number that eight bytes make, each of which is the value of a digit.
INLINE uint64_t digits(uint64_t w) {
  uint64_t pairs = ((w << 3) + (w << 1) + (w >> 8)) & 0x00FF00FF00FF00FF;
  uint64_t hundreds = ((pairs << 6) + (pairs << 5) + (pairs << 2) + (pairs >> 16)) & 0x0000FFFF0000FFFF;
  return (hundreds & 0xFFFFFFFF) * 10000 + (hundreds >> 32);
}

// The high bit of the first byte that is ten or more, perhaps with some after it.
INLINE uint64_t other_bytes(uint64_t w) { return ((w + 0x7676767676767676) | w) & 0x8080808080808080; }

// Without branches, so that the loop over fields becomes vector code.
INLINE void read_field(const struct fields *f, long n, uint8_t mark, uint32_t *value, uint64_t *kind) {
  const uint64_t zeros = 0x3030303030303030;
  // A CR before the line feed is part of the line end; then the tail holds one digit less.
  uint64_t cr = (f->tail[n] >> 56 == '\r') & f->ends_line[n] & (f->length[n] > 0);
  uint64_t tail = (f->tail[n] ^ zeros) << (cr << 3);
  // After a sign the head holds seven bytes.
  uint64_t first = f->head[n] & 0xFF, minus = first == '-', plus = first == '+', sign = minus | plus;
  uint64_t head = ((f->head[n] ^ zeros) >> (sign << 3)) | (0 - sign) << 56;
  uint64_t length = f->length[n] - cr - sign;

  uint64_t other = other_bytes(head);
  // Eight times the number of digits before the mark, from the exponent of the lowest bit 2⁸ⁿ⁺⁷.
  union { double number; uint64_t bits; } lowest = {(double)(other & -other)};
  uint64_t bits = (lowest.bits >> 52) - 1023 - 7;
  uint64_t places = length - (bits >> 3) - 1;
  uint64_t fraction = tail >> ((64 - (places << 3)) & 63);
  uint64_t is_whole = (bits > 0) & (bits == length << 3);
  uint64_t is_mixed = ((head >> (bits & 63) & 0xFF) == (uint8_t)(mark ^ '0')) & (places - 1 < 8 - cr)
    & (other_bytes(fraction) == 0);
  uint64_t mantissa = digits(head << ((56 - bits) & 63) << 8) * 100000000 + digits(fraction & (0 - is_mixed));

  // The mantissa is below 10¹⁵ and exact, so this is less than four units in the last place from the true value.
  // Rounding it to float is correct unless it is that near to the middle between two floats.
  union { uint64_t bits; double number; } exact = {mantissa | 0x4330000000000000}, scaled;
  scaled.number = (exact.number - 0x1p52) * 1e-8;
  uint64_t is_certain = (scaled.bits & ((1 << 29) - 1)) - ((1 << 28) - 4) > 8;
  uint64_t is_number = (other != 0) & (is_whole | is_mixed) & is_certain;
  uint64_t is_plain = is_number & is_whole & (1 - plus) & (((head & 0xFF) != 0) | ((bits == 8) & (1 - minus)));

  union { float number; uint32_t bits; } rounded = {(float)scaled.number};
  *value = rounded.bits | (uint32_t)minus << 31;
  *kind = is_number * FIELD_NUMBER | is_plain * FIELD_PLAIN | f->ends_line[n] * FIELD_ENDS_LINE;
}

CLONES void read_numbers(
  const uint8_t *text, int32_t start, const int32_t *ends, long count, uint8_t mark, float *values,
  uint8_t *kinds) {
  struct fields f;
  uint32_t value[MANY];
  uint64_t kind[MANY];
  for (long base = 0; base < count; base += MANY) {
    long some = count - base < MANY ? count - base : MANY;
    for (long n = 0; n < some; n++) {
      int32_t end = ends[base + n];
      memcpy(&f.head[n], text + start, 8);
      // Fewer than eight bytes precede the end of a field at the start of the text.
      memcpy(&f.tail[n], text + (end < 8 ? 0 : end - 8), 8);
      f.length[n] = end < 8 ? 0 : (uint64_t)(end - start);
      f.ends_line[n] = text[end] == '\n';
      start = end + 1;
    }
    EACH (long n = 0; n < MANY; n++) read_field(&f, n, mark, value + n, kind + n);
    memcpy(values + base, value, some * sizeof *value);
    for (long n = 0; n < some; n++) kinds[base + n] = (uint8_t)kind[n];
  }
}
