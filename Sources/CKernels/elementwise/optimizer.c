// The update rules: one pass over weights, gradient and moments, one line each.
// Sources: momentum, Nesterov — Sutskever et al. 2013 in the form without dampening; RMSprop —
// Hinton's lecture 6e (2012); Adam — Kingma and Ba 2015; AdamW — Loshchilov and Hutter 2019 (Adam
// with `decay`); NAdam — Dozat 2016.
#include "CKernels.h"
#include "../cpu/clones.h"

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
