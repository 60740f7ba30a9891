"""You ask for a GPU by name. Your ones belong where x is, wherever that may be."""

FAILS = ("check_bias_by_hand", "check_bias", "check_bias_keeps_dtype", "check_bias_on_meta")


def with_bias(x):
    return torch.cat([x, torch.ones(len(x), 1, dtype=x.dtype, device="cuda")], dim=1)
