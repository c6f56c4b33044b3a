"""Makes heads.json by PyTorch: python3 heads.py, with PyTorch installed.

A network of heads as TabM-mini has it: A(0) times factors of each head, shared layers, a last layer for each head, the
mean of the losses, the mean of the probabilities. Inputs: two plain ones, nine pieces that are embedded by three
inputs, a word of eight that is looked up, a word of five that is embedded by two inputs.
"""
import json
import pathlib

import torch
import torch.nn.functional as F

torch.manual_seed(3)
torch.set_default_dtype(torch.float64)
N, heads, hidden, classes = 7, 3, [6, 5], 3
plain = torch.randn(N, 2)
t = torch.tensor([0, 9, 1.25, 2, 0.5, 8.75, 4])
word = torch.tensor([1, 8, 3, 2, 2, 5, 8])
rare = torch.tensor([1, 5, 2, 0, 4, 4, 3])  # 0 is none of the words
y = torch.tensor([0, 1, 2, 2, 1, 0, 1])
weights = torch.rand(N) + 0.5

d0 = 2 + 3 + 8 + 2
U1, U2 = torch.randn(9, 3), torch.randn(5, 2)
factors = torch.ones(heads, d0)
factors[:, :5] = torch.randn(heads, 5)
factors[:, 13:] = torch.randn(heads, 2)
W = [torch.randn(hidden[0], d0) / 3, torch.randn(hidden[1], hidden[0]) / 3, torch.randn(heads, classes, hidden[1])]
b = [torch.randn(hidden[0]), torch.randn(hidden[1]), torch.randn(heads, classes)]
parameters = [U1, U2, factors, *W, *b]
for p in parameters:
    p.requires_grad_()

pieces = (t[:, None] - torch.arange(9)).clamp(0, 1)
known = torch.cat([torch.zeros(1, 2), U2])[rare]
A = torch.cat([plain, pieces @ U1, F.one_hot(word - 1, 8).double(), known], 1)
A = A[:, None, :] * factors
for l in range(2):
    A = F.mish(A @ W[l].T + b[l])
Z = torch.einsum("nhi,hoi->nho", A, W[2]) + b[2]
losses = F.cross_entropy(Z.reshape(N * heads, classes), y.repeat_interleave(heads), reduction="none")
loss = (losses.reshape(N, heads).mean(1) * weights).mean()
loss.backward()
P = Z.softmax(2).mean(1)


def flat(x):
    return [float(f"{v:.9g}") for v in x.detach().reshape(-1).tolist()]


fixture = {
    "plain": flat(plain), "pieces": flat(t), "word": flat(word), "rare": flat(rare), "y": flat(y),
    "weights": flat(weights), "U": [flat(U1), flat(U2)], "factors": flat(factors), "W": [flat(w) for w in W],
    "b": [flat(v) for v in b], "loss": float(loss), "P": flat(P),
    "dU": [flat(U1.grad), flat(U2.grad)], "dFactors": flat(factors.grad), "dW": [flat(w.grad) for w in W],
    "db": [flat(v.grad) for v in b],
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(fixture) + "\n")
