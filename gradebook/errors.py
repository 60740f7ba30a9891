"""The one error a user of the gradebook can meet, and the kind of it that is a wrong name."""


class GradebookError(Exception):
    """One clear sentence for a person: what is wrong, where, and what to do about it."""


class UnknownName(GradebookError):
    """A student or an assignment was asked for that the gradebook does not have."""
