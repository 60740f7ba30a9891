"""Judges notebooks: course, sandbox, checks, grading, command line.

Importing this package imports nothing else, so that ``autograder --help`` is fast.
"""

__version__ = "0.1.0"
