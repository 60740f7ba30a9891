"""Checks of 10-convnet. The docstring of a check is the line a student reads.

Networks are compared under the same weights. Gradients are compared in float64: there, another
order of adding up cannot carry a number across the kink of ReLU. On a GPU, where there is one, the
reference answers on it.
"""

import torch

from autograder.checks import agree, check, probe

FLOATS = (torch.float32, torch.float64)
SLACK = {torch.float32: 1e-4, torch.float64: 1e-10}
"""Absolute tolerances for sums of some products of numbers of size 1: twenty times, at least, what
another order of adding up leaves where they cancel."""
SCORES_SLACK = 1e-3
"""Likewise for scores in float32, which are some units large; orders differ by some 1e-6."""
SHAPES = {
    "conv1.weight": (6, 1, 5, 5),
    "conv1.bias": (6,),
    "conv2.weight": (16, 6, 5, 5),
    "conv2.bias": (16,),
    "fc1.weight": (120, 400),
    "fc1.bias": (120,),
    "fc2.weight": (84, 120),
    "fc2.bias": (84,),
    "fc3.weight": (10, 84),
    "fc3.bias": (10,),
}


# cross_correlate


def _windows(image, kernel):
    """The formula itself, one entry at a time."""
    rows, columns = kernel.shape
    result = image.new_empty(image.shape[0] - rows + 1, image.shape[1] - columns + 1)
    for i in range(result.shape[0]):
        for j in range(result.shape[1]):
            result[i, j] = (image[i : i + rows, j : j + columns] * kernel).sum()
    return result


@probe
def _turned(ns, image, kernel):
    """Both tensors are transposed views: their rows do not lie one after the other."""
    return ns.cross_correlate(image.t(), kernel.t())


@probe
def _slide_on(ns, device, image, kernel):
    return ns.cross_correlate(image.to(device), kernel.to(device))


@check("cross_correlate", visible=True, weight=0)
def check_slide_of_the_notebook(student, reference):
    """The worked example: an image of 3 by 3 and a kernel of 2 by 2."""
    image = torch.tensor([[1.0, 2.0, 0.0], [0.0, 1.0, 3.0], [4.0, 0.0, 1.0]])
    question = "cross_correlate", image, torch.eye(2)
    agree(student.call(*question), reference.call(*question))


@check("cross_correlate", weight=2)
def check_slide(student, reference, rng):
    """Images and kernels of other sizes, not square, in both precisions."""
    for image, kernel in (((7, 5), (3, 2)), ((4, 9), (2, 5)), ((6, 8), (4, 1))):
        for dtype in FLOATS:
            pair = rng.normal(*image, dtype=dtype), rng.normal(*kernel, dtype=dtype)
            agree(student.call("cross_correlate", *pair), _windows(*pair), atol=SLACK[dtype])


@check("cross_correlate")
def check_slide_with_no_room(student, reference, rng):
    """A kernel as large as the image has one place, as wide or as high as it one row of them."""
    for image, kernel in (((4, 3), (4, 3)), ((5, 7), (2, 7)), ((6, 4), (6, 1)), ((3, 5), (1, 1))):
        pair = [rng.normal(*shape, dtype=torch.float64) for shape in (image, kernel)]
        agree(student.call("cross_correlate", *pair), _windows(*pair), atol=SLACK[torch.float64])


@check("cross_correlate")
def check_slide_over_views(student, reference, rng):
    """Transposed views are images and kernels like any other."""
    pair = [rng.normal(*shape, dtype=torch.float64) for shape in ((5, 8), (2, 3))]
    expected = _windows(*(each.t() for each in pair))
    agree(student.run(_turned, *pair), expected, atol=SLACK[torch.float64])


@check("cross_correlate", needs=[check_slide])
def check_slide_on_meta(student, reference, rng):
    """On the device meta, which computes shapes alone, the result is there too."""
    for dtype in FLOATS:
        pair = [torch.empty(shape, dtype=dtype, device="meta") for shape in ((7, 5), (3, 2))]
        agree(student.call("cross_correlate", *pair), pair[0].new_empty(5, 4))


