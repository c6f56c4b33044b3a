import FuzzTargets
import Glibc

// libFuzzer with one of the attacks, which the variable `TARGET` of the environment names; its arguments are libFuzzer's.

@_silgen_name("LLVMFuzzerRunDriver")
private func fuzz(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

guard getenv("TARGET").flatMap({ FuzzTarget(rawValue: String(cString: $0)) }) != nil else {
  print("TARGET is one of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))")
  exit(64)
}
var (count, arguments) = (CommandLine.argc, CommandLine.unsafeArgv)
exit(
  fuzz(&count, &arguments) { bytes, count in
    if let flaw = chosen.flaw(of: Array(UnsafeBufferPointer(start: bytes, count: count))) { fatalError(flaw) }
    return 0
  })
