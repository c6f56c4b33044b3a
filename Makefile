# make demo      trains on data/ and shows predictions with their metrics
# make test      builds and runs all tests
# make install   puts the programs under PREFIX (default /usr/local)
# make bench     measures steps, loops over elements, reading, whole processes and how cost grows
#                (GROUPS="step read" for some of it)
# make bench-compare BASE=commit   the same, beside another commit, run in turns
# make bench-peers           measures other programs beside ours, writes Benchmarks/RESULTS.md
#                (SUBJECTS="step read" for some of it, QUICK=1 for a look); needs Python
#                (3.11 or later), and the network once, for the peers in .build/peers
# make bench-accuracy        trains on the tables of data/, on generated ones and on those in the folder SETS, with
#                each ingredient changed, and beside boosters, and writes Benchmarks/ACCURACY.md (SEEDS=5; Python, as
#                above)
# make check-numbers   reads a hundred million numbers and compares them with strtof
# make test-long runs the counts of docs/reliability.md, each by itself: Tests/Soak/NAME.sh (some hours)
# make coverage  tells the share of lines that the tests run, room by room
# make sbom      prints what the programs are made of, with versions and licences (SPDX)
# make fuzz TARGET=csv SECONDS=600   attacks a reader (csv, packed, model, checkpoint, options, config) with the inputs
#                that coverage leads to, on two more builds of the package; Tests/Fuzzing/README.md says how
# make mutants   attacks the readers of models and checkpoints with 100,000 mutants each (COUNT=1000)
# make same-bytes BASE=commit      compares models, predictions and checkpoints with those of another commit
# make examples  runs the scripts of Examples with the programs just built (one needs NumPy)
# make lint, make format
#
# Each installs first, with apt-get, the Debian packages that are missing.

PREFIX ?= /usr/local
PACKAGES = pkg-config libopenblas-dev liblapacke-dev zlib1g-dev libzstd-dev
SOURCES = Package.swift Sources Tests Benchmarks
RELEASE = .build/release
PEERS = .build/peers
BUILD = swift build -c release --static-swift-stdlib

.PHONY: all demo test test-long coverage sbom install bench bench-compare bench-peers bench-accuracy check-numbers fuzz mutants same-bytes examples lint format packages release clean

all: release

packages:
	@command -v swift >/dev/null || { echo "Swift 6.2 or later is needed: https://www.swift.org/install"; exit 1; }
	@missing=$$(for p in $(PACKAGES); do dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || echo $$p; done); \
	if [ -n "$$missing" ]; then \
	  root=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	  $$root apt-get update -qq && $$root apt-get install -y -qq --no-install-recommends $$missing; \
	fi

release: packages
	$(BUILD) --product mlp-train
	$(BUILD) --product mlp-predict

demo: release
	@mkdir -p .build/demo
	@echo "== iris: classes; every fifth row is kept to test by"
	@awk 'NR == 1 || NR % 5 != 0' data/iris.csv > .build/demo/train.csv; awk 'NR == 1 || NR % 5 == 0' data/iris.csv > .build/demo/test.csv
	$(RELEASE)/mlp-train .build/demo/train.csv -o .build/demo/iris.safetensors
	$(RELEASE)/mlp-predict .build/demo/iris.safetensors .build/demo/test.csv --keep all --metrics .build/demo/iris.json -o .build/demo/iris.csv
	@head -n 4 .build/demo/iris.csv; cat .build/demo/iris.json
	@echo "== orders: numbers from text, dates and missing values"
	$(RELEASE)/mlp-train data/orders.csv --target price --ignore returned -o .build/demo/price.safetensors
	$(RELEASE)/mlp-predict .build/demo/price.safetensors data/orders.csv --keep order_id,price -o .build/demo/price.csv
	@head -n 4 .build/demo/price.csv

test: packages
	swift build --build-tests --explicit-target-dependency-import-check error
	swift test --skip-build

