// Dropout's mask is a function of place and step (Philox4x32-10, Salmon et al. 2011), so it is never
// stored: the backward pass computes the same one again, and any cut of the work gives the same mask.
#include "CVectorMath.h"
#include "clones.h"

// Blocks that are computed side by side, a lane each.
#define LANES 16

CLONES static void mask(uint64_t block, uint64_t key, uint32_t layer, uint32_t step, uint16_t random[8][LANES]) {
  uint32_t c0[LANES], c1[LANES], c2[LANES], c3[LANES];
  for (int k = 0; k < LANES; k++) {
    c0[k] = (uint32_t)(block + k);
    c1[k] = (uint32_t)((block + k) >> 32);
    c2[k] = step;
    c3[k] = layer;
  }
  uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
  for (int round = 0; round < 10; round++) {
    for (int k = 0; k < LANES; k++) {
      uint64_t first = (uint64_t)c0[k] * 0xD2511F53u, second = (uint64_t)c2[k] * 0xCD9E8D57u;
      uint32_t x = (uint32_t)(second >> 32) ^ c1[k] ^ k0, z = (uint32_t)(first >> 32) ^ c3[k] ^ k1;
      c0[k] = x; c1[k] = (uint32_t)second; c2[k] = z; c3[k] = (uint32_t)first;
    }
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  for (int k = 0; k < LANES; k++) {
    random[0][k] = (uint16_t)c0[k]; random[1][k] = (uint16_t)(c0[k] >> 16);
    random[2][k] = (uint16_t)c1[k]; random[3][k] = (uint16_t)(c1[k] >> 16);
    random[4][k] = (uint16_t)c2[k]; random[5][k] = (uint16_t)(c2[k] >> 16);
    random[6][k] = (uint16_t)c3[k]; random[7][k] = (uint16_t)(c3[k] >> 16);
  }
}

// A chunk of 8 · LANES elements takes LANES blocks: element i of it takes lane i % LANES, half i / LANES.
#define CHUNK (8 * LANES)

void drop_out(
  float *x, long count, uint64_t first, uint32_t drop, uint64_t key, uint32_t layer, uint32_t step) {
  uint64_t chunk = first / CHUNK;
  long begin = (long)(first % CHUNK);
  for (long i = 0; i < count; chunk++) {
    uint16_t random[8][LANES];
    mask(chunk * LANES, key, layer, step, random);
    const uint16_t *bits = &random[0][0];
    long end = begin + (count - i) < CHUNK ? begin + (count - i) : CHUNK;
    for (long k = begin; k < end; k++, i++) x[i] = bits[k] < drop ? 0.0f : x[i];
    begin = 0;
  }
}
