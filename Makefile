# `make help` prints the targets, from the comments after `##`. Each target that builds installs the missing Debian packages
# first, with apt-get.

PREFIX ?= /usr/local
PACKAGES = pkg-config libopenblas-dev liblapacke-dev zlib1g-dev libzstd-dev
SOURCES = Package.swift Sources Tests Benchmarks Examples
RELEASE = .build/release
PEERS = .build/peers
BUILD = swift build -c release --static-swift-stdlib

.PHONY: all help packages release demo check test test-long coverage sbom fuzz mutants same-bytes examples docs docs-test \
  install bench check-numbers bench-compare bench-peers bench-accuracy lint format clean

all: release

help:  ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

packages:
	@command -v swift >/dev/null || { echo "Swift 6.2 or later is needed: https://www.swift.org/install"; exit 1; }
	@missing=$$(for p in $(PACKAGES); do dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || echo $$p; done); \
	if [ -n "$$missing" ]; then \
	  root=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	  $$root apt-get update -qq && $$root apt-get install -y -qq --no-install-recommends $$missing; \
	fi

release: packages  ## build both programs in .build/release (the default)
	$(BUILD) --product mlp-train
	$(BUILD) --product mlp-predict

demo: release  ## train on data/, predict, and show the metrics
	@mkdir -p .build/demo
	@echo "== iris: classification; every fifth row is a test row"
	@awk 'NR == 1 || NR % 5 != 0' data/iris.csv > .build/demo/train.csv; awk 'NR == 1 || NR % 5 == 0' data/iris.csv > .build/demo/test.csv
	$(RELEASE)/mlp-train .build/demo/train.csv -o .build/demo/iris.safetensors
	$(RELEASE)/mlp-predict .build/demo/iris.safetensors .build/demo/test.csv --keep all --metrics .build/demo/iris.json -o .build/demo/iris.csv
	@head -n 4 .build/demo/iris.csv; cat .build/demo/iris.json
	@echo "== orders: regression from text, dates and missing values"
	$(RELEASE)/mlp-train data/orders.csv --target price --ignore returned -o .build/demo/price.safetensors
	$(RELEASE)/mlp-predict .build/demo/price.safetensors data/orders.csv --keep order_id,price -o .build/demo/price.csv
	@head -n 4 .build/demo/price.csv

# Without the tests that run the programs: those of the shell, of every CSV case by every path, and of the fuzzer.
SLOW_TESTS = ToolTests|CSVCaseTests|FuzzingTests

check: packages  ## build, run the fast unit tests and lint: the loop while editing
	swift build --build-tests
	swift test --skip-build --skip '$(SLOW_TESTS)'
	$(MAKE) --no-print-directory lint

# The tests of the programs run what users get: the release build.
test: release  ## build and run all tests
	swift build --build-tests --explicit-target-dependency-import-check error
	MLP_PROGRAMS=$(CURDIR)/$(RELEASE) swift test --skip-build

