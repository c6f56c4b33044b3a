"""A CSV file of numbers, and perhaps a column of words, read by polars."""
import polars as pl


def read(path, words=()):
    """The columns of the file: float32, but for those that are named in `words`."""
    with open(path) as file:
        names = file.readline().rstrip("\n").split(",")
    types = {name: pl.String if name in words else pl.Float32 for name in names}
    return pl.read_csv(path, schema_overrides=types)


def samples(path, target):
    """X (rows × columns, float32), the class of each row, and the classes' words in order."""
    table = read(path, words=[target])
    classes = table[target].unique().sort()
    y = table[target].cast(pl.Enum(classes)).to_physical().to_numpy()
    return table.drop(target).to_numpy(order="c"), y.astype("int32"), classes.to_list()
