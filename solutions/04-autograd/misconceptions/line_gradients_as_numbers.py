"""The numbers are right, but they are bare Python numbers: .item() has taken them out of their
tensors. The task asks for tensors, of the shape and dtype of the inputs. What does .grad hold?
"""

FAILS = ("check_line_of_the_notes", "check_line_gradients")


def line_gradients(x, w, b):
    leaves = [t.detach().clone().requires_grad_() for t in (x, w, b)]
    (leaves[1] * leaves[0] + leaves[2]).backward()
    return tuple(leaf.grad.item() for leaf in leaves)
