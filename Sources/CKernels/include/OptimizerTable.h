// The update rules, one line each: name, code, and statements that set the moments m[i] and v[i] and define `update`; then
// w ← w − rate · update. g is the gradient, s the `optimizer_step`.
//
// Sources: momentum and Nesterov, Sutskever et al. 2013 in the form without dampening; RMSprop, Hinton's lecture 6e
// (2012); Adam, Kingma and Ba 2015; AdamW, Loshchilov and Hutter 2019 (Adam with `decay`); NAdam, Dozat 2016.
#pragma once

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
                                     float update = \
                                       (s.first * mi + s.gradient * g) / (ROOT(vi) * s.second + s.epsilon);)
