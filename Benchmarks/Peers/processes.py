"""A program run to its end: how long it took, the most memory it held, what it printed.

The system charges a child at least the memory that its parent held when it began, so that what imports this
module imports little else.
"""
import os
import shlex
import time
from collections import namedtuple

Child = namedtuple("Child", "seconds peak output")

OUTPUT = ".build/peers/output"
ERRORS = ".build/peers/errors"
PROCESSORS = sorted(os.sched_getaffinity(0))


class Failed(Exception):
    pass


def environment(threads):
    """The one in which every library takes this number of threads, and Python keeps its bytecode."""
    count = str(threads)
    settings = {
        "OMP_NUM_THREADS": count,
        "OPENBLAS_NUM_THREADS": count,
        "POLARS_MAX_THREADS": count,
        "NPROC": count,
        "XLA_FLAGS": f"--xla_cpu_multi_thread_eigen={'false' if threads == 1 else 'true'}",
        "JAX_PLATFORMS": "cpu",
    }
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | settings


def run(words, threads=len(PROCESSORS)):
    """Runs a program on the first `threads` processors."""
    words = [str(word) for word in words]
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    actions = [(os.POSIX_SPAWN_OPEN, 1, OUTPUT, flags, 0o644), (os.POSIX_SPAWN_OPEN, 2, ERRORS, flags, 0o644)]
    variables = environment(threads)
    os.sched_setaffinity(0, PROCESSORS[:threads])
    start = time.perf_counter()
    process = os.posix_spawnp(words[0], words, variables, file_actions=actions)
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - start
    os.sched_setaffinity(0, PROCESSORS)
    if status != 0:
        raise Failed(f"{shlex.join(words)}\nended with status {status}: {text(ERRORS).strip()[-2000:]}")
    return Child(seconds, usage.ru_maxrss / 1024, text(OUTPUT))


def text(path):
    with open(path) as file:
        return file.read()
