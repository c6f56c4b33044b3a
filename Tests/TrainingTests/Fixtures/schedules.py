"""Makes schedules.json: factors of the learning rate over 100 steps by PyTorch's schedulers.

python3 schedules.py, with torch installed.
"""
import json
import pathlib

import torch
from torch.optim import lr_scheduler as S


def factors(make, losses=None):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    scheduler = make(optimizer)
    values = []
    for t in range(100 if losses is None else len(losses)):
        values.append(float(f"{optimizer.param_groups[0]['lr']:.9g}"))
        optimizer.step()
        scheduler.step() if losses is None else scheduler.step(losses[t])
    return values


def warmup(o):
    rise = S.LinearLR(o, start_factor=0.1, end_factor=1.0, total_iters=9)
    return S.SequentialLR(o, [rise, S.CosineAnnealingLR(o, T_max=90)], milestones=[10])


LOSSES = [1.0, 0.8, 0.9, 0.9, 0.85, 0.9, 0.9, 0.9, 0.7] + [0.71] * 20
fixture = {
    "step": factors(lambda o: S.StepLR(o, step_size=30, gamma=0.1)),
    "exponential": factors(lambda o: S.ExponentialLR(o, gamma=0.01 ** (1 / 100))),
    "cosine": factors(lambda o: S.CosineAnnealingLR(o, T_max=100)),
    "warmup-cosine": factors(warmup),
    "one-cycle": factors(lambda o: S.OneCycleLR(o, max_lr=1, total_steps=100, pct_start=0.3, div_factor=25, final_div_factor=1e4)),
    "losses": LOSSES,
    "plateau": factors(lambda o: S.ReduceLROnPlateau(o, factor=0.5, patience=5), LOSSES),
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
