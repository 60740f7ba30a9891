"""You answer yes or no. The task asks how far the results are apart."""

FAILS = (
    "check_difference_on_cpu",
    "check_difference_elsewhere",
    "check_difference_comes_home",
    "check_difference_of_two_calls",
)


def same_everywhere(f, x, device=None):
    here = f(x)
    there = f(move(x, pick_device() if device is None else device))
    return torch.allclose(move(here, "cpu"), move(there, "cpu"))
