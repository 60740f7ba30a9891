"""Fuzz every reader of hostile bytes, led by the code they reach, and print what came of it.

``python fuzz.py SECONDS [TARGET]...`` runs each target for so long in a process of its own, under
atheris. A finding is an exception, a warning, a hang or too much memory; its bytes are kept in
``build/fuzz/<target>/``. Exit status: 0 nothing found, 1 something.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import traceback
import warnings
from hashlib import sha256
from pathlib import Path

BUILD = Path("build") / "fuzz"
MEMORY_MIB = 3072
SLOW_SECONDS = 20
LARGEST = 1 << 16
_SEEN = "finding: "


def main(seconds: int, names: list[str]) -> int:
    """Fuzz the targets one after the other; returns the exit status."""
    from fuzz_seeds import SEEDS

    print(f"{'target':<10}{'executions':>12}{'code paths':>12}{'findings':>10}", flush=True)
    findings = sum(_campaign(name, seconds) for name in names or SEEDS)
    print(f"{findings} findings.")
    return 1 if findings else 0


def _campaign(name: str, seconds: int) -> int:
    """Fuzz one target in its own process and print its line; the number of its findings."""
    from fuzz_seeds import write_corpus

    folder = BUILD / name
    shutil.rmtree(folder, ignore_errors=True)
    corpus, words = write_corpus(name, folder)
    command = [sys.executable, __file__, "--target", name, f"-dict={words}", str(corpus)]
    command += [f"-max_total_time={seconds}", f"-timeout={SLOW_SECONDS}", f"-max_len={LARGEST}"]
    command += [
        f"-rss_limit_mb={MEMORY_MIB}",
        "-print_final_stats=1",
        f"-artifact_prefix={folder}/",
    ]
    # libFuzzer ends its process at a stroke, so what that left lying is swept up here.
    with tempfile.TemporaryDirectory(prefix="torchgrade-fuzz-", dir="/dev/shm") as scratch:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            errors="replace",
            env={**os.environ, "TMPDIR": scratch},
        )
    (folder / "log.txt").write_text(done.stderr, encoding="utf-8")
    found = sorted({line for line in done.stderr.splitlines() if line.startswith(_SEEN)})
    if done.returncode:  # libFuzzer itself gave up: a hang, too much memory, or a dead process
        found.append(f"{_SEEN}exit status {done.returncode}, see {folder / 'log.txt'}")
    executions = _last(r"stat::number_of_executed_units:\s*(\d+)", done.stderr)
    paths = _last(r"\bcov: (\d+)", done.stderr)
    print(f"{name:<10}{executions:>12,}{paths:>12,}{len(found):>10}", flush=True)
    print("".join(f"  {line}\n" for line in found), end="", flush=True)
    return len(found)


def _last(pattern: str, text: str) -> int:
    return int((re.findall(pattern, text) or ["0"])[-1])


def fuzz(name: str, arguments: list[str]) -> None:
    """Fuzz one target in this process until libFuzzer ends it."""
    import atheris

    ours = ["autograder.grading", "autograder.wire", "gradebook", "zipfile", "csv", "fuzz_targets"]
    with atheris.instrument_imports(include=ours):
        from fuzz_targets import TARGETS
    warnings.simplefilter("error")
    seen: set[str] = set()

    def once(data: bytes) -> None:
        try:
            TARGETS[name](data)
        except Exception as error:  # noted and passed over, since others may lie behind it
            where = traceback.extract_tb(error.__traceback__)[-1]
            site = f"{type(error).__name__} at {Path(where.filename).name}:{where.lineno}"
            if site not in seen:
                seen.add(site)
                _keep(name, site, data, error)

    atheris.Setup([sys.argv[0], *arguments], once)
    atheris.Fuzz()


def _keep(name: str, site: str, data: bytes, error: Exception) -> None:
    path = BUILD / name / f"finding-{sha256(data).hexdigest()[:12]}"
    path.write_bytes(data)
    traceback.print_exception(error)
    sys.stderr.write(f"{_SEEN}{site} ({path})\n")


if __name__ == "__main__":
    if sys.argv[1] == "--target":
        fuzz(sys.argv[2], sys.argv[3:])
    else:
        raise SystemExit(main(int(sys.argv[1]), sys.argv[2:]))
