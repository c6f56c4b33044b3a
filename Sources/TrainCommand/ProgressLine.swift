import Diagnostics
import Training

/// The progress line: which of several networks, epoch, losses, best so far, rows a second, time left.
func progressLine(_ progress: EpochReport, network: Int?) -> String {
  let width = String(progress.epochs).count
  let epoch = String(progress.epoch)
  let padded = String(repeating: " ", count: width - epoch.count) + epoch
  let validation = progress.validationLoss.map { ", validation \(significant($0))" } ?? ""
  return (network.map { "network \($0)  " } ?? "")
    + "epoch \(padded)/\(progress.epochs)  loss \(significant(progress.trainingLoss))\(validation)"
    + "  best \(significant(progress.bestLoss)) (\(progress.bestEpoch))"
    + "  \(Int(progress.samplesPerSecond)) rows/s  \(duration(progress.secondsLeft)) left"
}

private func duration(_ seconds: Double) -> String {
  let whole = Int(min(seconds, 1e9).rounded(.up))
  return whole < 60
    ? "\(whole) s" : whole < 3600 ? "\(whole / 60) min" : "\(whole / 3600) h \(whole % 3600 / 60) min"
}
