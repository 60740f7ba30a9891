# %% [markdown]
# # A convolutional network: LeNet
#
# A photograph of a 7 is still a 7 when you move it two pixels to the left. A linear layer does
# not know that: it learns every place anew. A **convolution** looks for a small pattern
# *everywhere* with the same few weights.
#
# In this notebook you
#
# * slide a pattern over an image by hand,
# * work out how large the result is,
# * build LeNet, the network that read handwritten digits in the 1990s,
# * and look inside while it runs.

# %% [markdown]
# ## How it is graded
#
# The grader runs this whole notebook from the top, also past cells that fail. Then it calls
# your functions as they are *after the last cell*, with numbers that you have not seen.
#
# * Keep the names and arguments of the functions and of the class, and do not give such a name
#   to anything else further down.
# * Add cells as you like, for trying things out. A loop that never ends is stopped; a call
#   that ends Python itself, such as `os._exit`, ends everything.
# * Everything here takes milliseconds. A check that runs for ten seconds is stopped.
# * Results stay on the device of the input. The grader also tries the device `meta`, where
#   tensors have a shape but no numbers: it shows whether your code would run on a GPU. So make
#   new tensors where the others are, and let PyTorch do the sums; `.item()` and NumPy have
#   nothing to work with there.
# * The small tests below each task are for you. Passing them is a good sign, not a mark.

# %%
import matplotlib.pyplot as plt
import torch
import torch.nn as nn
import torch.nn.functional as F

# %% [markdown]
# ## 1. Slide and compare
#
# Take a small table of weights, the **kernel**. Lay it on the top left corner of the image.
# Multiply each weight by the pixel under it and add everything up: one number. Move one pixel
# to the right and do it again. At the end of the row, go one row down.
#
#     image              kernel      result
#     1  2  0
#     0  1  3     and    1  0   ->    2   5
#     4  0  1            0  1         0   2
#
# The number at the top left: 1·1 + 2·0 + 0·0 + 1·1 = 2. To its right:
# 2·1 + 0·0 + 1·0 + 3·1 = 5.
#
# A slice of a tensor is the window you need:

# %%
image = torch.tensor([[1.0, 2.0, 0.0], [0.0, 1.0, 3.0], [4.0, 0.0, 1.0]])
print(image[0:2, 0:2])
print(image[0:2, 1:3])

# %% [markdown]
# The kernel must lie on the image with all its entries. So the result is smaller than the
# image. An image of 3 rows has room for a kernel of 2 rows in 2 places.
#
# **The trap.** In mathematics a *convolution* turns the kernel upside down and left to right
# before it slides. `nn.Conv2d` does **not** turn it. The exact name for what it does is
# **cross-correlation**. The network learns its weights, so it does not mind; you should.
#
# ### Task: `cross_correlate`


# %% task="cross_correlate"
def cross_correlate(image, kernel):
    """Slide ``kernel`` over ``image``, step by step, without turning it.

    Entry (i, j) of the result is the sum of ``kernel[a, b] * image[i + a, j + b]`` over all
    entries (a, b) of the kernel.

    Args:
        image: float tensor, height × width, on any device, ``meta`` too.
        kernel: float tensor of the dtype and on the device of ``image``, rows × columns. It
            need not be square. It has at least one entry and is at most as large as the image,
            in both directions.

    Returns:
        Tensor of the dtype and on the device of ``image``, (height − rows + 1) ×
        (width − columns + 1). The inputs stay as they are.
    """
    ### BEGIN SOLUTION
    windows = image.unfold(0, kernel.shape[0], 1).unfold(1, kernel.shape[1], 1)
    return (windows * kernel).sum((2, 3))
    ### END SOLUTION


# %% tests="cross_correlate"
image = torch.tensor([[1.0, 2.0, 0.0], [0.0, 1.0, 3.0], [4.0, 0.0, 1.0]])
kernel = torch.tensor([[1.0, 0.0], [0.0, 1.0]])
assert torch.equal(cross_correlate(image, kernel), torch.tensor([[2.0, 5.0], [0.0, 2.0]]))
kernel = torch.tensor([[1.0, -1.0, 0.0]])  # one row, three columns
result = cross_correlate(image, kernel)
assert result.shape == (3, 1), "one row of weights fits in three places downwards, one across"
assert torch.equal(result, torch.tensor([[-1.0], [-1.0], [4.0]]))
far = cross_correlate(image.to("meta"), kernel.to("meta"))
assert (far.shape, far.device.type) == ((3, 1), "meta")

