// The losses of single outputs, one line each: name, code, loss l(z, y), derivative dl/dz, where r = z − y, and p is the
// parameter of the loss.
//
// A formula may use the functions of elementwise/exponential.h and of loss.c.
#pragma once

#define LOSS_TABLE(LINE) \
  LINE(squared_error, LOSS_SQUARED_ERROR, 0.5f * r * r,                r) \
  LINE(absolute,      LOSS_ABSOLUTE,      magnitude_of(r),             sign_of(r)) \
  LINE(huber,         LOSS_HUBER,         magnitude_of(r) <= p ? 0.5f * r * r : p * (magnitude_of(r) - 0.5f * p), \
                                          r > p ? p : r < -p ? -p : r) \
  LINE(quantile,      LOSS_QUANTILE,      r < 0.0f ? -p * r : (1.0f - p) * r, \
                                          r < 0.0f ? -p : r > 0.0f ? 1.0f - p : 0.0f) \
  LINE(poisson,       LOSS_POISSON,       exp_of(z) - y * z,           exp_of(z) - y) \
  LINE(binary_cross_entropy, LOSS_BINARY_CROSS_ENTROPY, \
                                          softplus_of(z) - (y * (1.0f - p) + 0.5f * p) * z, \
                                          sigmoid_of(z) - (y * (1.0f - p) + 0.5f * p)) \
  LINE(hinge,         LOSS_HINGE,         1.0f - (2.0f * y - 1.0f) * z <= 0.0f ? 0.0f : 1.0f - (2.0f * y - 1.0f) * z, \
                                          1.0f - (2.0f * y - 1.0f) * z > 0.0f ? 1.0f - 2.0f * y : 0.0f)
