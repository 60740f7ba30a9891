"""The one error a user of the gradebook can meet."""


class GradebookError(Exception):
    """One clear sentence for a person: what is wrong, where, and what to do about it."""


class UnknownName(GradebookError):
    """Somebody or something was asked for by a name that the gradebook does not hold."""
