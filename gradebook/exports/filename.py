"""Names of people and assignments as names of files that stay where they are put."""

import hashlib
import re

_PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.@+-]{0,99}")
_OTHER = re.compile(r"[^A-Za-z0-9_@+-]+")


def file_name(name: str) -> str:
    """The name itself where it is a plain one, else what is left of it and a digest.

    Never empty, hidden, long or a path; two names never become one.
    """
    if _PLAIN.fullmatch(name):
        return name
    digest = hashlib.sha256(name.encode("utf-8", "backslashreplace")).hexdigest()[:12]
    return f"{_OTHER.sub('_', name)[:60]}~{digest}"
