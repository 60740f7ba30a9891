"""Your network is one straight line from x to the prediction. Something stands between the two
layers.
"""

FAILS = (
    "check_loss_by_hand",
    "check_loss",
    "check_loss_is_in_the_graph",
    "check_gradients_by_hand",
    "check_gradients",
    "check_gradients_leave_no_trace",
    "check_train_by_hand",
    "check_train_step_by_step",
    "check_train",
    "check_train_at_full_size",
    "check_train_leaves_weights_alone",
)


def loss_of(x, y, w1, w2):
    return ((x @ w1) @ w2 - y).pow(2).sum()
