// The product of U with the cosines of a number x at learned frequencies f and phases p, followed by a 1.
#include "CKernels.h"
#include "../cpu/clones.h"

#define TURN 6.28318531f

// cos(2πt): t is reduced to its distance from the nearest whole number; the cosine of that is the sine of a quarter
// minus the distance, whose series up to the eleventh power is exact to rounding there. From |t| = 2²² on, where a
// float has no quarters, the result is some number from −1 to 1.
INLINE float cosine_of_turns(float t) {
  float whole = (t + 12582912.0f) - 12582912.0f;
  float far = t < whole ? whole - t : t - whole;
  far = far > 0.5f ? 0.5f : far;
  float x = (0.25f - far) * TURN;
  float square = x * x;
  float p = -2.50521084e-8f;
  p = p * square + 2.75573192e-6f;
  p = p * square - 1.98412698e-4f;
  p = p * square + 8.33333333e-3f;
  p = p * square - 1.66666667e-1f;
  return x + x * square * p;
}

INLINE float turns(const float *periods, long frequencies, long k, float x) {
  return periods[k] * x + periods[frequencies + k] * (1.0f / TURN);
}

// Frequencies whose cosines are kept at a time.
#define LANES 64

CLONES void embed_periodic(
  float *z, long stride_z, const float *u, const float *periods, long rows, long frequencies, const float *x,
  long stride, long columns) {
  float wave[LANES];
  for (long n = 0; n < columns; n++, z += stride_z, x += stride) {
    for (long i = 0; i < rows; i++) z[i] = u[frequencies * rows + i];
    for (long first = 0; first < frequencies; first += LANES) {
      long lanes = frequencies - first < LANES ? frequencies - first : LANES;
      EACH (long k = 0; k < lanes; k++) wave[k] = cosine_of_turns(turns(periods, frequencies, first + k, *x));
      for (long k = 0; k < lanes; k++) {
        const float *u_ = u + (first + k) * rows;
        for (long i = 0; i < rows; i++) z[i] += wave[k] * u_[i];
      }
    }
  }
}

CLONES void periodic_gradient(
  float *du, float *dperiods, const float *u, const float *periods, long rows, long frequencies, const float *e,
  long stride_e, const float *x, long stride, long columns) {
  float wave[LANES], slope[LANES];
  for (long k = 0; k < rows * (frequencies + 1); k++) du[k] = 0;
  for (long k = 0; k < 2 * frequencies; k++) dperiods[k] = 0;
  for (long n = 0; n < columns; n++, e += stride_e, x += stride) {
    for (long i = 0; i < rows; i++) du[frequencies * rows + i] += e[i];
    for (long first = 0; first < frequencies; first += LANES) {
      long lanes = frequencies - first < LANES ? frequencies - first : LANES;
      EACH (long k = 0; k < lanes; k++) {
        float t = turns(periods, frequencies, first + k, *x);
        wave[k] = cosine_of_turns(t);
        slope[k] = cosine_of_turns(t + 0.25f);
      }
      for (long k = 0; k < lanes; k++) {
        const float *u_ = u + (first + k) * rows;
        float *du_ = du + (first + k) * rows;
        float back = 0;
        for (long i = 0; i < rows; i++) {
          du_[i] += wave[k] * e[i];
          back += u_[i] * e[i];
        }
        dperiods[first + k] += back * slope[k] * TURN * *x;
        dperiods[frequencies + first + k] += back * slope[k];
      }
    }
  }
}
