"""Makes published.json by PyTorch: python3 published.py, with PyTorch installed.

Ingredients of RealMLP (Holzmüller, Grinsztajn and Steinwart, "Better by Default", 2024) in one network: a number beside a
periodic embedding of four frequencies, pieces that are embedded, a word that is looked up; a factor for each input that
is not looked up; slopes of the activations. One activation after the other; the loss, the outputs and all gradients.
"""
import json
import math
import pathlib

import torch
import torch.nn.functional as F

torch.manual_seed(5)
torch.set_default_dtype(torch.float64)
N, hidden, outputs = 7, [6, 5], 2
ACTIVATIONS = {
    "identity": lambda x: x, "relu": F.relu, "leaky-relu": F.leaky_relu, "elu": F.elu, "selu": F.selu, "gelu": F.gelu,
    "silu": F.silu, "mish": F.mish, "softplus": F.softplus, "tanh": torch.tanh, "sigmoid": torch.sigmoid}
x = torch.tensor([0, 1.5, -2.25, 3, -0.5, 6, 0.125])
t = torch.tensor([0, 9, 1.25, 2, 0.5, 8.75, 4])
word = torch.tensor([1, 8, 3, 2, 2, 5, 8])
Y = torch.randn(N, outputs)
weights = torch.rand(N) + 0.5

d0 = 1 + 3 + 3 + 8  # the number, its periodic embedding, that of the pieces, the words
f, p = torch.randn(4) / 2, (torch.rand(4) - 0.5) * 2 * math.pi
U1, U2 = torch.randn(4 + 1, 3), torch.randn(9, 2 + 1)
factors = torch.ones(d0)
factors[:7] = torch.randn(7)
W = [torch.randn(hidden[0], d0) / 3, torch.randn(hidden[1], hidden[0]) / 3, torch.randn(outputs, hidden[1])]
b = [torch.randn(hidden[0]), torch.randn(hidden[1]), torch.randn(outputs)]
slopes = [torch.rand(hidden[0]) * 2, torch.rand(hidden[1]) * 2 - 0.5]
parameters = [f, p, U1, U2, factors, *W, *b, *slopes]
for parameter in parameters:
    parameter.requires_grad_()


def flat(x):
    return [float(f"{v:.9g}") for v in x.detach().reshape(-1).tolist()]


cases = {}
for name, activation in ACTIVATIONS.items():
    for parameter in parameters:
        parameter.grad = None
    waves = torch.cos(2 * math.pi * x[:, None] * f + p) @ U1[:4] + U1[4]
    pieces = (t[:, None] - torch.arange(9)).clamp(0, 1)
    A = torch.cat([x[:, None], waves, pieces @ U2, F.one_hot(word - 1, 8).double()], 1) * factors
    for l in range(2):
        Z = A @ W[l].T + b[l]
        A = Z + slopes[l] * (activation(Z) - Z)
    Z = A @ W[2].T + b[2]
    loss = ((Z - Y).square().sum(1) / 2 * weights).mean()
    loss.backward()
    cases[name] = {
        "loss": loss.item(), "Z": flat(Z), "dU": [flat(U1.grad), flat(U2.grad)],
        "dP": flat(torch.cat([f.grad, p.grad])), "dFactors": flat(factors.grad), "dW": [flat(w.grad) for w in W],
        "db": [flat(v.grad) for v in b], "dSlopes": [flat(s.grad) for s in slopes]}
fixture = {
    "x": flat(x), "pieces": flat(t), "word": flat(word), "Y": flat(Y), "weights": flat(weights),
    "U": [flat(U1), flat(U2)], "P": flat(torch.cat([f, p])), "factors": flat(factors), "W": [flat(w) for w in W],
    "b": [flat(v) for v in b], "slopes": [flat(s) for s in slopes], "cases": cases}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(fixture) + "\n")
