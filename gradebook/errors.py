"""The one error a user of the gradebook can meet, and the kind of it that is a wrong name."""


class GradebookError(Exception):
    """One clear sentence for a person: what is wrong, where, and what to do about it."""


class UnusableRequest(GradebookError):
    """What was asked for cannot be had so, such as a name that is not there: ask otherwise."""
