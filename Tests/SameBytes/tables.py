"""Writes the tables that data/ lacks: tables.py FOLDER

One set of rows, drawn with a fixed seed, in one file for each target: columns of 4, 12 and 150 categories, ordered
categories, booleans, dates, missing values, numbers with a decimal comma, and columns for --weight, --group and --time.
"""

import csv
import math
import pathlib
import random
import sys

ROWS = 500
INPUTS = ["size", "skewed", "few", "share", "amount", "sort", "maker", "customer", "level", "express", "ordered"]
ROLES = ["weight", "group", "time"]


def row(k, draw):
    """One row, by column."""
    x, z, u = draw.gauss(0, 1), draw.gauss(0, 1), draw.random()
    sort, maker, level = draw.randrange(4), int(12 * draw.random() ** 2), draw.randrange(3)
    customer, express = draw.randrange(150), draw.random() < 0.4
    month, day = 1 + draw.randrange(12), 1 + draw.randrange(28)
    signal = x + 0.5 * math.sin(3 * z) + 0.3 * sort - 0.2 * (maker % 3) + 0.4 * level + 0.5 * express
    signal += math.sin(month) / 2 + (customer % 7) / 10 + draw.gauss(0, 0.2)
    missing = lambda text, share, mark: mark if draw.random() < share else text
    return {
        "size": missing(f"{10 + 3 * x:.3f}", 0.08, ""),
        "skewed": f"{math.exp(z):.4f}",
        "few": draw.randrange(5),
        "share": missing(f"{100 * u:.1f} %", 0.05, "NA"),
        "amount": f"{1000 + 800 * abs(x * z):,.2f}".replace(",", " ").replace(".", ",").replace(" ", "."),
        "sort": missing("ABCD"[sort], 0.05, "?"),
        "maker": f"maker {maker}",
        "customer": f"customer {customer}",
        "level": ["low", "medium", "high"][level],
        "express": "yes" if express else "no",
        "ordered": missing(f"2024-{month:02}-{day:02}", 0.04, ""),
        "weight": f"{0.5 + draw.random():.2f}",
        "group": f"g{k % 40}",
        "time": f"2023-{1 + k // 45:02}-{1 + k % 28:02}",
        "label": ["red", "green", "blue"][min(2, max(0, round(signal / 1.2)))],
        "flag": "true" if signal > 1.2 else "false",
        "price": f"{math.exp(0.5 * signal + 2):.3f}",
        "cost": f"{20 - 2 * signal + z:.3f}",
        "count": min(30, int(math.exp(0.4 * signal) + draw.random())),
    }


folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
draw = random.Random(1)
rows = [row(k, draw) for k in range(ROWS)]


def write(name, columns, rows, header=True):
    with open(folder / name, "w", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        if header:
            writer.writeheader()
        writer.writerows(rows)


for target in ["label", "flag", "price", "count"]:
    write(f"{target}.csv", [*INPUTS, target], rows)
write("two_targets.csv", [*INPUTS, "price", "cost"], rows)
write("roles.csv", [*ROLES, *INPUTS, "label"], rows)
write("roles_price.csv", [*ROLES, *INPUTS, "price"], rows)
write("training.csv", [*INPUTS, "label"], rows[:380])
write("validation.csv", [*INPUTS, "label"], rows[380:])
write("headerless.csv", ["size", "skewed", "sort", "level", "price"], rows, header=False)
# Rows to predict, with unseen categories and an unreadable number.
strange = [dict(entry) for entry in rows[:40]]
strange[3]["sort"], strange[7]["customer"], strange[11]["skewed"] = "E", "nobody", "much"
write("strange.csv", [*INPUTS, "label"], strange)
