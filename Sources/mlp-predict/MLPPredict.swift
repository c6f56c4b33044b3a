import CLI
import PredictCommand

@main
enum MLPPredict {
  static func main() {
    CrashHandler.install("mlp-predict")
    runProgram("mlp-predict") { try PredictCommand.run(Array(CommandLine.arguments.dropFirst())) }
  }
}