# Every count runs, though one before it failed.
test-long: release  ## run the long counts of docs/reliability.md, Tests/Soak/NAME.sh each (hours)
	@failed=; for count in Tests/Soak/*.sh; do echo "== $$count"; bash $$count || failed="$$failed $$count"; done; \
	if [ -n "$$failed" ]; then echo "failed:$$failed"; exit 1; fi

coverage: packages  ## print the share of lines that the tests run, by module
	Tests/coverage.sh

sbom: release  ## print what the programs are made of, with versions and licences (SPDX)
	@docs/sbom.sh $(RELEASE)/mlp-train $(RELEASE)/mlp-predict

# libFuzzer comes with the compiler. What it finds stays in .build/fuzzer, beside what is kept in Tests/Fuzzing/Corpus.
TARGET ?= csv
SECONDS ?= 600
fuzz: packages  ## fuzz a reader: TARGET=csv|packed|model|checkpoint|options|config SECONDS=600
	MLP_FUZZ=1 swift build -c release --scratch-path .build/fuzzer -Xswiftc -enable-testing --sanitize address \
	  -Xswiftc -sanitize=fuzzer -Xcc -fsanitize=fuzzer-no-link --product fuzz
	@mkdir -p .build/fuzzer/corpus/$(TARGET) .build/fuzzer/found
	TARGET=$(TARGET) ASAN_OPTIONS=detect_leaks=0 .build/fuzzer/release/fuzz .build/fuzzer/corpus/$(TARGET) \
	  Tests/Fuzzing/Corpus/$(TARGET) -max_total_time=$(SECONDS) -max_len=20000 -timeout=20 -malloc_limit_mb=256 \
	  -rss_limit_mb=2048 -use_value_profile=1 -artifact_prefix=.build/fuzzer/found/$(TARGET)- -print_final_stats=1

mutants: packages  ## feed the readers of models and checkpoints 100,000 damaged files (COUNT=1000)
	Tests/Soak/mutants.sh $(COUNT)

# BASE_PROGRAMS=DIR uses existing programs instead of a commit; STRICT=1 is described in the script.
same-bytes: release  ## compare models, predictions and checkpoints with those of BASE=commit
	Tests/SameBytes/same_bytes.sh $(BASE)

# read_model.sh runs Debian's own Python, which gets NumPy as a package.
examples: PACKAGES += $(shell /usr/bin/python3 -c 'import numpy' 2>/dev/null || echo python3-numpy)
examples: release  ## run the scripts of Examples (one needs NumPy, one builds a package)
	@for example in Examples/*.sh; do echo "== $$example"; PATH="$(CURDIR)/$(RELEASE):$$PATH" bash $$example || exit 1; done

docs: packages  ## build the documentation of the libraries (DocC) in .build/documentation
	swift build --target MLP
	Tests/docc.sh

docs-test: release  ## run the commands of the documents and compare their output (RECORD=1 rewrites it)
	Tests/docs.sh

install: release  ## install the programs under PREFIX (default /usr/local)
	install -d $(DESTDIR)$(PREFIX)/bin
	install -s $(RELEASE)/mlp-train $(RELEASE)/mlp-predict $(DESTDIR)$(PREFIX)/bin

bench: release  ## measure steps, reading, processes and growth (GROUPS="step read")
	$(BUILD) --product benchmark
	$(RELEASE)/benchmark $(GROUPS) --json $(RELEASE)/benchmark.json

check-numbers: packages  ## compare 100,000,000 parsed numbers with strtof
	$(BUILD) --product benchmark
	$(RELEASE)/benchmark numbers

bench-compare: release  ## measure beside BASE=commit, in turns (GROUPS="step read")
	$(BUILD) --product benchmark
	Benchmarks/compare.sh $(BASE) $(GROUPS)

# A Debian without the module venv gets it as a package.
bench-peers: PACKAGES += $(shell python3 -c 'import ensurepip' 2>/dev/null || echo python3-venv)
bench-peers: release  ## measure beside other libraries, write Benchmarks/RESULTS.md (Python; SUBJECTS, QUICK=1)
	$(BUILD) --product benchmark
	@test -x $(PEERS)/bin/pip || python3 -m venv $(PEERS)
	$(PEERS)/bin/pip install --quiet --disable-pip-version-check -r Benchmarks/Peers/requirements.txt
	$(PEERS)/bin/python Benchmarks/Peers/run.py $(if $(QUICK),--quick) $(if $(SUBJECTS),--only $(SUBJECTS))

bench-accuracy: PACKAGES += $(shell python3 -c 'import ensurepip' 2>/dev/null || echo python3-venv)
bench-accuracy: release  ## measure accuracy, write Benchmarks/ACCURACY.md (Python; SETS=FOLDER, SEEDS=5)
	@test -x $(PEERS)/bin/pip || python3 -m venv $(PEERS)
	$(PEERS)/bin/pip install --quiet --disable-pip-version-check -r Benchmarks/Accuracy/requirements.txt
	$(PEERS)/bin/python Benchmarks/Accuracy/run.py $(if $(SETS),--sets $(SETS)) $(if $(SEEDS),--seeds $(SEEDS))

lint:  ## check the style and what the compiler does not check
	Tests/lint.sh
	swift format lint --strict --recursive $(SOURCES)

format:  ## format the Swift sources
	swift format --in-place --recursive $(SOURCES)

clean:  ## remove .build
	rm -rf .build
