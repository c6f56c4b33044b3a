// Products and sums over the heads of a network: sample n of head h is column n · heads + h.
#include "CKernels.h"
#include "../cpu/clones.h"

CLONES void broadcast_heads(
  float *y, const float *x, long stride, const float *r, long rows, long columns, long heads) {
  for (long n = 0; n < columns; n++, x += stride) {
    for (long h = 0; h < heads; h++, y += rows) {
      const float *r_ = r + h * rows;
      EACH (long i = 0; i < rows; i++) y[i] = r_[i] * x[i];
    }
  }
}

CLONES void gather_heads(
  float *dx, const float *dy, long stride, const float *r, long stride_r, long rows, long columns, long heads) {
  for (long n = 0; n < columns; n++, dx += rows) {
    EACH (long i = 0; i < rows; i++) dx[i] = 0;
    for (long h = 0; h < heads; h++, dy += stride) {
      const float *r_ = r + h * stride_r;
      EACH (long i = 0; i < rows; i++) dx[i] += r_[i] * dy[i];
    }
  }
}

CLONES void scatter_heads(
  float *dr, const float *dy, const float *x, long stride, long rows, long columns, long heads) {
  for (long i = 0; i < rows * heads; i++) dr[i] = 0;
  for (long n = 0; n < columns; n++, x += stride) {
    for (long h = 0; h < heads; h++, dy += rows) {
      float *dr_ = dr + h * rows;
      EACH (long i = 0; i < rows; i++) dr_[i] += x[i] * dy[i];
    }
  }
}

CLONES void add_to_heads(float *z, const float *x, long rows, long columns, long heads) {
  for (long n = 0; n < columns; n++, x += rows) {
    for (long h = 0; h < heads; h++, z += rows) {
      EACH (long i = 0; i < rows; i++) z[i] += x[i];
    }
  }
}

CLONES void sum_heads(float *x, const float *z, long rows, long columns, long heads) {
  for (long n = 0; n < columns; n++, x += rows) {
    EACH (long i = 0; i < rows; i++) x[i] = 0;
    for (long h = 0; h < heads; h++, z += rows) {
      EACH (long i = 0; i < rows; i++) x[i] += z[i];
    }
  }
}