# %% [markdown]
# ### What is it good for?
#
# A kernel is a question. `[[-1, 0, 1]]` asks: *is it brighter on the right than on the left?*
# Here is a drawn 7 on its way through one layer with two such kernels. **ReLU** keeps the
# places where the answer is yes. **Pooling** keeps the strongest answer of each 2 × 2 square:
# half the size, and less fuss about the exact place.

# %%
seven = torch.zeros(1, 1, 32, 32)
seven[..., 7:10, 8:24] = 1
for row in range(10, 26):
    right = 24 - (row - 9) // 2
    seven[..., row, right - 3 : right] = 1

edges = torch.tensor([[-1.0, 0.0, 1.0]] * 3)
answers = F.conv2d(seven, torch.stack([edges, edges.t()])[:, None])
alive = F.relu(answers)
pooled = F.max_pool2d(alive, 2)

figure, axes = plt.subplots(2, 4, figsize=(9, 4.6), layout="constrained")
for row, question in enumerate(("brighter to the right?", "brighter below?")):
    steps = seven[0, 0], answers[0, row], alive[0, row], pooled[0, row]
    titles = "image", question, "after ReLU", "after pooling"
    for axis, picture, title in zip(axes[row], steps, titles, strict=True):
        axis.imshow(picture.numpy(), cmap="gray", vmin=-3, vmax=3)
        axis.set_title(f"{title}\n{picture.shape[0]}×{picture.shape[1]}", fontsize=9)
        axis.axis("off")
plt.show()

# %% [markdown]
# Each answer is an image again, a **feature map**. A layer with six kernels makes six of them.
#
# ## 2. How large is the result?
#
# The number of places where the kernel fits, along one side. Two settings change it:
#
# * **stride**: move so many pixels at a time, instead of one;
# * **padding**: lay a frame of so many zeros around the image first, *on both sides*.
#
# Picture a side of 7 pixels, a kernel of 3, stride 2:
#
#     . . . . . . .
#     k k k               place 1
#         k k k           place 2
#             k k k       place 3
#
# Three places. With 8 pixels it is still three: the last pixel is left over, and a kernel that
# only half fits does not count. Pooling follows the same rule: a 2 × 2 pool moves by 2.
#
# ### Task: `output_size`


# %% task="output_size"
def output_size(size, kernel, stride=1, padding=0):
    """How many places a kernel has along one side of an image.

    Args:
        size: pixels along this side, an int.
        kernel: the kernel's entries along this side, an int of at least 1. It fits at least
            once: ``kernel <= size + 2 * padding``.
        stride: how far it moves each time, an int of at least 1.
        padding: how many zeros are put before the first pixel, and as many again after the
            last, an int of at least 0.

    Returns:
        The number of places, a Python int.
    """
    ### BEGIN SOLUTION
    return (size + 2 * padding - kernel) // stride + 1
    ### END SOLUTION


# %% tests="output_size"
assert output_size(3, 2) == 2
assert output_size(7, 3, stride=2) == 3
assert output_size(8, 3, stride=2) == 3
assert output_size(32, 5) == 28
assert type(output_size(8, 3, stride=2)) is int

# %% [markdown]
# ## 3. From a block to a row
#
# A batch of images has four dimensions: **N × C × H × W**, which is images × channels × height
# × width. (A grey image has one channel, and six feature maps are six channels.) A linear
# layer wants two dimensions: N × features.
#
# So between the two kinds of layers each image is laid out as one long row. The N images stay
# N images.

# %%
block = torch.arange(24).reshape(2, 3, 2, 2)
print(block.flatten(1))
print(block.flatten(0).shape, "<- one row for all: the images are lost")

# %% [markdown]
# **The trap.** The first dimension is the batch. It is no feature. A network that counts it in
# works for one batch size and breaks on the next; with a `view` of the wrong shape it may even
# run on and mix the pixels of different images, without an error.
#
# ### Task: `num_flat_features`


# %% task="num_flat_features"
def num_flat_features(x):
    """How many numbers belong to one sample of a batch.

    Args:
        x: tensor of any dtype, on any device (``meta`` as well), samples × anything: one
            dimension or more, at least one sample.

    Returns:
        The product of all sizes but the first, a Python int. It is 1 where there is only the
        first dimension.
    """
    ### BEGIN SOLUTION
    return x.shape[1:].numel()
    ### END SOLUTION


