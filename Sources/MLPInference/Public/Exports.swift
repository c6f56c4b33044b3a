// `catch let failure as Failure` works for whoever imports this module alone.
@_exported import struct Diagnostics.Failure
