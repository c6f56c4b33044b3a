// The update rules: one pass over weights, gradient and moments, one line each.
// Sources: momentum, Nesterov — Sutskever et al. 2013 in the form without dampening; RMSprop —
// Hinton's lecture 6e (2012); Adam — Kingma and Ba 2015; AdamW — Loshchilov and Hutter 2019 (Adam
// with `decay`); NAdam — Dozat 2016.
#include "CVectorMath.h"
#include "clones.h"

#define ROOT(x) __builtin_elementwise_sqrt(x)

// Each line: name, then statements that set the moments and `update`, from which w loses rate × update.
#define OPTIMIZER_TABLE(LINE) \
  LINE(sgd,      OPTIMIZER_SGD,      float update = g;) \
  LINE(momentum, OPTIMIZER_MOMENTUM, float mi = s.beta1 * m[i] + g; m[i] = mi; float update = mi;) \
  LINE(nesterov, OPTIMIZER_NESTEROV, float mi = s.beta1 * m[i] + g; m[i] = mi; float update = g + s.beta1 * mi;) \
  LINE(rmsprop,  OPTIMIZER_RMSPROP,  float vi = s.beta2 * v[i] + (1.0f - s.beta2) * g * g; v[i] = vi; \
                                     float update = g / (ROOT(vi) + s.epsilon);) \
  LINE(adam,     OPTIMIZER_ADAM,     float mi = s.beta1 * m[i] + (1.0f - s.beta1) * g; m[i] = mi; \
                                     float vi = s.beta2 * v[i] + (1.0f - s.beta2) * g * g; v[i] = vi; \
                                     float update = s.first * mi / (ROOT(vi) * s.second + s.epsilon);) \
  LINE(nadam,    OPTIMIZER_NADAM,    float mi = s.beta1 * m[i] + (1.0f - s.beta1) * g; m[i] = mi; \
                                     float vi = s.beta2 * v[i] + (1.0f - s.beta2) * g * g; v[i] = vi; \
                                     float update = (s.first * mi + s.gradient * g) / (ROOT(vi) * s.second + s.epsilon);)

#define DEFINE(name, code, rule) \
  CLONES static void name##_update( \
    float *w, const float *dw, float *m, float *v, long count, const struct optimizer_step *step) { \
    const struct optimizer_step s = *step; \
    EACH (long i = 0; i < count; i++) { \
      float wi = w[i]; \
      float g = s.gradient_scale * dw[i] + s.l2 * wi + s.l1 * (wi > 0.0f ? 1.0f : wi < 0.0f ? -1.0f : 0.0f); \
      rule \
      w[i] = (wi - s.decay * wi) - s.rate * update; \
    } \
  }

OPTIMIZER_TABLE(DEFINE)

void optimizer_update(
  enum optimizer optimizer, float *w, const float *g, float *m, float *v, long count,
  const struct optimizer_step *step) {
#define APPLY(name, code, rule) case code: name##_update(w, g, m, v, count, step); break;
  switch (optimizer) { OPTIMIZER_TABLE(APPLY) }
}
