"""Writes the tables of the golden model files, drawn with a fixed seed: data.py FOLDER"""

import csv
import math
import pathlib
import random
import sys

draw = random.Random(1)
folder = pathlib.Path(sys.argv[1])


def write(name, rows, header):
    with open(folder / name, "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(([header] if header else []) + rows)


def missing(text, mark, share=0.08):
    return mark if draw.random() < share else text


def parcel():
    weight, pieces, value = abs(draw.gauss(3, 2)) + 0.1, 1 + draw.randrange(4), math.exp(draw.gauss(6, 1))
    service, maker = draw.randrange(4), draw.randrange(12)
    priority, express, month = draw.randrange(3), draw.random() < 0.4, 1 + draw.randrange(12)
    day, hour = 1 + draw.randrange(28), draw.randrange(24)
    score = 0.4 * weight + 0.3 * pieces + 0.5 * service - 0.3 * (maker % 3) + 0.6 * priority + express
    score += math.sin(month) / 2 + draw.gauss(0, 0.2)
    insured = f"{value:,.2f} €".replace(",", "_").replace(".", ",").replace("_", ".")
    return [
        missing(f"{weight:.2f}", ""), pieces, insured, missing("ABCD"[service], "?"), f"maker {maker}",
        missing(["low", "medium", "high"][priority], ""), "yes" if express else "no", draw.randrange(2),
        missing(f"2024-{month:02}-{day:02}", "NA"), f"2024-{month:02}-{day:02} {hour:02}:30",
        ["near", "far", "abroad"][(score > 2.9) + (score > 3.9)], "yes" if score > 3.2 else "no",
        f"{math.exp(score / 3 + 1):.2f}", f"{20 - score + 0.1 * hour:.2f}",
        min(12, int(math.exp(score / 4) * draw.random() * 2)),
    ]


write(
    "parcels.csv", [parcel() for _ in range(64)],
    "weight pieces insured service maker priority express fragile sent booked zone late price cost count".split())
x = [(draw.gauss(0, 1), draw.choice("abc"), draw.gauss(0, 1)) for _ in range(60)]
write("headerless.csv", [[f"{a:.3f}", b, f"{c:.3f}", f"{10 + 2 * a - c * (b == 'a'):.3f}"] for a, b, c in x], None)
customers = [k % 125 for k in range(180)]
draw.shuffle(customers)
visits = [draw.randrange(1, 40) for _ in customers]
write(
    "customers.csv",
    [[f"c{k}", n, "yes" if (k % 5) * 4 + n + draw.gauss(0, 3) > 28 else "no"] for k, n in zip(customers, visits)],
    ["customer", "visits", "again"])
