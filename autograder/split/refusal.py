"""What cannot be used or answered between the zones. Imports nothing: the command line words it."""


class FileRefused(Exception):
    """A file of questions or answers that cannot be used; the message says which and why."""


class NotForeseen(Exception):
    """A check asks something that no answer can be taken from: our fault, never the student's."""
