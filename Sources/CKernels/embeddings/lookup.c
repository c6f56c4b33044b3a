// The product of V with one-hot or binned inputs, which one number t per column describes: of the columns from `first`
// on, the first t whole ones count, by their running sum, and of the next one the fraction of t.
#include "CKernels.h"
#include "../cpu/clones.h"

// Elements that stay in registers during the loop over lookups.
#define LANES 64

INLINE void look_up(
  float *z, const float *sums, long rows, long lanes, const float *x, const int32_t *first, long lookups) {
  float z_[LANES];
  for (long i = 0; i < lanes; i++) z_[i] = z[i];
  for (long c = 0; c < lookups; c++) {
    long whole = (long)x[c];
    float part = x[c] - (float)whole;
    const float *below = sums + (first[c] + whole - 1) * rows;
    if (whole > 0) {
      EACH (long i = 0; i < lanes; i++) z_[i] += (1.0f - part) * below[i];
    }
    if (part > 0) {
      EACH (long i = 0; i < lanes; i++) z_[i] += part * below[rows + i];
    }
  }
  for (long i = 0; i < lanes; i++) z[i] = z_[i];
}

CLONES void add_lookups(
  float *z, long stride_z, const float *sums, long rows, long columns, const float *x, long stride,
  const int32_t *first, long lookups) {
  for (long n = 0; n < columns; n++, z += stride_z, x += stride) {
    long i = 0;
    for (; i + LANES <= rows; i += LANES) look_up(z + i, sums + i, rows, LANES, x, first, lookups);
    if (i < rows) look_up(z + i, sums + i, rows, rows - i, x, first, lookups);
  }
}

CLONES void scatter_lookup(
  float *dv, const float *e, long rows, long columns, long stride_e, const float *x, long stride) {
  for (long n = 0; n < columns; n++, e += stride_e, x += stride) {
    long whole = (long)*x;
    float part = *x - (float)whole;
    float *below = dv + (whole - 1) * rows;
    if (whole > 0) {
      EACH (long i = 0; i < rows; i++) below[i] += (1.0f - part) * e[i];
    }
    if (part > 0) {
      EACH (long i = 0; i < rows; i++) below[rows + i] += part * e[i];
    }
  }
}

CLONES void prefix_sum(const float *v, float *sums, long rows, long columns) {
  EACH (long i = 0; i < rows; i++) sums[i] = v[i];
  for (long k = rows; k < rows * columns; k += rows) {
    EACH (long i = 0; i < rows; i++) sums[k + i] = sums[k - rows + i] + v[k + i];
  }
}

CLONES void sum_down(float *dv, long rows, long columns) {
  for (long k = rows * (columns - 1); k > 0; k -= rows) {
    EACH (long i = 0; i < rows; i++) dv[k - rows + i] += dv[k + i];
  }
}
