// The update rules of OptimizerTable.h: one pass over weights, gradient and moments.
#include "CKernels.h"
#include "../cpu/clones.h"

#define ROOT(x) __builtin_elementwise_sqrt(x)

#define SIGN(x) ((x) > 0.0f ? 1.0f : (x) < 0.0f ? -1.0f : 0.0f)

#define LOOP(name, gradient, rule) \
  CLONES static void name( \
    float *w, const float *dw, float *m, float *v, long count, const struct optimizer_step *step) { \
    const struct optimizer_step s = *step; \
    EACH (long i = 0; i < count; i++) { \
      float wi = w[i]; \
      float g = gradient; \
      rule \
      w[i] = (wi - s.decay * wi) - s.rate * update; \
    } \
  }

// The usual gradient is dw as it is; clipping and penalties take operations that it need not pay for.
#define DEFINE(name, code, rule) \
  LOOP(name##_update, dw[i], rule) \
  LOOP(name##_penalized_update, s.gradient_scale * dw[i] + s.l2 * wi + s.l1 * SIGN(wi), rule)

OPTIMIZER_TABLE(DEFINE)

void optimizer_update(
  enum optimizer optimizer, float *w, const float *g, float *m, float *v, long count,
  const struct optimizer_step *step) {
  int is_usual = step->gradient_scale == 1.0f && step->l2 == 0.0f && step->l1 == 0.0f;
#define APPLY(name, code, rule) \
  case code: (is_usual ? name##_update : name##_penalized_update)(w, g, m, v, count, step); break;
  switch (optimizer) { OPTIMIZER_TABLE(APPLY) }
}
