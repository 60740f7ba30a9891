"""Ids of students that a person would read as the same."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable

# Letters of other alphabets that look like Latin ones in most typefaces.
_LATIN = str.maketrans(
    "аеорсухіјѕһԁԛԝԍаɡВЕЗКМНОРСТУХАІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανιρυıɑ",
    "aeopcyxijshdqwgagBE3KMHOPCTYXAIJSABEZHIKMNOPTYXoavipuia",
)
# Nothing is seen of these, whatever Unicode calls them.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


def skeleton(name: str) -> str:
    """What is left of a name without case, blanks, width, style and alphabet.

    Empty where nothing of it can be seen.
    """
    latin = unicodedata.normalize("NFKC", name).translate(_LATIN).casefold()
    seen = (character for character in latin if not _is_blank(character))
    return unicodedata.normalize("NFC", "".join(seen).translate(_LATIN))


def lookalikes(names: Iterable[str]) -> list[list[str]]:
    """Groups of different names that look alike, each sorted, in the order of their first."""
    groups: dict[str, set[str]] = defaultdict(set)
    for name in names:
        groups[skeleton(name)].add(name)
    return sorted(sorted(group) for group in groups.values() if len(group) > 1)


def _is_blank(character: str) -> bool:
    selects_a_variant = "\ufe00" <= character <= "\ufe0f" or character >= "\U000e0100"
    invisible = unicodedata.category(character)[0] in "ZC" or character in _BLANK
    return invisible or selects_a_variant
