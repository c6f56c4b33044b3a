"""One peer on one set: peers.py SYSTEM FOLDER TARGET METRIC SEED PART; prints the metric of that part.

All have their defaults; boosters stop early by the validation rows, with up to 2,000 trees. Those of pytabkit
(1.7.3, if it is installed) choose their epoch by the validation rows, take minutes to hours, and get the median for a
missing number. Words are categories where the system knows them, else one-hot, and those of more than 250 words their
places in order.
"""
import sys
import warnings

import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.metrics import accuracy_score, root_mean_squared_error
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

warnings.filterwarnings("ignore")
system, folder, target, metric, seed, part = sys.argv[1:]
seed = int(seed)
classes = metric == "accuracy"
tables = {name: pd.read_csv(f"{folder}/{name}.csv") for name in "tvs"}
y = {name: table.pop(target) for name, table in tables.items()}
known = np.unique(y["t"].astype(str)) if classes else None
if classes:
    y = {name: values.astype(str) for name, values in y.items()}
    code = {word: k for k, word in enumerate(known)}
    number = {name: values.map(code).to_numpy() for name, values in y.items()}
else:
    number = {name: values.to_numpy() for name, values in y.items()}


def is_text(column):
    return not pd.api.types.is_numeric_dtype(tables["t"][column])


for column in [c for c in tables["t"] if is_text(c)]:
    times = pd.to_datetime(tables["t"][column], format="ISO8601", errors="coerce")
    if times.notna().mean() > 0.9:
        for table in tables.values():
            time = pd.to_datetime(table[column], format="ISO8601", errors="coerce")
            table[column] = (time - times.min()).dt.total_seconds()
            table[f"{column}_month"], table[f"{column}_weekday"] = time.dt.month, time.dt.dayofweek
            table[f"{column}_hour"] = time.dt.hour
words = [c for c in tables["t"] if is_text(c)]
for column in words:
    levels = tables["t"][column].dropna().value_counts().index
    kind = pd.CategoricalDtype(levels)
    for table in tables.values():
        table[column] = table[column].astype(kind)
        if len(levels) > 250 and system in ("hgb", "xgboost"):
            table[column] = table[column].cat.codes.astype("float32")
words = [c for c in words if isinstance(tables["t"][c].dtype, pd.CategoricalDtype)]
NETWORKS = {"realmlp": "RealMLP_TD", "tabm": "TabM_D"}


def model():
    if system == "sklearn-mlp":
        from sklearn.neural_network import MLPClassifier, MLPRegressor

        numbers = [c for c in tables["t"] if c not in words]
        columns = make_column_transformer(
            (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numbers),
            (OneHotEncoder(handle_unknown="ignore", max_categories=100), words))
        network = (MLPClassifier if classes else MLPRegressor)(random_state=seed)
        return make_pipeline(columns, network), {}
    if system == "hgb":
        from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

        kind = HistGradientBoostingClassifier if classes else HistGradientBoostingRegressor
        return kind(random_state=seed, max_iter=2000, early_stopping=True), {"X_val": tables["v"], "y_val": number["v"]}
    if system == "xgboost":
        import xgboost

        kind = xgboost.XGBClassifier if classes else xgboost.XGBRegressor
        made = kind(
            n_estimators=2000, early_stopping_rounds=50, enable_categorical=True, random_state=seed, n_jobs=2)
        return made, {"eval_set": [(tables["v"], number["v"])], "verbose": False}
    if system == "lightgbm":
        import lightgbm

        kind = lightgbm.LGBMClassifier if classes else lightgbm.LGBMRegressor
        made = kind(n_estimators=2000, random_state=seed, n_jobs=2, verbose=-1)
        stop = lightgbm.early_stopping(50, verbose=False)
        return made, {"eval_set": [(tables["v"], number["v"])], "callbacks": [stop]}
    if system == "catboost":
        import catboost

        for table in tables.values():
            for column in words:
                table[column] = table[column].astype(object).where(table[column].notna(), "").astype(str)
        kind = catboost.CatBoostClassifier if classes else catboost.CatBoostRegressor
        made = kind(
            iterations=2000, random_seed=seed, thread_count=2, verbose=False, allow_writing_files=False,
            cat_features=words)
        return made, {"eval_set": (tables["v"], number["v"]), "early_stopping_rounds": 50}
    if system in NETWORKS:
        import pytabkit

        for column in tables["t"]:
            middle = "" if column in words else tables["t"][column].median()
            for table in tables.values():
                values = table[column]
                if column in words:
                    table[column] = values.astype(object).where(values.notna(), middle).astype(str)
                else:
                    table[column] = values.fillna(middle)
        kind = getattr(pytabkit, NETWORKS[system] + ("_Classifier" if classes else "_Regressor"))
        further = {"allow_amp": False} if system == "tabm" else {}
        made = kind(random_state=seed, n_threads=2, device="cpu", n_cv=1, n_refit=0, **further)
        return made, {"X_val": tables["v"], "y_val": number["v"], "cat_col_names": words}
    sys.exit(f"no system is called {system}")


made, further = model()
if system == "sklearn-mlp" and not classes:
    mean, deviation = number["t"].mean(), number["t"].std()
    made.fit(tables["t"], (number["t"] - mean) / deviation)
    predicted = made.predict(tables[part]) * deviation + mean
else:
    made.fit(tables["t"], number["t"], **further)
    predicted = np.asarray(made.predict(tables[part])).reshape(-1)
print(accuracy_score(number[part], predicted) if classes else root_mean_squared_error(number[part], predicted))
