"""``python -m autograder.cli``."""

from autograder.cli.program import program

if __name__ == "__main__":
    program()
