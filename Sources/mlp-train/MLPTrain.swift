import CLI
import TrainCommand

@main
enum MLPTrain {
  static func main() {
    CrashHandler.install("mlp-train")
    runProgram("mlp-train") { try TrainCommand.run(Array(CommandLine.arguments.dropFirst())) }
  }
}
