import FoundationEssentials

/// The number of cores.
func coreCount() -> Int { ProcessInfo.processInfo.activeProcessorCount }
