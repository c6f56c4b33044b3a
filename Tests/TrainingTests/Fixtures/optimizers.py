"""Makes optimizers.json: 20 steps of each optimizer by PyTorch, from the same weights, over the same minibatches.

python3 optimizers.py, with torch installed. Network 6-8-5-3, tanh, cross-entropy; 12 samples a minibatch.
Weights are [out, in] by rows; X is [12, 6] by rows, that is 6 x 12 by columns.
"""
import json
import pathlib

import torch

torch.manual_seed(1)
torch.set_num_threads(1)
WIDTHS = [6, 8, 5, 3]
START = [(torch.randn(o, i) * 0.5, torch.randn(o) * 0.1) for i, o in zip(WIDTHS, WIDTHS[1:])]
X = [torch.randn(12, 6) for _ in range(20)]
Y = [torch.randint(0, 3, (12,)) for _ in range(20)]

CASES = {
    "sgd": lambda g: torch.optim.SGD(g(0), lr=0.1),
    "momentum": lambda g: torch.optim.SGD(g(0), lr=0.05, momentum=0.9),
    "nesterov": lambda g: torch.optim.SGD(g(0), lr=0.05, momentum=0.9, nesterov=True),
    "rmsprop": lambda g: torch.optim.RMSprop(g(0), lr=0.005, alpha=0.99, eps=1e-8),
    "adam": lambda g: torch.optim.Adam(g(0), lr=0.01),
    "adamw": lambda g: torch.optim.AdamW(g(0.01), lr=0.01),
    "nadam": lambda g: torch.optim.NAdam(g(0), lr=0.01),
    "adam, l2 0.01": lambda g: torch.optim.Adam(g(0.01), lr=0.01),
    "sgd, clip 0.1": lambda g: torch.optim.SGD(g(0), lr=0.1),
}


def numbers(tensors):
    return [float(f"{x:.9g}") for t in tensors for x in t.detach().flatten().tolist()]


def train(name, make):
    W = [w.clone().requires_grad_() for w, _ in START]
    b = [b.clone().requires_grad_() for _, b in START]
    optimizer = make(lambda decay: [{"params": W, "weight_decay": decay}, {"params": b, "weight_decay": 0}])
    losses = []
    for x, y in zip(X, Y):
        a = x
        for l in range(3):
            a = a @ W[l].T + b[l]
            if l < 2:
                a = torch.tanh(a)
        loss = torch.nn.functional.cross_entropy(a, y)
        optimizer.zero_grad()
        loss.backward()
        if "clip" in name:
            torch.nn.utils.clip_grad_norm_(W + b, 0.1)
        optimizer.step()
        losses.append(loss)
    return {"parameters": numbers(t for l in range(3) for t in (W[l], b[l])), "losses": numbers(losses)}


fixture = {
    "widths": WIDTHS,
    "start": numbers(t for pair in START for t in pair),
    "X": numbers(X),
    "Y": numbers(y.float() for y in Y),
    "runs": {name: train(name, make) for name, make in CASES.items()},
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
