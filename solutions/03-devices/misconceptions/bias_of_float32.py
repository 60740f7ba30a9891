"""Your ones are float32, because you did not say what. Beside whole numbers, or numbers of half
precision, they change the dtype of the whole table.
"""

FAILS = ("check_bias_keeps_dtype",)


def with_bias(x):
    return torch.cat([x, torch.ones(len(x), 1, device=x.device)], dim=1)
