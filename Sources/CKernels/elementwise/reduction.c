// Sums. Each has a fixed order, written out, so that vector code gives the same bits every time.
#include "CKernels.h"
#include "../cpu/clones.h"

CLONES void row_sums(const float *e, long stride, long rows, long columns, float *b) {
  for (long i = 0; i < rows; i++) b[i] = 0.0f;
  for (long n = 0; n < columns; n++, e += stride) {
    EACH (long i = 0; i < rows; i++) b[i] += e[i];
  }
}

CLONES void add(float *y, const float *x, float factor, long count) {
  EACH (long i = 0; i < count; i++) y[i] += factor * x[i];
}

CLONES void lerp(float *y, const float *x, float share, long count) {
  EACH (long i = 0; i < count; i++) y[i] += share * (x[i] - y[i]);
}

#define LANES 16

#define SUM(name, term) \
  CLONES double name(const float *x, long count) { \
    double lanes[LANES] = {0}; \
    long whole = count - count % LANES; \
    for (long i = 0; i < whole; i += LANES) { \
      EACH (int k = 0; k < LANES; k++) { double t = x[i + k]; lanes[k] += term; } \
    } \
    double total = 0; \
    for (long i = whole; i < count; i++) { double t = x[i]; total += term; } \
    for (int k = 0; k < LANES; k++) total += lanes[k]; \
    return total; \
  }

SUM(sum_of_squares, t * t)
SUM(sum, t)