@check("cross_correlate", gpu=True, needs=[check_slide, check_slide_on_meta])
def check_slide_on_a_gpu(student, reference, rng, gpu):
    """On a GPU the result is right, and stays there."""
    for image, kernel in (((7, 5), (3, 2)), ((4, 9), (2, 5)), ((32, 32), (5, 5))):
        for dtype in FLOATS:
            question = gpu, rng.normal(*image, dtype=dtype), rng.normal(*kernel, dtype=dtype)
            expected = reference.run(_slide_on, *question)
            agree(student.run(_slide_on, *question), expected, atol=SLACK[dtype])


# output_size


def _size_of_a_real_one(size, kernel, stride=1, padding=0):
    """Ask a convolution."""
    row, weights = torch.zeros(1, 1, size), torch.zeros(1, 1, kernel)
    made = torch.nn.functional.conv1d(row, weights, stride=stride, padding=padding)
    return made.shape[-1]


@probe
def _sizes(ns, cases):
    return [ns.output_size(*case) for case in cases]


@probe
def _sizes_by_name(ns, size, kernel, stride, padding):
    return {
        "stride alone": ns.output_size(size, kernel, stride=stride),
        "padding alone": ns.output_size(size, kernel, padding=padding),
        "by name": ns.output_size(padding=padding, stride=stride, kernel=kernel, size=size),
    }


@check("output_size", visible=True, weight=0)
def check_sizes_of_lenet(student, reference):
    """The sizes inside LeNet: 32 becomes 28, 28 becomes 14, and so on down to 5."""
    cases = [(32, 5), (28, 2, 2), (14, 5), (10, 2, 2)]
    agree(student.run(_sizes, cases), reference.run(_sizes, cases))


@check("output_size", weight=2)
def check_sizes(student, reference, rng):
    """Any size, kernel, stride and padding, also where pixels are left over."""
    cases = []
    for stride in (1, 2, 3, 4, 5):
        for padding in (0, 1, 3):
            kernel = rng.integer(1, 8)
            cases += [(kernel + rng.integer(0, 40), kernel, stride, padding) for _ in range(3)]
    # The kernel just fits; the frame makes room for it; it moves farther than it is long.
    cases += [(6, 6, 1, 0), (6, 6, 4, 0), (1, 1, 1, 0), (2, 5, 1, 2), (3, 9, 2, 3), (9, 2, 7, 0)]
    agree(student.run(_sizes, cases), [_size_of_a_real_one(*case) for case in cases])


@check("output_size")
def check_size_defaults(student, reference, rng):
    """Stride is 1 and padding 0 unless they are given, in any order, by name."""
    question = rng.integer(20, 40), rng.integer(2, 7), rng.integer(3, 6), rng.integer(1, 4)
    agree(student.run(_sizes_by_name, *question), reference.run(_sizes_by_name, *question))
    agree(student.call("output_size", *question[:2]), _size_of_a_real_one(*question[:2]))


# num_flat_features


@probe
def _features(ns, batches, device):
    return [ns.num_flat_features(batch.to(device)) for batch in batches]


@check("num_flat_features", visible=True, weight=0)
def check_features_of_lenet(student, reference):
    """A batch of 16 × 5 × 5 feature maps has 400 features."""
    batch = torch.zeros(2, 16, 5, 5)
    agree(student.call("num_flat_features", batch), 400)


