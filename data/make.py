"""Makes the tables of this folder: python3 make.py, with scikit-learn installed for all but orders.csv.

The tables of scikit-learn come from its package; orders.csv is drawn with a seed.
"""
import csv
import datetime
import hashlib
import math
import pathlib
import random

FOLDER = pathlib.Path(__file__).parent


def write(name, header, rows):
    with open(FOLDER / name, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def number(x):
    return repr(int(x)) if float(x).is_integer() and abs(x) < 1e15 else repr(float(x))


def from_package(name, load, target, words):
    bunch = load()
    header = [c.replace(" (cm)", "").replace("/", "_").replace(" ", "_") for c in bunch.feature_names] + [target]
    rows = []
    for x, y in zip(bunch.data, bunch.target):
        rows.append([number(v) for v in x] + [bunch.target_names[y] if words else number(y)])
    write(name, header, rows)


def orders():
    """2,000 orders. price = 12 * weight^0.8 * (1.3 if express) + 5 * (country's fee) + noise of deviation 4.

    returned is yes with probability sigmoid(2 * (days - 6) / 3 - 1.5 * express), days being the days to delivery.
    """
    draw = random.Random(20240131)
    countries = ["Österreich", "France", "España", "Polska", "日本"]
    products = [f"{a} {b}" for a in ["oak", "steel", "linen", "glass", "wool"] for b in ["chair", "lamp", "rug", "bowl, small", 'frame 12"']]
    notes = ["", "gift", "call first", "fragile,\nthis side up", 'says "urgent"', "NA"]
    rows = []
    start = datetime.datetime(2023, 1, 2)
    for i in range(2000):
        ordered = start + datetime.timedelta(minutes=draw.randrange(365 * 24 * 60))
        days = 1 + draw.randrange(12)
        weight = round(math.exp(draw.gauss(1, 0.8)), 2)
        express = draw.random() < 0.3
        k = draw.randrange(len(countries))
        price = 12 * weight**0.8 * (1.3 if express else 1) + 5 * k + draw.gauss(0, 4)
        odds = 2 * (days - 6) / 3 - 1.5 * express
        returned = draw.random() < 1 / (1 + math.exp(-odds))
        missing = draw.choice(["", "NA", "?"])
        rows.append([
            f"A-{100000 + i}", ordered.strftime("%Y-%m-%d %H:%M"),
            missing if draw.random() < 0.05 else days, missing if draw.random() < 0.05 else weight,
            "yes" if express else "no", missing if draw.random() < 0.03 else countries[k],
            draw.choice(products), f"customer {draw.randrange(400)}", draw.choice(notes), "EUR",
            "yes" if returned else "no", f"{price:.2f}",
        ])
    write("orders.csv", ["order_id", "ordered", "days", "weight", "express", "country", "product", "customer", "note", "currency", "returned", "price"], rows)


def main():
    orders()
    from sklearn import datasets
    from_package("iris.csv", datasets.load_iris, "species", True)
    from_package("wine.csv", datasets.load_wine, "class", True)
    from_package("breast_cancer.csv", datasets.load_breast_cancer, "diagnosis", True)
    from_package("digits.csv", datasets.load_digits, "digit", False)
    from_package("diabetes.csv", lambda: datasets.load_diabetes(scaled=False), "progression", False)
    with open(FOLDER / "SHA256SUMS", "w") as sums:
        for path in sorted(FOLDER.glob("*.csv")):
            sums.write(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n")


main()
