import Glibc

/// How the learning rate, or another number, changes during training: a factor for each step.
package enum Schedule: String, CaseIterable, Codable, Sendable {
  case constant
  /// Divided by ten after each 30 % of the training.
  case step
  /// Exponentially down to a hundredth: 0.01^(t / T).
  case exponential
  /// ½ (1 + cos(π t / T)) (Loshchilov and Hutter, "SGDR", 2017).
  case cosine
  /// Linearly up over the first tenth, then cosine.
  case warmupCosine = "warmup-cosine"
  /// From 1/25 up over the first 30 %, then down to 1/250,000, both by cosines (Smith and Topin, 2018).
  case oneCycle = "one-cycle"
  /// Constant over the first half, then down to 0 by a cosine ("flat_cos" of pytabkit).
  case flatCosine = "flat-cosine"
  /// Four waves from 0 up to 1 and down to 0, each twice as long as the one before:
  /// ½ (1 − cos(2π log₂(1 + 15 t / T))) (Holzmüller, Grinsztajn and Steinwart, "Better by Default", 2024).
  case cosLog4 = "coslog4"
  /// Halved after each 5 epochs without a better validation loss.
  case plateau

  /// The factor for step t (from 0) of T.
  ///
  /// `ReduceOnPlateau` has that of `plateau`.
  package func factor(step t: Int, of T: Int) -> Double {
    let done = Double(t) / Double(max(T, 1))
    switch self {
    case .constant, .plateau: return 1
    case .step: return pow(0.1, Double(t / max(1, T * 3 / 10)))
    case .exponential: return pow(0.01, done)
    case .cosine: return falling(from: 1, to: 0, done)
    case .warmupCosine:
      let rising = max(1, T / 10)
      if t < rising { return Double(t + 1) / Double(rising) }
      return falling(from: 1, to: 0, Double(t - rising) / Double(max(1, T - rising)))
    case .oneCycle:
      // Both ends are reached: the maximum at step 0.3 T − 1, the minimum at the last step.
      let top = max(0.3 * Double(T) - 1, 1e-9)
      let bottom = max(Double(T - 1), top + 1e-9)
      let t = Double(t)
      return t <= top
        ? falling(from: 1.0 / 25, to: 1, t / top)
        : falling(from: 1, to: 1.0 / 250_000, min(1, (t - top) / (bottom - top)))
    case .flatCosine: return done < 0.5 ? 1 : falling(from: 1, to: 0, 2 * done - 1)
    case .cosLog4: return falling(from: 0, to: 1, 2 * log2(1 + 15 * done))
    }
  }

  private func falling(from start: Double, to end: Double, _ done: Double) -> Double {
    end + (start - end) / 2 * (1 + cos(.pi * done))
  }
}

/// The schedule that reduces the rate when the validation loss stops falling (ReduceLROnPlateau in PyTorch).
package struct ReduceOnPlateau: Sendable {
  package private(set) var factor = 1.0
  private var best = Double.infinity
  private var waited = 0
  private let patience: Int
  private let reduction: Double

  /// Reduces after more than `patience` epochs in a row without a loss below the best by 0.01 %.
  package init(patience: Int = 5, reduction: Double = 0.5) {
    self.patience = patience
    self.reduction = reduction
  }

  /// Records the loss of an epoch.
  package mutating func observe(_ loss: Double) {
    if loss < best * (1 - 1e-4) {
      best = loss
      waited = 0
    } else {
      waited += 1
    }
    if waited > patience {
      factor *= reduction
      waited = 0
    }
  }
}
