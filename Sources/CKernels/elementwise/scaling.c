// Scales the numbers of a column while writing them into X, where they are `stride` apart.
#include "CKernels.h"
#include "../cpu/clones.h"

#define CHUNK 256

// The largest scaled number, so that no network overflows.
#define GREATEST 1e6

CLONES void scale_numbers(
  const float *x, long count, double center, double factor, int clips, float missing, float *y, long stride) {
  float scaled[CHUNK];
  for (long begin = 0; begin < count; begin += CHUNK, x += CHUNK) {
    long size = count - begin < CHUNK ? count - begin : CHUNK;
    EACH (long i = 0; i < size; i++) {
      double t = ((double)(x[i] != x[i] ? missing : x[i]) - center) * factor;
      t = t < -GREATEST ? -GREATEST : t > GREATEST ? GREATEST : t;
      scaled[i] = (float)(clips ? t / __builtin_elementwise_sqrt(1.0 + t * t / 9.0) : t);
    }
    for (long i = 0; i < size; i++) y[(begin + i) * stride] = scaled[i];
  }
}
