// The loops over elements, compiled for several processors; the right one is bound when the program
// is loaded. Each kernel is one formula in its .c file. Matrices are stored by columns (a column is a
// sample) and contiguous. No kernel allocates, and none reads outside its arrays.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include "ActivationTable.h"
#include "LossTable.h"
#include "OptimizerTable.h"
#include "Processor.h"

// The code of each line of a table, in its order.
#define CODE(name, code, ...) code,

// activation.c

enum __attribute__((swift_name("ActivationKernel"))) activation { ACTIVATION_TABLE(CODE) };

/// z ← z + b for every column, a ← f(z). `a` may be `z`.
void activate(enum activation f, float *z, float *a, const float *b, long rows, long columns);

/// e ← e · f′, where `za` holds a = f(z), or z for GELU, SiLU and Mish.
void activate_gradient(enum activation f, float *e, const float *za, long count);

/// z ← z + b for every column, a ← z + slopes ⊙ (f(z) − z). `a` may be `z`.
void activate_sloped(
  enum activation f, float *z, float *a, const float *b, const float *slopes, long rows, long columns);

/// Its way back: z ← e ⊙ (f(z) − z), e ← e ⊙ (1 + slopes ⊙ (f′(z) − 1)).
void activate_sloped_gradient(
  enum activation f, float *e, float *z, const float *slopes, long rows, long columns);

// loss.c

enum __attribute__((swift_name("LossKernel"))) loss { LOSS_TABLE(CODE) };

/// For each column n: l[n] ← w[n] · Σ loss(z, y), and e ← scale · w[n] · dloss/dz.
/// `y` is rows × columns. `parameter`: Huber's δ, the quantile's τ, or label smoothing.
void elementwise_loss(
  enum loss loss, const float *z, const float *y, const float *w, float *e, float *l, long rows,
  long columns, float parameter, float scale);

/// The same for the cross-entropy of softmax(z) with class y[n], smoothed by `smoothing`.
void softmax_cross_entropy(
  const float *z, const float *y, const float *w, float *e, float *l, long rows, long columns,
  float smoothing, float scale);

/// The same for the sum of one-against-rest hinges with class y[n].
void multiclass_hinge(
  const float *z, const float *y, const float *w, float *e, float *l, long rows, long columns,
  float scale);

/// z ← softmax(z), each column by itself.
void softmax(float *z, long rows, long columns);

/// z ← 1 / (1 + exp(−z)).
void sigmoid(float *z, long count);

/// z ← exp(z).
void exponential(float *z, long count);

// optimizer.c

enum __attribute__((swift_name("OptimizerKernel"))) optimizer { OPTIMIZER_TABLE(CODE) };

/// The numbers of one step, the same for every weight.
struct __attribute__((swift_name("OptimizerStep"))) optimizer_step {
  float rate;            // the learning rate of this step
  float gradient_scale;  // clips the norm of the gradient
  float beta1, beta2, epsilon;
  float first, second;   // Adam: 1 / (1 − β₁ᵗ), 1 / √(1 − β₂ᵗ); NAdam: the factor of m, and the same
  float gradient;        // NAdam: the factor of g
  float decay;           // w ← w · (1 − decay) before the update (decoupled weight decay)
  float l2, l1;          // added to the gradient: l2 · w + l1 · sign(w)
};

/// One step over `count` weights w with gradient g and moments m and v.
void optimizer_update(
  enum optimizer optimizer, float *w, const float *g, float *m, float *v, long count,
  const struct optimizer_step *step);

// jacobian.c

/// Column n of j ← vec(a eᵀ), then e, for column n of a (inputs × columns) and of e (outputs × columns): what
/// the weights and biases of a layer change. Columns of j are `stride` apart.
void layer_jacobian(
  const float *a, const float *e, float *j, long inputs, long outputs, long columns, long stride);

// reduction.c

/// b ← e · 1: the sum of each row.
void row_sums(const float *e, long stride, long rows, long columns, float *b);

/// y ← y + factor · x.
void add(float *y, const float *x, float factor, long count);

/// y ← y + share · (x − y).
void lerp(float *y, const float *x, float share, long count);

/// Σ x², summed in double precision in an order of its own.
double sum_of_squares(const float *x, long count);

/// Σ x, likewise.
double sum(const float *x, long count);

// lookup.c