# %% tests="num_flat_features"
assert num_flat_features(torch.zeros(2, 16, 5, 5)) == 400
assert num_flat_features(torch.zeros(8, 3)) == 3
assert type(num_flat_features(torch.zeros(8, 3))) is int

# %% [markdown]
# ## 4. LeNet
#
# Now the whole network. It reads images of 32 × 32 pixels with one channel, and answers with
# ten numbers for each: one **score** for every digit.
#
#                 conv1    pool     conv2    pool     flat    fc1     fc2    fc3
#     1×32×32 ──> 6×28×28 ─> 6×14×14 ─> 16×10×10 ─> 16×5×5 ─> 400 ──> 120 ──> 84 ──> 10
#                 ReLU              ReLU                      ReLU    ReLU
#
# Check the sizes with your `output_size`: 32 − 5 + 1 = 28, half of it is 14, and so on.
#
# * `conv1` and `conv2` have kernels of 5 × 5, stride 1, no padding.
# * Each convolution is followed by **ReLU** and by **max pooling** over 2 × 2.
# * `fc1` and `fc2` (fully connected) are linear layers followed by ReLU.
# * `fc3` is the last layer. Nothing follows it.
#
# How many weights does it learn?
#
# | layer | weights | biases | together |
# | --- | --- | --- | --- |
# | `conv1` | 6 · 1 · 5 · 5 | 6 | 156 |
# | `conv2` | 16 · 6 · 5 · 5 | 16 | 2 416 |
# | `fc1` | 120 · 400 | 120 | 48 120 |
# | `fc2` | 84 · 120 | 84 | 10 164 |
# | `fc3` | 10 · 84 | 10 | 850 |
# | all | | | **61 706** |
#
# Four of five weights sit in `fc1`. The convolutions, which do most of the seeing, are cheap.
#
# A smaller example of the kind, with one convolution:


# %%
class Small(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 3, 5)  # channels in, channels out, size of the kernel
        self.last = nn.Linear(3 * 14 * 14, 2)  # numbers in, numbers out

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv(x)), 2)
        return self.last(x.flatten(1))


small = Small()
print(small(torch.randn(4, 1, 32, 32)).shape)
for name, weights in small.state_dict().items():
    print(name, tuple(weights.shape))

# %% [markdown]
# The names in the `state_dict` come from the names of the attributes. Weights saved by one
# program fit into another only where the names agree. So in this task they are fixed.
#
# **Two traps.**
#
# * *No softmax at the end.* The usual loss, `F.cross_entropy`, wants the raw scores and does
#   its own softmax. Twice is once too often: the network still learns, slowly and badly, and
#   no error tells you.
# * *Any number of images.* The batch may hold 1 image or 100. Never write the number down.
#
# ### Task: `Net`


# %% task="Net"
class Net(nn.Module):
    """LeNet: two convolutions and three linear layers.

    ``Net()`` takes no arguments. It has 61,706 parameters, all of which learn, and its
    ``state_dict()`` has just these entries from the start:

        conv1.weight (6, 1, 5, 5)     conv1.bias (6,)
        conv2.weight (16, 6, 5, 5)    conv2.bias (16,)
        fc1.weight (120, 400)         fc1.bias (120,)
        fc2.weight (84, 120)          fc2.bias (84,)
        fc3.weight (10, 84)           fc3.bias (10,)

    They are used as ``nn.Conv2d`` and ``nn.Linear`` use them. Layers without weights may be
    modules or functions, as you like. In train and in eval mode it computes the same.
    """

    def __init__(self):
        super().__init__()
        ### BEGIN SOLUTION
        self.conv1 = nn.Conv2d(1, 6, 5)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 84)
        self.fc3 = nn.Linear(84, 10)
        ### END SOLUTION

    def forward(self, x):
        """The scores of a batch of images.

        Args:
            x: float tensor, N × 1 × 32 × 32, with N at least 1, of the dtype and on the
                device of the weights (after ``net.double()`` that is float64). It stays as
                it is.

        Returns:
            Tensor N × 10 of raw scores, of that dtype and on that device. A backward pass
            from it reaches all weights, and ``x``.
        """
        ### BEGIN SOLUTION
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.relu(self.fc1(x.flatten(1)))
        x = F.relu(self.fc2(x))
        return self.fc3(x)
        ### END SOLUTION


