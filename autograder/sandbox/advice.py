"""What to try, for errors that beginners meet most and that Python words for experts."""

from __future__ import annotations

import re

_ADVICE = (
    (
        r"NameError: ",
        "Is it spelled the same everywhere, and defined in a cell above?",
    ),
    (
        r"AttributeError: 'NoneType' object|TypeError: 'NoneType' object|.*\bgot NoneType|"
        r".*must be Tensor, not NoneType",
        "Something is None there: a function without `return` gives None, and so does a `.grad` "
        "that no backward() has filled.",
    ),
    (
        r"RuntimeError: (mat1 and mat2 shapes|size mismatch|The size of tensor|mat1 and mat2 must"
        r"|shape '.*' is invalid|inconsistent tensor size|expected .* batch)",
        "The shapes do not fit: print the `.shape` of both just before that line.",
    ),
    (
        r"RuntimeError: element 0 of tensors does not require grad",
        "Nothing there is tracked: was the input given requires_grad, or was its past cut off by "
        "detach() or no_grad()?",
    ),
    (
        r"RuntimeError: a (leaf Variable|view of a leaf Variable) that requires grad",
        "A tracked leaf cannot be changed in place: work on a copy, or inside torch.no_grad().",
    ),
    (
        r"RuntimeError: Trying to backward through the graph a second time",
        "The graph is gone after one backward(): compute anew, or give retain_graph=True.",
    ),
    (
        r"RuntimeError: Can't call numpy\(\) on Tensor that requires grad",
        "A tracked tensor must be detached first.",
    ),
    (
        r"RuntimeError: expected .*(scalar type|dtype)|RuntimeError: .*same dtype",
        "Two tensors have different dtypes: print the `.dtype` of both just before that line.",
    ),
    (
        r"RuntimeError: (Expected all tensors to be on the same device|Tensor on device)",
        "Make new tensors on the device of the input, `x.device`.",
    ),
    (
        r"AssertionError: Torch not compiled with CUDA|RuntimeError: Found no NVIDIA driver|"
        r"RuntimeError: No CUDA GPUs",
        'There may be no GPU: instead of naming "cuda", go where the input is, `x.device`.',
    ),
    (
        r"TypeError: can't convert \w+:?\d* device type tensor to numpy|"
        r"NotImplementedError: Cannot copy out of meta|RuntimeError: Tensor.item\(\) cannot",
        "A tensor may be on any device, also on `meta`, which has shapes and no numbers: stay with "
        "torch's own operations, without `.numpy()`, `.cpu()`, `.tolist()` and `.item()`.",
    ),
    (
        r"AcceleratorError: CUDA error: device-side assert",
        "An index or a label is out of range: run it on the CPU, where the error says which.",
    ),
    (
        r"IndexError: ",
        "An index is too large: print the `.shape` or the length just before that line.",
    ),
    (
        r"RecursionError: ",
        "The function calls itself without end, or calls another one that calls it.",
    ),
    (
        r"TypeError: .* (takes|missing) .*argument",
        "Compare the arguments of the call with those of the definition.",
    ),
    (
        r"ModuleNotFoundError: ",
        "Use only what requirements.txt names: nothing else is there when your work is graded.",
    ),
    (
        r"FileNotFoundError: ",
        "Only the notebook is handed in: your other files are not there when it is graded.",
    ),
)


def advice(name: str, message: str) -> str:
    """What to try after an exception of this type and these words; empty where we know nothing."""
    text = f"{name}: {message}"
    return next((say for pattern, say in _ADVICE if re.match(pattern, text)), "")
