# Two commands do everything on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := build/demo
SAMPLE := tests/sample_class
FUZZ_SECONDS ?= 60
STUDENTS ?= 5000

.PHONY: demo test postgresql chromium try-jupyterlab fast attacks control-groups disturb split fuzz prove bench bench-class gpu bench-gpu wheel clean

demo: $(VENV)/ready
	@mkdir -p $(DEMO)
	@# Status 1 means that a submission needs a person: the sample class has such ones.
	@$(BIN)/autograder grade $(SAMPLE)/submitted --roster $(SAMPLE)/students.csv \
	  --gradebook $(DEMO)/gradebook.db || [ $$? -eq 1 ]
	@$(BIN)/autograder export --gradebook $(DEMO)/gradebook.db --output $(DEMO)/grades.csv
	@$(BIN)/autograder export --gradebook $(DEMO)/gradebook.db --detail checks \
	  --output $(DEMO)/checks.csv
	@$(BIN)/autograder feedback --gradebook $(DEMO)/gradebook.db --output $(DEMO)/feedback
	@$(BIN)/autograder report --gradebook $(DEMO)/gradebook.db --output $(DEMO)/report \
	  --feedback $(DEMO)/feedback

test: $(VENV)/ready postgresql chromium
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2 --dist loadfile --durations=10

# Tests of a gradebook on a server start one of their own; where it cannot be had they are skipped, and say so.
postgresql:
	@command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || \
	  { [ "$$(id -u)" -eq 0 ] && apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive timeout 300 apt-get install -y -qq postgresql >/dev/null; } || \
	  echo "No PostgreSQL server here: its tests will be skipped (apt-get install postgresql)."

# So does the test that works in JupyterLab as a student does.
chromium:
	@command -v chromium >/dev/null || \
	  { [ "$$(id -u)" -eq 0 ] && apt-get update -qq && \
	    DEBIAN_FRONTEND=noninteractive timeout 300 apt-get install -y -qq chromium >/dev/null; } || \
	  echo "No Chromium here: the test in JupyterLab will be skipped (apt-get install chromium)."

# As the handout tells a student to begin, from nothing: a minute and 1.4 GB. Leaves pictures there.
try-jupyterlab: $(VENV)/ready chromium wheel
	rm -rf build/jupyterlab
	$(BIN)/autograder release --wheel "$$(ls -t dist/*.whl | head -n 1)" --output build/jupyterlab/release
	cd build/jupyterlab/release && $(PYTHON) -m venv .venv && .venv/bin/pip install -q -r requirements.txt
	STUDENTS_RELEASE=build/jupyterlab/release $(BIN)/pytest -n 0 tests/student/test_in_jupyterlab.py

fast: $(VENV)/ready
	$(BIN)/pytest -n 2 --dist loadfile -m "not slow"

attacks: $(VENV)/ready
	$(BIN)/pytest -n 2 tests/attacks

# Some minutes where the host delegates no control group and a kernel has to be booted for one.
control-groups: $(VENV)/ready
	sh tests/sandbox/with_a_control_group.sh $(BIN)/python

prove: $(VENV)/ready
	$(BIN)/autograder verify --seeds 50

# A quarter of an hour; `make bench BENCH=--quick` takes minutes.
bench: $(VENV)/ready
	$(BIN)/python tests/bench/bench.py $(BENCH)

bench-class: $(VENV)/ready
	$(BIN)/python tests/bench/class_of.py --students $(STUDENTS)

# All that needs an NVIDIA GPU: the attacks, the proof of the course, the benchmark.
gpu: $(VENV)/ready
	$(BIN)/autograder doctor --device cuda
	$(BIN)/autograder verify --device cuda --report build/verify-cuda
	$(BIN)/python tests/bench/gpu.py

bench-gpu: $(VENV)/ready
	$(BIN)/python tests/bench/gpu.py

# Slow: three quarters of an hour on two cores.
disturb: $(VENV)/ready
	$(BIN)/python tests/disturb/disturb.py --kills 100
	$(BIN)/python tests/disturb/boxes.py
	$(BIN)/python tests/disturb/disturb.py --kills 0 --load 8 --jobs 8

# Slow: a quarter of an hour on two cores.
split: $(VENV)/ready
	rm -rf build/split
	$(BIN)/python tests/split/whole_class.py build/split

# FUZZ_SECONDS is for each target; TARGETS="notebook archive" names some of them.
fuzz: $(VENV)/ready
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[fuzz]'
	@$(BIN)/python tests/fuzz/fuzz.py $(FUZZ_SECONDS) $(TARGETS)

# What students install; no solutions are in it. For `autograder release --wheel`.
wheel: $(VENV)/ready
	@rm -rf build/lib build/bdist.*  # what lies there would be packed as well
	@$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist/*.whl

clean:
	rm -rf $(VENV) build dist *.egg-info

$(VENV)/ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	@# torch first and exactly: a looser request may fetch gigabytes of CUDA packages.
	$(BIN)/python -m pip install --quiet --constraint constraints.txt torch==2.13.0
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@
