// Losses and their derivatives with respect to z, the network's raw output. Where the output's
// activation and the loss belong together (sigmoid, softmax, exp), z is the logit or the logarithm,
// and the derivative is prediction − y, with nothing to overflow.
#include "CKernels.h"
#include "exponential.h"

INLINE float magnitude_of(float x) { return x < 0.0f ? -x : x; }
INLINE float sign_of(float x) { return x > 0.0f ? 1.0f : x < 0.0f ? -1.0f : 0.0f; }

// The losses stand in e for a moment, so that both passes are vector code whatever the rows.
#define DEFINE(name, code, loss, gradient) \
  CLONES static void name##_loss( \
    const float *zs, const float *ys, const float *w, float *e, float *l, long rows, long columns, float p, \
    float scale) { \
    long count = rows * columns; \
    EACH (long i = 0; i < count; i++) { \
      float z = zs[i], y = ys[i], r = z - y; \
      (void)r; \
      e[i] = (loss); \
    } \
    for (long n = 0; n < columns; n++) { \
      float total = 0.0f; \
      for (long i = 0; i < rows; i++) total += e[n * rows + i]; \
      l[n] = w[n] * total; \
    } \
    EACH (long i = 0; i < count; i++) { \
      float z = zs[i], y = ys[i], r = z - y; \
      (void)r; \
      e[i] = scale * (gradient); \
    } \
    for (long n = 0; n < columns; n++) \
      for (long i = 0; i < rows; i++) e[n * rows + i] *= w[n]; \
  }

LOSS_TABLE(DEFINE)

void elementwise_loss(
  enum loss loss, const float *z, const float *y, const float *w, float *e, float *l, long rows,
  long columns, float parameter, float scale) {
#define APPLY(name, code, f, gradient) \
  case code: name##_loss(z, y, w, e, l, rows, columns, parameter, scale); break;
  switch (loss) { LOSS_TABLE(APPLY) }
}

INLINE float largest(const float *z, long rows) {
  float top = z[0];
  for (long i = 1; i < rows; i++) top = z[i] > top ? z[i] : top;
  return top;
}

CLONES void softmax(float *z, long rows, long columns) {
  for (long n = 0; n < columns; n++, z += rows) {
    float top = largest(z, rows), total = 0.0f;
    EACH (long i = 0; i < rows; i++) z[i] = exp_of(z[i] - top);
    for (long i = 0; i < rows; i++) total += z[i];
    for (long i = 0; i < rows; i++) z[i] /= total;
  }
}

// −Σ y′ log softmax(z) with y′ = (1 − s) · onehot(y) + s / K is
// log Σ exp(z) − (1 − s) · z[y] − s · mean(z), and its derivative softmax(z) − y′.
CLONES void softmax_cross_entropy(
  const float *z, const float *y, const float *w, float *e, float *l, long rows, long columns,
  float smoothing, float scale) {
  float share = smoothing / (float)rows;
  for (long n = 0; n < columns; n++, z += rows, e += rows) {
    long class = (long)y[n];
    float top = largest(z, rows), total = 0.0f, shift = 0.0f;
    EACH (long i = 0; i < rows; i++) e[i] = exp_of(z[i] - top);
    for (long i = 0; i < rows; i++) total += e[i];
    for (long i = 0; i < rows; i++) shift += z[i] - top;
    l[n] = w[n] * (log_of(total) - (1.0f - smoothing) * (z[class] - top) - share * shift);
    float factor = scale * w[n];
    for (long i = 0; i < rows; i++) e[i] = factor * (e[i] / total - share);
    e[class] -= factor * (1.0f - smoothing);
  }
}

CLONES void multiclass_hinge(
  const float *z, const float *y, const float *w, float *e, float *l, long rows, long columns,
  float scale) {
  for (long n = 0; n < columns; n++, z += rows, e += rows) {
    float total = 0.0f;
    for (long i = 0; i < rows; i++) {
      float side = i == (long)y[n] ? 1.0f : -1.0f;
      float margin = 1.0f - side * z[i];
      // Not margin > 0, so that NaN is not lost.
      total += margin <= 0.0f ? 0.0f : margin;
      e[i] = margin <= 0.0f ? 0.0f : -side * scale * w[n];
    }
    l[n] = w[n] * total;
  }
}

CLONES void sigmoid(float *z, long count) {
  EACH (long i = 0; i < count; i++) z[i] = sigmoid_of(z[i]);
}

CLONES void exponential(float *z, long count) {
  EACH (long i = 0; i < count; i++) z[i] = exp_of(z[i]);
}
