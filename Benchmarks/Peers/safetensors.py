"""A model file of mlp-train: the tensors, and what its description says."""
import json

import numpy as np


def read(path):
    """The tensors by name, and the JSON under the metadata key `mlp`."""
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        numbers = file.read()
    description = json.loads(header.pop("__metadata__")["mlp"])
    tensors = {}
    for name, tensor in header.items():
        begin, end = tensor["data_offsets"]
        tensors[name] = np.frombuffer(numbers[begin:end], "<f4").reshape(tensor["shape"])
    return tensors, description
