"""What the author of a check uses.

>>> from autograder.checks import agree, check, either, probe, require
"""

from autograder.checks.agree import agree, either, require
from autograder.checks.declare import check, probe

__all__ = ["agree", "check", "either", "probe", "require"]
