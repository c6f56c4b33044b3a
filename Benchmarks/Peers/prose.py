"""What the page says in words: the titles of the subjects, a note on each, and the method."""

TITLES = {
    "step": "Training step",
    "read": "Reading a CSV",
    "predict": "Predictions of a large CSV",
    "train": "Whole training",
    "iris": "Iris to a model",
    "row": "One row to its prediction",
    "start": "Start-up",
    "elementwise": "Loops over elements",
    "growth": "How cost grows",
}

NOTES = {
    "step": """
One step of Adam on samples in memory, ReLU where nothing else is said. *sgemm alone* is the matrix products that
a step cannot do without, by the system's OpenBLAS on its own threads. JAX runs an epoch as one compiled scan,
without its compilation; scikit-learn runs an epoch by `partial_fit`, its shuffle included.
""",
    "read": """
From the bytes to a table of float32 columns, several times in one process, the file in the system's cache. Ours
finds out what the columns are; polars is told.
""",
    "predict": """
CSV to a CSV of predictions, as whole processes. The peer reads our model file, reads the table with polars,
encodes and multiplies with NumPy by blocks, and writes with polars.
""",
    "train": """
CSV to a model file, as whole processes: standardized, N = 256, Adam, no rows held out. JAX's compilation is in
it, as it is in every run of such a script.
""",
    "iris": """
CSV to a model file, as whole processes, N = 16. scikit-learn reads with NumPy, without polars.
""",
    "row": """
A CSV of one row to a CSV of one prediction, as whole processes.
""",
    "start": """
`mlp-train --version`, and a Python program that only imports.
""",
    "elementwise": """
The loops of a step that are no products, beside the C library's functions. Of `make bench GROUPS=elementwise`.
""",
    "growth": """
Seconds of `mlp-train` beside a model of the machine: operations over the rate of sgemm, bytes over the bandwidth
they have. Of `make bench GROUPS=growth`, which draws [a chart](growth.svg) of it.
""",
}

METHOD = """
All sides of a table run in turn, round after round, on the same machine: A B C A B C …. A figure is the median
over the rounds, with the first and the third quartile in brackets. A ratio is the median of the ratios round by
round: 2 means that the peer takes twice as long as ours. Where there are results to compare, every side first
runs once, which also brings its files into the system's cache, and a peer whose results are not ours is refused.

With n threads a process may use the first n processors only (`taskset -c 0` for one), and OMP_NUM_THREADS,
OPENBLAS_NUM_THREADS, POLARS_MAX_THREADS and NPROC are n, so that no library starts more; with one thread XLA_FLAGS
is `--xla_cpu_multi_thread_eigen=false`. The commands below, run by hand, want the same.

Caveats: the ratios say more than the figures, which differ from machine to machine and from hour to hour. Peak
memory is the system's ru_maxrss, with the pages of mapped files; it cannot be less than the {runner} MB of the
program that starts the processes. The peers are scripts in Benchmarks/Peers that do the same work in the fastest
way we found; another use of these libraries may be faster.
"""


def note(key):
    return " ".join(NOTES[key].split())


def method(runner):
    """The paragraphs on the method; `runner` is the memory of the program that measures, MB."""
    return [" ".join(part.split()) for part in METHOD.format(runner=runner).strip().split("\n\n")]
