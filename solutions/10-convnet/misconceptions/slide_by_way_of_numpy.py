"""NumPy does the sums for you. It works on the CPU and nowhere else. PyTorch can cut windows out of
an image, too: by slices, or with `unfold`.
"""

FAILS = ("check_slide_on_meta",)


def cross_correlate(image, kernel):
    import numpy as np

    windows = np.lib.stride_tricks.sliding_window_view(image.numpy(), tuple(kernel.shape))
    return torch.from_numpy(np.tensordot(windows, kernel.numpy(), axes=2))
