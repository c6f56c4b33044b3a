@_exported import MLPInference

// Whoever imports this module alone can name the model, its predictions and the errors.
@_exported import struct Diagnostics.Failure
