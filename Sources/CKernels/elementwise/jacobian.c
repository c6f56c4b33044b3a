// The chain rule for one layer, sample by sample: Z = WᵀA + b, so dz/dW = a eᵀ and dz/db = e.
#include "CKernels.h"
#include "../cpu/clones.h"

CLONES void layer_jacobian(
  const float *a, const float *e, float *j, long inputs, long outputs, long columns, long stride) {
  for (long n = 0; n < columns; n++) {
    const float *an = a + n * inputs, *en = e + n * outputs;
    float *W = j + n * stride, *b = W + inputs * outputs;
    for (long k = 0; k < outputs; k++) {
      EACH (long i = 0; i < inputs; i++) W[k * inputs + i] = an[i] * en[k];
      b[k] = en[k];
    }
  }
}
