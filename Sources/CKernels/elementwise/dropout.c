// The mask of dropout is a function of position and step, so it is not stored: the backward pass computes it again, and
// every cut of the work gives the same mask.
//
// The bits are a hash of the position (Wellons, "Prospecting for hash functions", 2018: lowbias32), keyed by seed,
// layer and step. A Philox stream would make training a third slower.
#include "CKernels.h"
#include "../cpu/clones.h"

// Stafford's mixer 13, as in SplitMix64 (Steele, Lea and Flood, 2014).
static uint64_t mixed(uint64_t x) {
  x += 0x9E3779B97F4A7C15u;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return x ^ (x >> 31);
}

INLINE uint32_t hash(uint32_t x) {
  x = (x ^ (x >> 16)) * 0x7FEB352Du;
  x = (x ^ (x >> 15)) * 0x846CA68Bu;
  return x ^ (x >> 16);
}

// A chunk of 2 · LANES elements takes LANES hashes: the lower halves first, then the upper ones.
#define LANES 16
#define CHUNK (2 * LANES)

INLINE void drop_chunk(float *x, uint32_t number, uint32_t before, uint32_t behind, uint32_t drop) {
  for (int k = 0; k < LANES; k++) {
    uint32_t bits = hash((number * LANES + (uint32_t)k) ^ before) + behind;
    bits = hash(bits);
    x[k] = (bits & 0xFFFFu) < drop ? 0.0f : x[k];
    x[k + LANES] = (bits >> 16) < drop ? 0.0f : x[k + LANES];
  }
}

CLONES void drop_out(
  float *x, long count, uint64_t first, uint32_t drop, uint64_t key, uint32_t layer, uint32_t step) {
  uint64_t keys = mixed(mixed(mixed(key) ^ step) ^ layer);
  uint32_t before = (uint32_t)keys, behind = (uint32_t)(keys >> 32);
  uint64_t chunk = first / CHUNK;
  long skip = (long)(first % CHUNK);
  for (long i = 0; i < count; chunk++) {
    long size = CHUNK - skip < count - i ? CHUNK - skip : count - i;
    // Beyond 2³² hashes the keys change.
    uint32_t above = (uint32_t)(chunk >> 28);
    if (size == CHUNK) {
      drop_chunk(x + i, (uint32_t)chunk, before ^ above, behind, drop);
    } else {
      float part[CHUNK] = {0};
      for (long k = 0; k < size; k++) part[skip + k] = x[i + k];
      drop_chunk(part, (uint32_t)chunk, before ^ above, behind, drop);
      for (long k = 0; k < size; k++) x[i + k] = part[skip + k];
    }
    i += size;
    skip = 0;
  }
}
