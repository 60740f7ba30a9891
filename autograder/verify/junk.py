"""Replies that are right for nothing: in the place of every task at once, none may pass a check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

_REPLIES = {
    "nothing": "None",
    "true": "True",
    "zero": "0",
    "not a number": "float('nan')",
    "words": "'4.5'",
    "an empty list": "[]",
    "an empty dict": "{}",
    "three nothings": "(None, None, None)",
    "an object": "object()",
    "an empty tensor": "torch.empty(0)",
    "a tensor of one NaN": "torch.tensor(float('nan'))",
    "the first argument": "args[0] if args else None",
    "all arguments": "args",
    "zeros like the first argument": "torch.zeros_like(args[0])",
    "NaN like the first argument": "torch.full_like(args[0], float('nan'))",
    "equal to everything": "type('Yes', (), {'__eq__': lambda *_: True, '__hash__': None})()",
    "a lying tensor": (
        "torch.ones(2, 2).as_subclass(type('Yes', (torch.Tensor,), {'__torch_function__': "
        "classmethod(lambda *_, **__: True)}))"
    ),
}
_FUNCTION = """
def {task}(*args, **kwargs):
    {body}
"""


def junk(tasks: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The name and the code of each kind of junk."""
    for name, reply in _REPLIES.items():
        yield name, _all(tasks, f"return {reply}")
    yield "an exception", _all(tasks, "raise ValueError('no')")
    yield "nothing defined", "\n".join(f"{task} = None" for task in tasks)


def _all(tasks: Sequence[str], body: str) -> str:
    return "import torch\n" + "".join(_FUNCTION.format(task=task, body=body) for task in tasks)
