"""The one error a user of the gradebook can meet."""


class GradebookError(Exception):
    """One clear sentence for a person: what is wrong, where, and what to do about it."""