/// For each column n of z (rows × columns, with this stride) and each lookup c, of which x[c] of a column of x (with
/// its stride) is the number t: z ← z + (1 − p) · sums[first[c] + k − 1] + p · sums[first[c] + k], with k whole and p
/// the part left of t.
/// Columns of `sums` are `rows` long; none is read for k = 0, p = 0.
void add_lookups(
  float *z, long stride_z, const float *sums, long rows, long columns, const float *x, long stride,
  const int32_t *first, long lookups);

/// The way back of one lookup, whose number for column n of e (rows × columns, with this stride) is x[n · stride]:
/// dv[k − 1] ← dv[k − 1] + (1 − p) · e[n], dv[k] ← dv[k] + p · e[n].
void scatter_lookup(
  float *dv, const float *e, long rows, long columns, long stride_e, const float *x, long stride);

/// sums[k] ← v[0] + … + v[k] (rows × columns).
void prefix_sum(const float *v, float *sums, long rows, long columns);

/// dv[k] ← dv[k] + … + dv[columns − 1].
void sum_down(float *dv, long rows, long columns);

// periodic.c

/// z[n] ← u · (cos(2π f x[n · stride] + p), 1): u is rows × (frequencies + 1), f and then p are in `periods`, and columns
/// of z have this stride.
void embed_periodic(
  float *z, long stride_z, const float *u, const float *periods, long rows, long frequencies, const float *x,
  long stride, long columns);

/// Its way back for e (rows × columns, with this stride), what a change of z changes: du and dperiods.
void periodic_gradient(
  float *du, float *dperiods, const float *u, const float *periods, long rows, long frequencies, const float *e,
  long stride_e, const float *x, long stride, long columns);

// heads.c

/// y[n · heads + h] ← r[h] ⊙ x[n]: columns of `rows` elements; those of x have this stride.
void broadcast_heads(
  float *y, const float *x, long stride, const float *r, long rows, long columns, long heads);

/// dx[n] ← the sum over h of r[h] ⊙ dy[n · heads + h]; columns of dy and r have these strides.
void gather_heads(
  float *dx, const float *dy, long stride, const float *r, long stride_r, long rows, long columns, long heads);

/// dr[h] ← the sum over n of x[n] ⊙ dy[n · heads + h]; columns of x have this stride.
void scatter_heads(
  float *dr, const float *dy, const float *x, long stride, long rows, long columns, long heads);

/// z[n · heads + h] ← z[n · heads + h] + x[n].
void add_to_heads(float *z, const float *x, long rows, long columns, long heads);

/// x[n] ← the sum over h of z[n · heads + h].
void sum_heads(float *x, const float *z, long rows, long columns, long heads);

// fields.c

/// Writes where bytes `begin` to `end` − 1 of a text are `one` or `other`, in their order, and returns how many they
/// are. `places` has room for all.
long find_bytes(const uint8_t *text, long begin, long end, uint8_t one, uint8_t other, int32_t *places);

// numbers.c

/// What a field of a text is found to be: bits to be added.
enum __attribute__((swift_name("FieldFlag"))) field {
  FIELD_NUMBER = 1,     // a number, and its value is right
  FIELD_PLAIN = 2,      // a whole number below 10⁷ as everyone writes it, without needless zeros or a plus
  FIELD_ENDS_LINE = 4,  // a line feed stands at its end
};

/// Reads `count` fields of a text as decimal numbers: the first begins at `start`, each ends before the byte at its
/// end, and the next begins behind that. `values` gets the nearest float where the kind says number.
///
/// Numbers of up to seven digits (six behind a sign) before the mark and eight behind it are found, without
/// exponent; whatever else a field holds is said to be no number and wants another look. Eight bytes behind the
/// last end are read, and have no meaning; the text has eight bytes at least, and ends are below 2³¹ − 1.
void read_numbers(
  const uint8_t *text, int32_t start, const int32_t *ends, long count, uint8_t mark, float *values,
  uint8_t *kinds);

// scaling.c

/// y[i · stride] ← t, or t / √(1 + (t/3)²) if it clips, with t = (x[i] − center) · factor; NaN counts as `missing`.
void scale_numbers(
  const float *x, long count, double center, double factor, int clips, float missing, float *y, long stride);

// dropout.c

/// Sets each element to zero with probability drop / 2¹⁶. The elements are those from place `first` on
/// in a sequence of 16-bit numbers that key, layer and step determine.
void drop_out(
  float *x, long count, uint64_t first, uint32_t drop, uint64_t key, uint32_t layer, uint32_t step);
