// Activations f and their derivatives, by the formulas of ActivationTable.h.
#include "CKernels.h"
#include "exponential.h"

// SELU's two constants make activations keep mean 0 and variance 1 (Klambauer et al., 2017).
#define SELU_SCALE 1.0507009873554804934f
#define SELU_ALPHA 1.6732632423543772848f
#define LEAKY_SLOPE 0.01f

// Φ(x), the standard normal distribution function (Abramowitz and Stegun 7.1.26, error < 1e-7).
INLINE float normal_cdf(float x) {
  float magnitude = (x < 0.0f ? -x : x) * 0.70710678f;
  float t = 1.0f / (1.0f + 0.3275911f * magnitude);
  float p = 1.061405429f;
  p = p * t - 1.453152027f;
  p = p * t + 1.421413741f;
  p = p * t - 0.284496736f;
  p = p * t + 0.254829592f;
  float tail = 0.5f * p * t * exp_of(-magnitude * magnitude);
  return x < 0.0f ? tail : 1.0f - tail;
}

INLINE float normal_pdf(float x) { return 0.39894228f * exp_of(-0.5f * x * x); }

// With e = exp(x), n = e² + 2e: tanh(log(1 + e)) = n / (n + 2). Beyond 20 it is 1 in float.
INLINE float mish_of(float x) {
  float e = exp_of(x > 20.0f ? 20.0f : x);
  float n = e * (e + 2.0f);
  return x * (n / (n + 2.0f));
}

INLINE float mish_gradient(float x) {
  float e = exp_of(x > 20.0f ? 20.0f : x);
  float n = e * (e + 2.0f);
  float d = 1.0f / (n + 2.0f);
  return n * d + x * (e / (1.0f + e)) * 4.0f * (n + 1.0f) * d * d;
}

INLINE float silu_gradient(float x) {
  float s = sigmoid_of(x);
  return s + x * s * (1.0f - s);
}

#define DEFINE(name, code, formula, source, gradient) \
  CLONES static void name##_forward(float *z, float *a, const float *b, long rows, long columns) { \
    for (long n = 0; n < columns; n++, z += rows, a += rows) { \
      EACH (long i = 0; i < rows; i++) { \
        float x = z[i] + b[i]; \
        z[i] = x; \
        a[i] = formula; \
      } \
    } \
  } \
  CLONES static void name##_backward(float *e, const float *za, long count) { \
    EACH (long i = 0; i < count; i++) { \
      float y = za[i]; \
      (void)y; \
      e[i] *= gradient; \
    } \
  } \
  CLONES static void name##_sloped_forward( \
    float *z, float *a, const float *b, const float *slopes, long rows, long columns) { \
    for (long n = 0; n < columns; n++, z += rows, a += rows) { \
      EACH (long i = 0; i < rows; i++) { \
        float x = z[i] + b[i]; \
        float f = formula; \
        z[i] = x; \
        a[i] = x + slopes[i] * (f - x); \
      } \
    } \
  } \
  CLONES static void name##_sloped_backward(float *e, float *z, const float *slopes, long rows, long columns) { \
    for (long n = 0; n < columns; n++, e += rows, z += rows) { \
      EACH (long i = 0; i < rows; i++) { \
        float x = z[i]; \
        float f = formula; \
        float y = source; \
        (void)y; \
        z[i] = e[i] * (f - x); \
        e[i] *= 1.0f + slopes[i] * ((gradient) - 1.0f); \
      } \
    } \
  }

ACTIVATION_TABLE(DEFINE)

void activate(enum activation f, float *z, float *a, const float *b, long rows, long columns) {
#define FORWARD(name, code, formula, source, gradient) case code: name##_forward(z, a, b, rows, columns); break;
  switch (f) { ACTIVATION_TABLE(FORWARD) }
}

void activate_gradient(enum activation f, float *e, const float *za, long count) {
#define BACKWARD(name, code, formula, source, gradient) case code: name##_backward(e, za, count); break;
  if (f == ACTIVATION_IDENTITY) return;
  switch (f) { ACTIVATION_TABLE(BACKWARD) }
}

void activate_sloped(
  enum activation f, float *z, float *a, const float *b, const float *slopes, long rows, long columns) {
#define SLOPED_FORWARD(name, code, formula, source, gradient) \
  case code: name##_sloped_forward(z, a, b, slopes, rows, columns); break;
  switch (f) { ACTIVATION_TABLE(SLOPED_FORWARD) }
}

void activate_sloped_gradient(
  enum activation f, float *e, float *z, const float *slopes, long rows, long columns) {
#define SLOPED_BACKWARD(name, code, formula, source, gradient) \
  case code: name##_sloped_backward(e, z, slopes, rows, columns); break;
  switch (f) { ACTIVATION_TABLE(SLOPED_BACKWARD) }
}
