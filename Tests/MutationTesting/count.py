#!/usr/bin/env python3
"""Changes operators and numbers of NeuralNetwork, Metrics, Training and Tabular, and shows which tests notice: count.py [COUNT [SEED]]

Of all places that can be changed COUNT are drawn by SEED (all of them: 0). The package is copied with all its mutants in
it; each test runs once alone, unchanged, which tells how long it takes and by which places it comes; then each mutant
runs the tests that come by it, the quick ones first, until some fail that pass unchanged. explained.txt tells of mutants that are
as right as the code, which are not run; those that no test noticed are listed in .build/mutation/unnoticed.txt. Ends
with status 1 where fewer than 90 of 100 of the others are noticed.
"""

import concurrent.futures
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import sites

ROOMS = ["NeuralNetwork", "Metrics", "Training", "Tabular"]
HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parent.parent
BUILD = PACKAGE / ".build" / "mutation"
COPY = BUILD / "package"
LEAST = 0.9
WORKERS = os.cpu_count() or 1
SWIFT = ["swift", "build", "-c", "release", "-Xswiftc", "-enable-testing", "--build-tests", "--package-path", str(COPY)]


def copy():
    """Copies the package, with what tells a process which mutant it is."""
    COPY.mkdir(parents=True, exist_ok=True)
    shutil.copy2(PACKAGE / "Package.swift", COPY)
    for name in ["Sources", "Tests", "Benchmarks", "data"]:
        shutil.rmtree(COPY / name, ignore_errors=True)
        shutil.copytree(PACKAGE / name, COPY / name)
    headers = COPY / "Sources" / "CKernels"
    shutil.copy2(HERE / "mutant.h", headers / "include")
    shutil.copy2(HERE / "mutant.c", headers)
    with open(headers / "include" / "CKernels.h", "a") as umbrella:
        umbrella.write('#include "mutant.h"\n')


def write(all_sites, sources):
    """Writes the mutants into the copy."""
    texts = {file: sites.mutated(text, [s for s in all_sites if s.file == file]) for file, text in sources.items()}
    for room in ROOMS:
        texts[f"{room}/Mutants.swift"] = sites.declarations([s for s in all_sites if s.room == room])
    for file, text in texts.items():
        path = COPY / "Sources" / file
        if not path.exists() or path.read_text() != text:
            path.write_text(text)


