// The activations, one line each: name, code, f(x), the source of f′ (f = f(x), or x), and f′ as a function of that, y.
//
// The source is f where it can be, so that x need not be kept; `Activation.needsZ` lists those whose source is x. A
// formula may use the functions of elementwise/exponential.h and of activation.c.
#pragma once

#define ACTIVATION_TABLE(LINE) \
  LINE(identity,   ACTIVATION_IDENTITY,   x,                                    f, 1.0f) \
  LINE(relu,       ACTIVATION_RELU,       x < 0.0f ? 0.0f : x,                  f, y > 0.0f ? 1.0f : 0.0f) \
  LINE(leaky_relu, ACTIVATION_LEAKY_RELU, x < 0.0f ? LEAKY_SLOPE * x : x,       f, y > 0.0f ? 1.0f : LEAKY_SLOPE) \
  LINE(elu,        ACTIVATION_ELU,        x > 0.0f ? x : expm1_of(x),           f, y > 0.0f ? 1.0f : y + 1.0f) \
  LINE(selu,       ACTIVATION_SELU,       SELU_SCALE * (x > 0.0f ? x : SELU_ALPHA * expm1_of(x)), \
                                          f, y > 0.0f ? SELU_SCALE : y + SELU_SCALE * SELU_ALPHA) \
  LINE(gelu,       ACTIVATION_GELU,       x * normal_cdf(x),                    x, normal_cdf(y) + y * normal_pdf(y)) \
  LINE(silu,       ACTIVATION_SILU,       x * sigmoid_of(x),                    x, silu_gradient(y)) \
  LINE(mish,       ACTIVATION_MISH,       mish_of(x),                           x, mish_gradient(y)) \
  LINE(softplus,   ACTIVATION_SOFTPLUS,   softplus_of(x),                       f, -expm1_of(-y)) \
  LINE(tanh,       ACTIVATION_TANH,       tanh_of(x),                           f, 1.0f - y * y) \
  LINE(sigmoid,    ACTIVATION_SIGMOID,    sigmoid_of(x),                        f, y * (1.0f - y))
