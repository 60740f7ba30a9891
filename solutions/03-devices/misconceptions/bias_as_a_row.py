"""You have added a row. A bias is one more column: a one for each sample."""

FAILS = ("check_bias_by_hand", "check_bias", "check_bias_keeps_dtype", "check_bias_on_meta")


def with_bias(x):
    return torch.cat([x, x.new_ones(1, x.shape[1])], dim=0)