# Every count runs, though one before it failed.
test-long: release
	@failed=; for count in Tests/Soak/*.sh; do echo "== $$count"; bash $$count || failed="$$failed $$count"; done; \
	if [ -n "$$failed" ]; then echo "failed:$$failed"; exit 1; fi

coverage: packages
	Tests/coverage.sh

sbom: release
	@docs/sbom.sh $(RELEASE)/mlp-train $(RELEASE)/mlp-predict

# libFuzzer comes with the compiler. What it finds stays in .build/fuzzer, beside what is kept in Tests/Fuzzing/Corpus.
TARGET ?= csv
SECONDS ?= 600
fuzz: packages
	MLP_FUZZ=1 swift build -c release --scratch-path .build/fuzzer -Xswiftc -enable-testing --sanitize address \
	  -Xswiftc -sanitize=fuzzer -Xcc -fsanitize=fuzzer-no-link --product fuzz
	@mkdir -p .build/fuzzer/corpus/$(TARGET) .build/fuzzer/found
	TARGET=$(TARGET) ASAN_OPTIONS=detect_leaks=0 .build/fuzzer/release/fuzz .build/fuzzer/corpus/$(TARGET) \
	  Tests/Fuzzing/Corpus/$(TARGET) -max_total_time=$(SECONDS) -max_len=20000 -timeout=20 -malloc_limit_mb=256 \
	  -rss_limit_mb=2048 -use_value_profile=1 -artifact_prefix=.build/fuzzer/found/$(TARGET)- -print_final_stats=1

mutants: packages
	Tests/Soak/mutants.sh $(COUNT)

# BASE_PROGRAMS=DIR uses existing programs instead of a commit; STRICT=1 is described in the script.
same-bytes: release
	Tests/SameBytes/same_bytes.sh $(BASE)

# BASE_PROGRAMS=DIR uses existing programs instead of a commit; STRICT=1 is described in the script.
same-bytes: release
	Tests/SameBytes/same_bytes.sh $(BASE)

# read_model.sh runs Debian's own Python, which gets NumPy as a package.
examples: PACKAGES += $(shell /usr/bin/python3 -c 'import numpy' 2>/dev/null || echo python3-numpy)
examples: release
	@for example in Examples/*.sh; do echo "== $$example"; PATH="$(CURDIR)/$(RELEASE):$$PATH" bash $$example || exit 1; done

install: release
	install -d $(DESTDIR)$(PREFIX)/bin
	install -s $(RELEASE)/mlp-train $(RELEASE)/mlp-predict $(DESTDIR)$(PREFIX)/bin

bench: release
	$(BUILD) --product benchmark
	$(RELEASE)/benchmark $(GROUPS) --json $(RELEASE)/benchmark.json

check-numbers: packages
	$(BUILD) --product benchmark
	$(RELEASE)/benchmark numbers

bench-compare: release
	$(BUILD) --product benchmark
	Benchmarks/compare.sh $(BASE) $(GROUPS)

# A Debian without the module venv gets it as a package.
bench-peers: PACKAGES += $(shell python3 -c 'import ensurepip' 2>/dev/null || echo python3-venv)
bench-peers: release
	$(BUILD) --product benchmark
	@test -x $(PEERS)/bin/pip || python3 -m venv $(PEERS)
	$(PEERS)/bin/pip install --quiet --disable-pip-version-check -r Benchmarks/Peers/requirements.txt
	$(PEERS)/bin/python Benchmarks/Peers/run.py $(if $(QUICK),--quick) $(if $(SUBJECTS),--only $(SUBJECTS))

bench-accuracy: PACKAGES += $(shell python3 -c 'import ensurepip' 2>/dev/null || echo python3-venv)
bench-accuracy: release
	@test -x $(PEERS)/bin/pip || python3 -m venv $(PEERS)
	$(PEERS)/bin/pip install --quiet --disable-pip-version-check -r Benchmarks/Accuracy/requirements.txt
	$(PEERS)/bin/python Benchmarks/Accuracy/run.py $(if $(SETS),--sets $(SETS)) $(if $(SEEDS),--seeds $(SEEDS))

lint:
	Tests/lint.sh
	swift format lint --strict --recursive $(SOURCES)

format:
	swift format --in-place --recursive $(SOURCES)

clean:
	rm -rf .build
