"""Which fences this host gives, and whether they are enough to grade."""

from __future__ import annotations

import json
import platform
import subprocess
import sys

from autograder.sandbox import control_group
from autograder.sandbox.visible import visible_paths
from autograder.wire.control import LAYERS

LEVELS = {
    "full": ("namespaces", "seccomp", "rlimits"),
    "restricted": ("landlock", "seccomp", "rlimits"),
    "none": (),
}
"""The fences that each level insists on. Any others that the host gives are put up as well,
except that ``none`` puts up none at all."""

_REMEDIES = {
    "namespaces": "Allow unprivileged user namespaces: on Ubuntu 24.04 and later run "
    "`sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0`; on others "
    "`sudo sysctl user.max_user_namespaces=15000`; in a container start it with "
    "`--security-opt seccomp=unconfined --security-opt apparmor=unconfined`.",
    "landlock": "Use Linux 5.13 or newer with Landlock enabled (add `landlock` to the kernel's "
    "`lsm=` parameter).",
    "seccomp": "Install libseccomp (`sudo apt-get install libseccomp2`) on a kernel with seccomp.",
    "rlimits": "Raise the hard limits of this shell (`ulimit -H -a`).",
}


_ELSEWHERE = {
    "Windows": "Student code can be fenced on Linux only: run `wsl --install`, and grade in there.",
    "Darwin": "Student code can be fenced on Linux only: grade in a virtual machine, such as "
    "`brew install lima && limactl start && lima`.",
}


class IsolationError(Exception):
    """This host does not give the fences that were asked for; says how to fix it."""


def detect() -> dict[str, str]:
    """For each layer an empty string, or why this host does not give it."""
    if platform.system() != "Linux":
        return dict.fromkeys(LAYERS, f"{platform.system()} has no such thing")
    command = [sys.executable, "-s", "-P", "-m", "autograder.worker.detect", *visible_paths()]
    done = subprocess.run(command, capture_output=True, text=True)
    try:
        found = json.loads(done.stdout)
        return {layer: str(found[layer]) for layer in LAYERS}
    except (ValueError, KeyError):
        last = (done.stderr.strip().splitlines() or ["no answer"])[-1]
        return dict.fromkeys(LAYERS, f"the test of this host failed: {last}")


def remedy(layer: str) -> str:
    """What to do where this host does not give the layer."""
    return _ELSEWHERE.get(platform.system(), _REMEDIES[layer])


def layers_for(level: str) -> tuple[str, ...]:
    """The layers to put up at this level; boxes get control groups too, if this host gives any.

    Raises:
        IsolationError: the host lacks one that the level insists on.
    """
    if level == "none":
        return ()
    missing = detect()
    lacking = [layer for layer in LEVELS[level] if missing[layer]]
    if lacking:
        reasons = "\n".join(f"  {name}: {missing[name]}\n    {remedy(name)}" for name in lacking)
        raise IsolationError(
            f"this host cannot fence student code as --isolation {level} asks:\n{reasons}\n"
            "Nothing was run. See `autograder doctor`; `--isolation none` runs student code "
            "unfenced, with your rights over your files."
        )
    control_group.prepare()
    return tuple(layer for layer in LAYERS if not missing[layer])
