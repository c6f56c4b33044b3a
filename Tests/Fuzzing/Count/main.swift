import FuzzTargets
import Glibc

// mutants KIND COUNT SEED: attacks the reader of a kind of file with so many mutants, and ends by what came of them. A
// trap, a hang and memory that no such file needs end it otherwise, with the last mutant in mutant-KIND.bin.

let words = CommandLine.arguments
guard words.count == 4, let attack = FuzzTarget(rawValue: words[1]), let count = Int(words[2]),
  let seed = UInt64(words[3])
else {
  print("mutants model|checkpoint COUNT SEED")
  exit(64)
}

/// A file of some ten thousand bytes needs some MB; the BLAS has taken its own by then.
func limitMemory() {
  var status = ""
  if let file = fopen("/proc/self/statm", "r") {
    var line = [CChar](repeating: 0, count: 200)
    fgets(&line, 200, file)
    fclose(file)
    status = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
  let pages = UInt(status.split(separator: " ").first ?? "") ?? 0
  var limit = rlimit()
  limit.rlim_cur = pages * 4096 + 128 << 20
  limit.rlim_max = limit.rlim_cur
  setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
}

func keep(_ bytes: [UInt8]) {
  guard let file = fopen("mutant-\(attack.rawValue).bin", "w") else { return }
  fwrite(bytes, 1, bytes.count, file)
  fclose(file)
}

var mutants = try MutatedFiles(of: attack, seed: seed)
for bytes in try attack == .model ? Seeds.models() : Seeds.checkpoints() {
  if let flaw = attack.flaw(of: bytes) { print("a seed: \(flaw)"); exit(1) }
}
limitMemory()
var (taken, wrong) = (0, 0)
for n in 0..<count {
  let bytes = mutants.next()
  keep(bytes)
  alarm(20)
  switch attack.outcome(of: bytes) {
  case .taken: taken += 1
  case .refused: break
  case .wrong(let flaw):
    wrong += 1
    print("\(attack.rawValue), mutant \(n) of seed \(seed): \(flaw)")
  }
}
alarm(0)
unlink("mutant-\(attack.rawValue).bin")
print(
  "\(count) mutants of a \(attack.rawValue): \(count - taken - wrong) refused, \(taken) harmless, \(wrong) wrong"
)
exit(wrong == 0 ? 0 : 1)
