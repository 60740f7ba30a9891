"""What the author of a check uses.

>>> from autograder.checks import agree, check, either, oracle, probe, require
"""

from autograder.checks.agree import agree, either, require
from autograder.checks.declare import check, probe
from autograder.checks.oracle import oracle

__all__ = ["agree", "check", "either", "oracle", "probe", "require"]
