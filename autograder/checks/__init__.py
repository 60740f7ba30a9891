"""What the author of a check uses.

>>> from autograder.checks import agree, check, probe, require
"""

from autograder.checks.agree import agree, require
from autograder.checks.declare import check, probe

__all__ = ["agree", "check", "probe", "require"]
