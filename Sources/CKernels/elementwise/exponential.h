// exp, expm1, log1p and tanh of a float without branches, so that loops over them become vector code.
//
// Goals, in order: NaN stays NaN; no overflow for any input; an error of a few units in the last place; speed.
// Polynomials: Cephes (Moshier), single precision.
#pragma once
#include <stdint.h>
#include "../cpu/clones.h"

INLINE float as_float(uint32_t bits) { union { uint32_t i; float f; } u = {bits}; return u.f; }
INLINE uint32_t as_bits(float x) { union { float f; uint32_t i; } u = {.f = x}; return u.i; }

// x = n · ln 2 + r with |r| ≤ ½ ln 2; returns exp(r) − 1 and the two factors whose product is 2ⁿ.
INLINE float reduced_exponential(float x, float *half, float *rest) {
  x = x > 89.0f ? 89.0f : x;
  x = x < -104.0f ? -104.0f : x;
  // Adding 1.5 · 2²³ rounds to the nearest whole number, which then is in the low bits.
  float shifted = x * 1.44269504f + 12582912.0f;
  int32_t n = (int32_t)as_bits(shifted) - 0x4B400000;
  float whole = shifted - 12582912.0f;
  float r = x - whole * 0.693359375f;
  r = r + whole * 2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  // Two factors, because 2ⁿ alone overflows or underflows before exp does.
  int32_t first = n >> 1;
  *half = as_float((uint32_t)(first + 127) << 23);
  *rest = as_float((uint32_t)(n - first + 127) << 23);
  return p * r * r + r;
}

INLINE float exp_of(float x) {
  float half, rest;
  float p = reduced_exponential(x, &half, &rest);
  return (p + 1.0f) * half * rest;
}

// exp(x) − 1, exact to rounding near 0. For x ≤ 60.
INLINE float expm1_of(float x) {
  float half, rest;
  float p = reduced_exponential(x, &half, &rest);
  float power = half * rest;
  return p * power + (power - 1.0f);
}

// log(x) for a normal positive x.
INLINE float log_of(float x) {
  uint32_t bits = as_bits(x);
  // m in [√½, √2), x = m · 2ᵉ.
  int32_t e = (int32_t)(bits - 0x3F3504F3) >> 23;
  float m = as_float(bits - ((uint32_t)e << 23)) - 1.0f;
  float p = 7.0376836292e-2f;
  p = p * m - 1.1514610310e-1f;
  p = p * m + 1.1676998740e-1f;
  p = p * m - 1.2420140846e-1f;
  p = p * m + 1.4249322787e-1f;
  p = p * m - 1.6668057665e-1f;
  p = p * m + 2.0000714765e-1f;
  p = p * m - 2.4999993993e-1f;
  p = p * m + 3.3333331174e-1f;
  float square = m * m;
  float y = m * square * p;
  float exponent = (float)e;
  y = y - exponent * 2.12194440e-4f - 0.5f * square;
  return (m + y) + exponent * 0.693359375f;
}

// log(1 + u) for 0 ≤ u ≤ 1, corrected for the rounding of 1 + u (Kahan).
INLINE float log1p_of(float u) {
  float w = 1.0f + u;
  float d = w - 1.0f;
  float y = log_of(w) * (u / (d == 0.0f ? 1.0f : d));
  return d == 0.0f ? u : y;
}

INLINE float sigmoid_of(float x) { return 1.0f / (1.0f + exp_of(-x)); }

// log(1 + exp(x)), for any x.
INLINE float softplus_of(float x) {
  float magnitude = x < 0.0f ? -x : x;
  return (x < 0.0f ? 0.0f : x) + log1p_of(exp_of(-magnitude));
}

INLINE float tanh_of(float x) {
  float magnitude = x < 0.0f ? -x : x;
  float far = 1.0f - 2.0f / (exp_of(2.0f * magnitude) + 1.0f);
  far = x < 0.0f ? -far : far;
  float square = x * x;
  float p = -5.70498872745e-3f;
  p = p * square + 2.06390887954e-2f;
  p = p * square - 5.37397155531e-2f;
  p = p * square + 1.33314422036e-1f;
  p = p * square - 3.33332819422e-1f;
  float near = p * square * x + x;
  return magnitude < 0.625f ? near : far;
}
