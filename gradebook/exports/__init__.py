"""The gradebook in other programs' formats."""