# %% tests="Net"
net = Net()
assert sum(p.numel() for p in net.parameters()) == 61_706
assert net.state_dict()["conv2.weight"].shape == (16, 6, 5, 5)
assert net(torch.randn(1, 1, 32, 32)).shape == (1, 10)
assert net(torch.randn(7, 1, 32, 32)).shape == (7, 10)
sums = net(torch.randn(7, 1, 32, 32)).sum(1)
assert not torch.allclose(sums, torch.ones(7)), "these are shares of 1, not raw scores"

# %% [markdown]
# ## 5. Looking inside
#
# When shapes do not fit, you want to know the shape after *every* layer. You could fill
# `forward` with prints. There is a better way: a **forward hook** is a function that PyTorch
# calls each time a module has run. It is given the module, its inputs and its output.

# %%
layer = nn.Linear(3, 2)


def tell(module, inputs, output):
    print("it made", tuple(output.shape))


handle = layer.register_forward_hook(tell)
layer(torch.zeros(5, 3))
handle.remove()
layer(torch.zeros(6, 3))
print("(silence: the hook has gone)")

# %% [markdown]
# `net.named_children()` gives the name and the module of each direct part of a net.
#
# **Three traps.**
#
# * Take your hooks off again. One that stays on is called in every later run as well.
# * A hook that *returns* something replaces the output of the layer! A `lambda` always returns.
# * Functions made in a loop share the loop's variable. When they run, long after the loop, all
#   see its *last* value. Bind it while you are in the loop, as an argument's default:
#
# | in a loop over `"conv1"`, `"fc1"` | what the two functions say later |
# | --- | --- |
# | `lambda: name` | `fc1`, `fc1` |
# | `lambda name=name: name` | `conv1`, `fc1` |
#
# One more thing. The device `meta` computes **shapes and nothing else**: no numbers, no memory.
# A network on it still shows all its shapes. Your function can do that for free, as long as
# it makes no tensors of its own.

# %%
huge = nn.Linear(100_000, 50_000, device="meta")  # 20 gigabytes anywhere else
print(huge(torch.empty(3, 100_000, device="meta")).shape)

# %% [markdown]
# ### Task: `layer_shapes`
#
# Hooks are one way. Any way that finds the shapes counts. For your `Net` and two images it
# gives `{'conv1': (2, 6, 28, 28), 'conv2': (2, 16, 10, 10), 'fc1': (2, 120), …}`.


# %% task="layer_shapes"
def layer_shapes(net, x):
    """The shape of what every direct part of a network makes of ``x``.

    Args:
        net: any ``nn.Module``, not only ``Net``. When it runs on ``x``, each of its direct
            children runs once, and makes one tensor. Children may run in another order than
            they were defined in, and may have children of their own.
        x: a batch that ``net`` accepts, of its dtype and on its device (``meta`` as well).

    Returns:
        Dict from the name of each direct child to the shape of its output, a tuple of ints
        (a ``torch.Size`` is one), batch dimension included. The entries are in the order in
        which the children *ran*. The net is left as it was: parameters, gradients, train or
        eval mode. Later runs of the net change nothing in the dict.
    """
    ### BEGIN SOLUTION
    shapes, hooks = {}, []
    for name, child in net.named_children():

        def note(module, inputs, output, name=name):
            shapes[name] = tuple(output.shape)

        hooks.append(child.register_forward_hook(note))
    net(x)
    for hook in hooks:
        hook.remove()
    return shapes
    ### END SOLUTION


# %% tests="layer_shapes"
tiny = nn.Sequential(nn.Linear(3, 5), nn.ReLU(), nn.Linear(5, 2))
shapes = layer_shapes(tiny, torch.zeros(4, 3))
assert shapes == {"0": (4, 5), "1": (4, 5), "2": (4, 2)}
tiny(torch.zeros(9, 3))
assert shapes["2"] == (4, 2), "a later run has changed the dict: is a hook still there?"

# %% [markdown]
# ## What to take home
#
# * A convolution asks the same small question everywhere. It does not turn its kernel.
# * The size of a result is a count: in how many places does the kernel fit?
# * Flatten each image, never the batch.
# * Scores leave the network raw; the loss does the softmax.
# * Hooks let you look inside. Take them off when you go.