def build(all_sites, sources):
    """Builds all mutants that are valid Swift, and gives their sites."""
    copy()
    while True:
        write(all_sites, sources)
        result = subprocess.run(SWIFT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if result.returncode == 0:
            return all_sites
        # Operands of kinds that the operators of sites do not have: pointers, tuples.
        wrong = set()
        for file, line in re.findall(r"/Sources/(\S+\.swift):(\d+):\d+: error:", result.stdout):
            lines = [s.line for s in all_sites if s.file == file]
            if not lines:
                continue
            wrong.add((file, min(lines, key=lambda own: abs(own - int(line)))))
        if not wrong:
            sys.exit("the mutated package does not build:\n" + "\n".join(result.stdout.split("\n")[-40:]))
        print(f"{len(wrong)} lines are left as they are: " + ", ".join(f"{f}:{l}" for f, l in sorted(wrong)), flush=True)
        all_sites = [s for s in all_sites if (s.file, s.line) not in wrong]


def explained(all_sites, sources):
    """The sites whose mutants are explained: by their file, mutation and line, and which of several it is."""
    lines = (HERE / "explained.txt").read_text().splitlines()
    wanted = {line for line in lines if line and not line.startswith("#")}
    alike = {}
    for site in all_sites:
        alike.setdefault((site.file, site.line, site.old, site.new), []).append(site)
    found = {}
    for (file, _, old, new), same in alike.items():
        for k, site in enumerate(same):
            which = f" ({k + 1})" if len(same) > 1 else ""
            found.setdefault(f"{file}: {old} becomes {new}{which}: {line(sources, site)}", []).append(site)
    if unknown := wanted - found.keys():
        sys.exit("explained.txt tells of what is not there:\n" + "\n".join(sorted(unknown)))
    return {site for key in wanted for site in found[key]}


def end_session(session):
    """Kills what is left of a session: the programs that tests started are in groups of their own."""
    found = True
    while found:
        found = False
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                state, _, _, its = stat.read_bytes().rpartition(b")")[2].split()[:4]
                if int(its) == session and state != b"Z":
                    os.kill(int(stat.parent.name), signal.SIGKILL)
                    found = True
            except (FileNotFoundError, ProcessLookupError):
                pass


class Tests:
    """The tests of the mutated package."""

    def __init__(self):
        self.binary = next((COPY / ".build" / "release").glob("*.xctest"))
        listing = subprocess.run(
            ["swift", "test", "list", "--skip-build", "-c", "release", "--package-path", str(COPY)],
            text=True, stdout=subprocess.PIPE, check=True)
        self.names = [line for line in listing.stdout.split("\n") if "/" in line or "()" in line]
        self.seconds = {}
        self.visited = {}

    def run(self, names, environment, limit):
        """Whether these tests pass, and what they say."""
        words = [str(self.binary), "--testing-library", "swift-testing"]
        for name in names:
            # Without the place in its file that follows a test's name.
            words += ["--filter", "^" + re.escape(re.sub(r"/[^/]*\.swift:.*$", "", name)) + "(/|$)"]
        process = subprocess.Popen(
            words, env=os.environ | environment, cwd=COPY, text=True, errors="replace", start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        try:
            said, _ = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            said = f"✘ Test that did not end within {limit:.0f} s"
        finally:
            end_session(process.pid)
            process.wait()
        return process.returncode == 0 and "Test run with" in said, said

    def survey(self):
        """Runs each test alone, unchanged."""

        def one(indexed):
            index, name = indexed
            visits = BUILD / f"visits-{index}"
            visits.write_bytes(bytes(1 << 16))
            begin = time.monotonic()
            passed, said = self.run([name], {"MUTANT_VISITS": str(visits)}, 900)
            seconds = time.monotonic() - begin
            visited = {i for i, byte in enumerate(visits.read_bytes()) if byte}
            visits.unlink()
            return name, passed and "with 0 tests" not in said, seconds, visited

        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            for name, passed, seconds, visited in pool.map(one, enumerate(self.names)):
                if passed:
                    self.seconds[name], self.visited[name] = seconds, visited
                else:
                    print(f"left out, because it fails unchanged: {name}", flush=True)

    def noticing(self, site):
        """What the first test that notices the mutant of a site is called; None where no test does."""
        names = sorted((n for n in self.seconds if site.number in self.visited[n]), key=lambda n: self.seconds[n])
        while names:
            # As many at once as take four seconds, or one that takes longer.
            batch, seconds = [], 0.0
            while names and len(batch) < 100 and (not batch or seconds + self.seconds[names[0]] < 4):
                seconds += self.seconds[names[0]]
                batch.append(names.pop(0))
            limit = 10 + 8 * seconds
            passed, said = self.run(batch, {"MUTANT": str(site.number)}, limit)
            # What fails in such company without the mutant too has not noticed it.
            if not passed and self.run(batch, {}, limit)[0]:
                plain = re.sub(r"\x1b\[[0-9;]*m", "", said)
                failed = re.search(r"✘ Test (.*?)(?: recorded| failed| with| ended|$)", plain, re.M)
                return failed.group(1)[:90] if failed else f"a crash in one of {len(batch)} tests"
        return None


def main():
    given = [int(word) for word in sys.argv[1:3]]
    count, seed = given + [400, 1][len(given) :]
    # A crash is enough; where it was takes seconds to find out.
    os.environ["SWIFT_BACKTRACE"] = "enable=no"
    sources, all_sites = {}, []
    for room in ROOMS:
        for path in sorted((PACKAGE / "Sources" / room).rglob("*.swift")):
            file = str(path.relative_to(PACKAGE / "Sources"))
            sources[file] = path.read_text()
            all_sites += sites.find(room, file, sources[file], len(all_sites) + 1)
    print(f"{len(all_sites)} places", flush=True)
    known = explained(all_sites, sources)
    all_sites = build(all_sites, sources)
    tests = Tests()
    tests.survey()
    drawn = all_sites if count == 0 else random.Random(seed).sample(all_sites, min(count, len(all_sites)))
    equal = [site for site in drawn if site in known]
    drawn = [site for site in drawn if site not in known]
    print(
        f"{len(tests.seconds)} tests, {sum(tests.seconds.values()):.0f} s; {len(all_sites)} mutants, {len(drawn)} drawn, "
        f"{len(equal)} more explained", flush=True)

    unnoticed = []
    noticed = {room: [0, 0] for room in ROOMS}
    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        for site, test in zip(drawn, pool.map(tests.noticing, drawn)):
            noticed[site.room][1] += 1
            if test:
                noticed[site.room][0] += 1
            else:
                unnoticed.append(site)
            print(f"{site}: {test or '-- not noticed'}", flush=True)
    (BUILD / "unnoticed.txt").write_text("".join(f"{site}\n    {line(sources, site)}\n" for site in unnoticed))
    for room, (some, all_of_it) in noticed.items():
        print(f"{room}: {some} of {all_of_it} noticed")
    some = len(drawn) - len(unnoticed)
    share = some / max(1, len(drawn))
    print(
        f"{some} of {len(drawn)} mutants noticed, {100 * share:.1f} %; with {len(equal)} more, that explained.txt tells of, "
        f"{100 * some / max(1, len(drawn) + len(equal)):.1f} %")
    sys.exit(share < LEAST)


def line(sources, site):
    return sources[site.file].split("\n")[site.line - 1].strip()


if __name__ == "__main__":
    main()
