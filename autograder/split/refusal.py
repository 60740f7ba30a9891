"""A file between the zones that cannot be used. Imports nothing: the command line words it."""


class FileRefused(Exception):
    """A file of questions or answers that cannot be used; the message says which and why."""