@check("num_flat_features", weight=3)
def check_features(student, reference, rng):
    """Batches of one to five dimensions, also of one sample, also of whole numbers."""
    a, b, c, d = (rng.integer(2, 7) for _ in range(4))
    shapes = (a,), (1,), (a, b), (1, b, c), (a, 1, c), (a, b, c, d), (d, c, b, a), (2, a, b, 3, c)
    batches = [torch.zeros(shape) for shape in shapes]
    batches.append(torch.zeros(a, b, c, dtype=torch.int64))
    expected = [batch.numel() // batch.shape[0] for batch in batches]
    agree(student.run(_features, batches, "cpu"), expected)


@check("num_flat_features")
def check_features_on_meta(student, reference, rng):
    """A batch on the device meta, which has a shape and no numbers, will do as well."""
    batch = torch.empty(rng.integer(2, 9), rng.integer(3, 9), 7, device="meta")
    agree(student.call("num_flat_features", batch), 7 * batch.shape[1])


@check("num_flat_features", gpu=True, needs=[check_features, check_features_on_meta])
def check_features_on_a_gpu(student, reference, rng, gpu):
    """A batch on a GPU has as many features as elsewhere."""
    batch = torch.zeros(rng.integer(2, 9), rng.integer(3, 9), 7)
    agree(student.run(_features, [batch], gpu), [7 * batch.shape[1]])


# Net


def _weights(rng, dtype=torch.float32):
    """Random weights of such a size that all layers stay lively."""
    return {name: _spread(rng, shape, dtype) for name, shape in SHAPES.items()}


def _spread(rng, shape, dtype):
    inputs = torch.Size(shape[1:]).numel()
    return rng.normal(*shape, dtype=dtype) * (0.3 if len(shape) == 1 else (2 / inputs) ** 0.5)


def _lenet(weights, x):
    """LeNet written out: each convolution is a matrix product with all windows."""
    for layer in ("conv1", "conv2"):
        weight, bias = weights[f"{layer}.weight"], weights[f"{layer}.bias"]
        windows = x.unfold(2, 5, 1).unfold(3, 5, 1)
        maps = torch.einsum("ncijab,ocab->noij", windows, weight) + bias[:, None, None]
        alive = maps.clamp(min=0)
        x = alive.unfold(2, 2, 2).unfold(3, 2, 2).amax((4, 5))
    x = x.reshape(x.shape[0], 400)
    for layer in ("fc1", "fc2"):
        x = (x @ weights[f"{layer}.weight"].t() + weights[f"{layer}.bias"]).clamp(min=0)
    return x @ weights["fc3.weight"].t() + weights["fc3.bias"]


@probe
def _what_it_learns(ns):
    net = ns.Net()
    shapes = {name: tuple(entry.shape) for name, entry in net.state_dict().items()}
    count = sum(p.numel() for p in net.parameters() if p.requires_grad)
    return {"state_dict": shapes, "number of parameters": count}


@probe
def _what_it_is_in_float64(ns):
    net = ns.Net().double()
    entries = {name: [tuple(t.shape), str(t.dtype)] for name, t in net.state_dict().items()}
    learned = sorted(name for name, p in net.named_parameters() if p.requires_grad)
    return {"state_dict": entries, "parameters that learn": learned}


@probe
def _scores(ns, weights, batches):
    net = ns.Net().to(batches[0].dtype)
    net.load_state_dict(weights)
    return [net(batch) for batch in batches]


@probe
def _scores_in_both_modes(ns, weights, x):
    net = ns.Net()
    net.load_state_dict(weights)
    return {"train mode": net.train()(x), "eval mode": net.eval()(x)}


@probe
def _scores_of_turned_images(ns, weights, x):
    net = ns.Net()
    net.load_state_dict(weights)
    return net(x.transpose(2, 3))


@probe
def _slopes(ns, weights, x, v, device):
    net = ns.Net().to(device, x.dtype)
    net.load_state_dict(weights)
    images = x.to(device, copy=True).requires_grad_()
    scores = net(images)
    scores.backward(v.to(device))
    slopes = {name: p.grad for name, p in net.named_parameters()}
    return {"scores": scores, "gradient of x": images.grad, **slopes}


@probe
def _two_nets(ns, weights, others, x):
    one, other = ns.Net(), ns.Net()
    one.load_state_dict(weights)
    other.load_state_dict(others)
    return {"one net": one(x), "another net": other(x)}


@probe
def _scores_on_meta(ns, x):
    return ns.Net().to(x.device)(x)


@check("Net", visible=True, weight=0)
def check_net_learns(student, reference):
    """The state_dict has the ten entries of the docstring, and 61,706 parameters learn."""
    agree(student.run(_what_it_learns), reference.run(_what_it_learns))


@check("Net")
def check_net_in_float64(student, reference):
    """Turned into float64, all ten entries of the state_dict are, and all ten learn."""
    agree(student.run(_what_it_is_in_float64), reference.run(_what_it_is_in_float64))


@check("Net", weight=2)
def check_net_one_image(student, reference, rng):
    """Given weights of ours, the scores of a single image are right."""
    question = _weights(rng), [rng.normal(1, 1, 32, 32) for _ in range(2)]
    agree(student.run(_scores, *question), reference.run(_scores, *question), atol=SCORES_SLACK)


@check("Net", weight=2)
def check_net_batches(student, reference, rng):
    """Given weights of ours, the scores of 2, 5 and 12 images at once are right."""
    question = _weights(rng), [rng.normal(n, 1, 32, 32) for n in (2, 5, 12)]
    agree(student.run(_scores, *question), reference.run(_scores, *question), atol=SCORES_SLACK)


@check("Net", weight=2)
def check_net_gradients(student, reference, rng):
    """In float64 the gradients of all weights, and of the images, are right."""
    weights = _weights(rng, torch.float64)
    x, v = rng.normal(3, 1, 32, 32, dtype=torch.float64), rng.normal(3, 10, dtype=torch.float64)
    leaves = {name: entry.clone().requires_grad_() for name, entry in weights.items()}
    images = x.clone().requires_grad_()
    scores = _lenet(leaves, images)
    scores.backward(v)
    slopes = {name: leaf.grad for name, leaf in leaves.items()}
    expected = {"scores": scores.detach(), "gradient of x": images.grad, **slopes}
    agree(student.run(_slopes, weights, x, v, "cpu"), expected)


@check("Net")
def check_net_in_both_modes(student, reference, rng):
    """In train and in eval mode the scores are the same, and right."""
    question = _weights(rng), rng.normal(4, 1, 32, 32)
    agree(student.run(_scores_in_both_modes, *question), _both_modes(*question), atol=SCORES_SLACK)


def _both_modes(weights, x):
    return {mode: _lenet(weights, x) for mode in ("train mode", "eval mode")}


@check("Net")
def check_net_of_views(student, reference, rng):
    """Images that are transposed views give the right scores, too."""
    question = _weights(rng), rng.normal(3, 1, 32, 32)
    reply = student.run(_scores_of_turned_images, *question)
    agree(reply, reference.run(_scores_of_turned_images, *question), atol=SCORES_SLACK)


@check("Net")
def check_nets_are_separate(student, reference, rng):
    """Two nets with weights of their own do not disturb each other."""
    question = _weights(rng), _weights(rng), rng.normal(2, 1, 32, 32)
    agree(student.run(_two_nets, *question), reference.run(_two_nets, *question), atol=SCORES_SLACK)


@check("Net")
def check_net_on_meta(student, reference, rng):
    """Moved to another device, the net makes everything there: tried with the device meta."""
    x = torch.empty(rng.integer(2, 9), 1, 32, 32, device="meta")
    agree(student.run(_scores_on_meta, x), torch.empty(x.shape[0], 10, device="meta"))


@check("Net", gpu=True, needs=[check_net_batches, check_net_gradients, check_net_on_meta])
def check_net_on_a_gpu(student, reference, rng, gpu):
    """Moved to a GPU, the net gives the right scores there, and the right gradients."""
    for images in (2, 4, 9):
        weights, x = _weights(rng, torch.float64), rng.normal(images, 1, 32, 32).double()
        question = weights, x, rng.normal(images, 10).double(), gpu
        agree(student.run(_slopes, *question), reference.run(_slopes, *question))


# layer_shapes


@probe
def _shapes_of_a_row(ns, x, widths):
    layers = []
    for i in range(len(widths) - 1):
        layers += [torch.nn.Linear(widths[i], widths[i + 1]), torch.nn.Tanh()]
    net = torch.nn.Sequential(*layers).to(x.dtype)
    return ns.layer_shapes(net, x)


@probe
def _shapes_of_a_maze(ns, x, channels, device):
    """Children that run in another order than they are defined, one of them with its own."""

    class Maze(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.head = torch.nn.Linear(2 * channels, 3)
            self.body = torch.nn.Sequential(
                torch.nn.Conv2d(channels, 2 * channels, 2), torch.nn.ReLU()
            )
            self.stem = torch.nn.Conv2d(1, channels, 3, stride=2)

        def forward(self, x):
            x = torch.nn.functional.max_pool2d(self.stem(x), 2)
            return self.head(self.body(x).mean((2, 3)))

    shapes = ns.layer_shapes(Maze().to(device), x.to(device))
    return {"shapes": shapes, "order": list(shapes)}


@probe
def _shapes_and_later_runs(ns, x):
    net = torch.nn.Sequential(torch.nn.Linear(x.shape[1], 7), torch.nn.Sigmoid())
    first = ns.layer_shapes(net, x)
    net(torch.cat([x, x]))
    second = ns.layer_shapes(net, x[:1])
    return {"first": first, "second": second}


@probe
def _net_afterwards(ns, x):
    net = torch.nn.Sequential(torch.nn.Linear(x.shape[1], 4), torch.nn.Tanh())
    before = net(x)
    weights = [p.clone() for p in net.parameters()]
    modes = []
    for mode in (True, False):
        net.train(mode)
        ns.layer_shapes(net, x)
        modes.append([part.training for part in net.modules()])
    return {
        "it computes the same": torch.equal(before, net(x)),
        "weights": all(map(torch.equal, weights, net.parameters())),
        "weights still learn": [p.requires_grad for p in net.parameters()],
        "gradients": [p.grad for p in net.parameters()],
        "training": modes,
    }


@check("layer_shapes", weight=2)
def check_shapes_of_a_row(student, reference, rng):
    """For rows of layers, shallow and deep, every output shape is right."""
    for depth, dtype in zip((2, 5), FLOATS, strict=True):
        widths = (2 + torch.randperm(7, generator=rng.generator))[:depth].tolist()
        x = rng.normal(rng.integer(2, 7), widths[0], dtype=dtype)
        agree(student.run(_shapes_of_a_row, x, widths), reference.run(_shapes_of_a_row, x, widths))


@check("layer_shapes", weight=2)
def check_shapes_of_a_maze(student, reference, rng):
    """Parts that run in another order than they were defined, and parts that have parts."""
    question = rng.normal(rng.integer(1, 5), 1, 13, 17), rng.integer(2, 6), "cpu"
    expected = reference.run(_shapes_of_a_maze, *question)
    agree(student.run(_shapes_of_a_maze, *question), expected)


@check("layer_shapes")
def check_shapes_stay(student, reference, rng):
    """What you returned does not change when the net runs again."""
    x = rng.normal(rng.integer(2, 7), rng.integer(2, 6))
    reply = student.run(_shapes_and_later_runs, x)
    agree(reply, reference.run(_shapes_and_later_runs, x))


@check("layer_shapes", needs=[check_shapes_of_a_row])
def check_net_is_left_alone(student, reference, rng):
    """The net computes what it did before, and is in the mode in which it was."""
    x = rng.normal(rng.integer(2, 7), rng.integer(2, 6))
    agree(student.run(_net_afterwards, x), reference.run(_net_afterwards, x))


@check("layer_shapes")
def check_shapes_on_meta(student, reference, rng):
    """On the device meta, which computes shapes alone, the result is the same."""
    question = torch.zeros(rng.integer(2, 7), 1, 13, 17), rng.integer(2, 6), "meta"
    expected = reference.run(_shapes_of_a_maze, *question)
    agree(student.run(_shapes_of_a_maze, *question), expected)


@check("layer_shapes", gpu=True, needs=[check_shapes_of_a_maze, check_shapes_on_meta])
def check_shapes_on_a_gpu(student, reference, rng, gpu):
    """On a GPU the result is the same."""
    question = rng.normal(rng.integer(1, 5), 1, 13, 17), rng.integer(2, 6), gpu
    expected = reference.run(_shapes_of_a_maze, *question)
    agree(student.run(_shapes_of_a_maze, *question), expected)
