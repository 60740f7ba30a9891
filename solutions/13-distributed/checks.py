"""Checks of 13-distributed. The docstring of a check is the line a student reads.

The groups of processes are started by the probe, next to the student's functions. What a group
must arrive at is worked out here from the whole batch, in one process and without any group.

A step is asked for its weights, its loss or its gradients, one of them at a time: a mistake in one
of these costs what it is worth and no more. Processes are dear, so a check starts one group.
"""

from itertools import chain, pairwise

import torch

from autograder.checks import agree, check, oracle, probe

FLOATS = (torch.float32, torch.float64)


@probe
def _shards(ns, indices, world):
    return [ns.shard(list(indices), rank, world) for rank in range(world)]


@probe
def _shard(ns, indices, rank, world):
    return ns.shard(indices, rank, world)


@probe
def _in_processes(ns, task, questions):
    # Process number r of as many as there are questions is asked questions[r], all at once.
    # Of what it arrives at, only what the question looks at is told.
    import os
    import signal
    import tempfile
    import time
    import warnings
    from datetime import timedelta

    import torch.distributed as dist

    function = getattr(ns, task)
    world = len(questions)

    def model_of(question):
        model = torch.nn.Sequential()
        for weight, bias in question["layers"]:
            if len(model):
                model.append(torch.nn.Tanh())
            layer = torch.nn.Linear(weight.shape[1], weight.shape[0])
            layer.weight, layer.bias = torch.nn.Parameter(weight), torch.nn.Parameter(bias)
            model.append(layer)
        for parameter, gradient in zip(model.parameters(), question["gradients"], strict=True):
            parameter.grad = gradient
        return model

    def ask(question):
        model = model_of(question)
        if task == "average_gradients":
            function(model)
            found = {}
        else:
            batches = [(x.clone(), y.clone()) for x, y in question["batches"]]
            losses = [function(model, x, y, question["lr"]) for x, y in batches]
            found = {"batches": batches}
            if "losses" in question["look"]:
                # A number or a tensor without dimensions: both will do, in single precision.
                found["losses"] = torch.tensor([float(loss) for loss in losses])
        gradients = [p.grad if p.grad is None else p.grad.detach() for p in model.parameters()]
        weights = [parameter.detach() for parameter in model.parameters()]
        found = {"gradients": gradients, "weights": weights, **found}
        return {name: found[name] for name in question["look"]}

    def join(rank, folder):
        os.environ["GLOO_SOCKET_IFNAME"] = "lo"
        store = dist.FileStore(f"{folder}/store", world)
        patience = timedelta(seconds=10)
        dist.init_process_group("gloo", store=store, rank=rank, world_size=world, timeout=patience)
        # Who left now would break the connections that others still set up.
        os.mkdir(f"{folder}/joined-{rank}")
        wait_for(lambda: len(named(folder, "joined-")) == world, patience.total_seconds())

    def named(folder, start):
        return [name for name in os.listdir(folder) if name.startswith(start)]

    def wait_for(condition, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end and not condition():
            time.sleep(0.002)

    def waited():
        # The seconds in which this process could have run and had no processor.
        try:
            with open("/proc/self/schedstat") as times:
                return int(times.read().split()[1]) / 1e9
        except OSError:
            return 0.0

    def said(rank, folder):
        try:
            join(rank, folder)
        except Exception as error:
            return {"no group": str(error)}
        try:
            return {"answers": [ask(question) for question in questions[rank]]}
        except BaseException as error:
            return {"error": type(error).__name__, "text": str(error)}

    def be_process(rank, folder):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(60)  # ends this process, whatever becomes of the one that started it
        nowhere = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(nowhere, standard)
        words = said(rank, folder)
        words["waited"] = waited()
        torch.save(words, f"{folder}/saving-{rank}")
        os.rename(f"{folder}/saving-{rank}", f"{folder}/said-{rank}")
        # Who leaves breaks off what is still on its way, and wakes who waits in vain.
        if "answers" in words:
            wait_for(lambda: len(named(folder, "said-")) == world, 3)

    def started(rank, folder):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # where there are threads, Python warns of forking
            process = os.fork()
        if process == 0:
            try:
                be_process(rank, folder)
            finally:
                os._exit(0)
        return process

    def heard(rank, folder):
        if not os.path.exists(f"{folder}/said-{rank}"):
            return {"error": "ProcessEnded", "text": f"process {rank} ended without an answer"}
        return torch.load(f"{folder}/said-{rank}", weights_only=True)

    def status_of(process):
        # None while it runs; 0 where the notebook asked not to be told of children.
        try:
            ended, status = os.waitpid(process, os.WNOHANG)
        except ChildProcessError:
            return 0
        return status if ended else None

    def wait_for_all(processes):
        # Where one was killed, others may wait for it without end.
        left = list(processes)
        while left:
            found = {process: status_of(process) for process in left}
            left = [process for process in left if found[process] is None]
            ended = [status for status in found.values() if status is not None]
            if any(os.WIFSIGNALED(s) and os.WTERMSIG(s) == signal.SIGKILL for s in ended):
                for process in left:
                    os.kill(process, signal.SIGKILL)
                    os.waitpid(process, 0)
                raise ChildProcessError("a process of its group was killed")
            time.sleep(0.002)

    if dist.is_initialized():
        raise RuntimeError("the notebook's own process has joined a group and not left it")
    with tempfile.TemporaryDirectory() as folder:
        wait_for_all([started(rank, folder) for rank in range(world)])
        results = [heard(rank, folder) for rank in range(world)]
    for result in results:
        if "no group" in result:
            return result
    failed = [result for result in results if "error" in result]
    # What a process says that was left alone is of no help beside the one that left.
    own = [result for result in failed if "gloo" not in result["text"].lower()]
    if failed and not own and max(result["waited"] for result in failed) > 2:
        return {"no group": "its processes waited for a processor; grade with fewer --jobs"}
    for result in own or failed:
        kind = type(result["error"], (Exception,), {})
        lost = "one process waited for another in vain: do all make the same calls, in one order?"
        raise kind(result["text"] if own else lost)
    return [result["answers"] for result in results]


def _agree_in_processes(student, task, questions, answers, look=("gradients", "weights")):
    """Demand of the student's function what each process must arrive at."""
    looking = [[{**one, "look": look} for one in of_one] for of_one in questions]
    reply = student.run(_in_processes, task, looking)
    expected = [[{name: one[name] for name in look} for one in of_one] for of_one in answers]
    if isinstance(reply.value, dict) and "no group" in reply.value:
        raise RuntimeError(f"no group of processes could be started: {reply.value['no group']}")
    agree(reply, expected)


def _joined(cases):
    """Several cases for one group: for each process its questions, and its answers, in a row."""
    sides = zip(*cases, strict=True)
    return [[list(chain(*of_one)) for of_one in zip(*side, strict=True)] for side in sides]


def _layers(rng, sizes, dtype):
    """A weight and a bias for each layer between two of these sizes."""
    return [
        (rng.normal(outputs, inputs, dtype=dtype), rng.normal(outputs, dtype=dtype))
        for inputs, outputs in pairwise(sizes)
    ]


def _parameters(layers):
    return [parameter for layer in layers for parameter in layer]


# shard


@check("shard", visible=True, weight=0)
def check_shard_of_seven(student, reference):
    """Seven rows and three processes, as in the notebook."""
    rows = list(range(10, 17))
    agree(student.run(_shards, rows, 3), [[10, 13, 16], [11, 14], [12, 15]])


def _dealt(indices, world):
    hands = [[] for _ in range(world)]
    for turn, index in enumerate(indices):
        hands[turn % world].append(index)
    return hands


@check("shard", weight=2)
def check_shard(student, reference, rng):
    """Every index goes to the process whose turn it is, also where they do not divide evenly."""
    for count, world in ((12, 4), (11, 2), (17, 5), (9, 1), (rng.integer(20, 40), 7)):
        indices = (torch.randperm(3 * count, generator=rng.generator)[:count] - count).tolist()
        agree(student.run(_shards, indices, world), _dealt(indices, world))


@check("shard")
def check_shard_with_too_few(student, reference, rng):
    """With fewer indices than processes, some processes get an empty list."""
    for count, world in ((2, 5), (1, 3), (0, 2)):
        # No index is that of the rank whose turn it is, nor any number of rounds beyond it.
        indices = [world * rng.integer(1, 30) + turn + 1 for turn in range(count)]
        agree(student.run(_shards, indices, world), _dealt(indices, world))


@check("shard")
def check_shard_leaves_the_list(student, reference, rng):
    """The list that was given stays as it is."""
    indices = (3 * torch.randperm(50, generator=rng.generator)[:7] + 1).tolist()
    agree(student.run(_shard, indices, 0, 3), _dealt(indices, 3)[0])


# average_gradients


def _gradients_to_average(rng, world, sizes, dtype, without=()):
    """For each process a question with numbers of its own, and what it arrives at."""
    layers = [_layers(rng, sizes, dtype) for _ in range(world)]
    brought = [
        [
            None if number in without else rng.normal(*parameter.shape, dtype=dtype)
            for number, parameter in enumerate(_parameters(own))
        ]
        for own in layers
    ]
    averages = [
        None if number in without else sum(gradients) / world
        for number, gradients in enumerate(zip(*brought, strict=True))
    ]
    questions = [
        [{"layers": own, "gradients": gradients}]
        for own, gradients in zip(layers, brought, strict=True)
    ]
    return questions, [[{"gradients": averages, "weights": _parameters(own)}] for own in layers]


def _check_averages(student, rng, world, dtypes=FLOATS[1:], **options):
    cases = [_gradients_to_average(rng, world, (4, 3, 2), dtype, **options) for dtype in dtypes]
    _agree_in_processes(student, "average_gradients", *_joined(cases))


@check("average_gradients", visible=True, weight=0)
def check_average_of_two(student, reference):
    """Two processes bring [1, 3] and [3, 5] and get [2, 4], as in the notebook."""
    layers = [(torch.ones(1, 2), torch.zeros(1))]
    brought = [[torch.tensor([[1.0, 3.0]]) + 2 * rank, torch.ones(1)] for rank in range(2)]
    questions = [[{"layers": layers, "gradients": gradients}] for gradients in brought]
    answer = {
        "gradients": [torch.tensor([[2.0, 4.0]]), torch.ones(1)],
        "weights": _parameters(layers),
    }
    _agree_in_processes(student, "average_gradients", questions, [[answer]] * 2)


@check("average_gradients", weight=2)
def check_average(student, reference, rng):
    """With two processes every gradient is the average on both, and no parameter has moved."""
    _check_averages(student, rng, 2, FLOATS)


@check("average_gradients")
def check_average_of_three(student, reference, rng):
    """With three processes every gradient is the average on all three."""
    _check_averages(student, rng, 3)


@check("average_gradients", needs=[check_average])
def check_average_of_one(student, reference, rng):
    """A process that is alone keeps its own gradients."""
    questions, answers = _gradients_to_average(rng, 1, (3, 2), torch.float32)
    _agree_in_processes(student, "average_gradients", questions, answers)


@check("average_gradients")
def check_average_without_gradient(student, reference, rng):
    """Where a parameter has no gradient there is none afterwards, and the others are right."""
    _check_averages(student, rng, 2, without=(0, 3))


# train_step


def _output(layers, x):
    for number, (weight, bias) in enumerate(layers):
        x = torch.tanh(x) if number else x
        x = x @ weight.t() + bias
    return x


@oracle
def _trained(layers, batches, lr):
    """What one process arrives at that has all rows of every batch: the formula itself."""
    losses = []
    for x, y in batches:
        leaves = [parameter.clone().requires_grad_() for parameter in _parameters(layers)]
        layers = list(zip(leaves[::2], leaves[1::2], strict=True))
        loss = (_output(layers, x) - y).pow(2).sum() / len(x)
        gradients = torch.autograd.grad(loss, leaves)
        losses.append(loss.detach())
        moved = [leaf.detach() - lr * g for leaf, g in zip(leaves, gradients, strict=True)]
        layers = list(zip(moved[::2], moved[1::2], strict=True))
    return {"losses": torch.stack(losses).float(), "gradients": list(gradients), "weights": moved}


def _batch(rng, rows, sizes, dtype):
    return rng.normal(rows, sizes[0], dtype=dtype), rng.normal(rows, sizes[-1], dtype=dtype)


def _steps(rng, shares, sizes, dtype, steps=1, old=False):
    """For each process a question with its rows of each batch, and what each arrives at.

    ``shares`` holds how many rows of a batch each process has.
    """
    layers = _layers(rng, sizes, dtype)
    batches = [_batch(rng, sum(shares), sizes, dtype) for _ in range(steps)]
    lr = float(rng.uniform(1, low=0.02, high=0.1))
    shared = [list(zip(x.split(shares), y.split(shares), strict=True)) for x, y in batches]
    questions, answers = [], []
    for rank in range(len(shares)):
        own = [parts[rank] for parts in shared]
        before = [rng.normal(*p.shape, dtype=dtype) if old else None for p in _parameters(layers)]
        questions.append([{"layers": layers, "gradients": before, "batches": own, "lr": lr}])
        answers.append([{**_trained(layers, batches, lr), "batches": own}])
    return questions, answers


def _check_steps(student, rng, shares, dtypes=FLOATS[1:], look=("weights", "batches"), **options):
    """``shares`` may hold more than one way to share a batch out; all of them in one group."""
    ways = shares if isinstance(shares[0], list) else [shares]
    cases = [_steps(rng, way, (4, 3, 2), dtype, **options) for way in ways for dtype in dtypes]
    _agree_in_processes(student, "train_step", *_joined(cases), look)


@check("train_step", visible=True, weight=0)
def check_step_of_three_rows(student, reference):
    """Three rows on two processes: rank 0 has [1] and [3], rank 1 has [2]."""
    layers = [(torch.tensor([[1.0]]), torch.tensor([0.0]))]
    xs = torch.tensor([[1.0], [3.0]]), torch.tensor([[2.0]])
    shared = [(x, 2 * x) for x in xs]
    whole = torch.cat(xs)
    question = {"layers": layers, "gradients": [None, None], "lr": 0.25}
    questions = [[{**question, "batches": [own]}] for own in shared]
    right = _trained(layers, [(whole, 2 * whole)], 0.25)
    answers = [[{**right, "batches": [own]}] for own in shared]
    look = "losses", "gradients", "weights", "batches"
    _agree_in_processes(student, "train_step", questions, answers, look)


@check("train_step", weight=2)
def check_step_with_unequal_shards(student, reference, rng):
    """With five rows and two, both processes take the step of one that has all seven."""
    _check_steps(student, rng, [5, 2], FLOATS)


@check("train_step")
def check_step_of_three_processes(student, reference, rng):
    """With one, four and two rows, three processes take the step of one that has all seven."""
    _check_steps(student, rng, [1, 4, 2])


@check("train_step")
def check_step_with_an_empty_shard(student, reference, rng):
    """A process without rows takes the same step as the one that has them all."""
    _check_steps(student, rng, [0, 5])


@check("train_step")
def check_step_forgets_old_gradients(student, reference, rng):
    """Afterwards .grad holds the gradient of the loss, and nothing of what was there before."""
    _check_steps(student, rng, [4, 4], old=True, look=("gradients",))


@check("train_step", weight=2)
def check_steps_in_a_row(student, reference, rng):
    """Three steps with three rows each: both processes end where one with all six would end."""
    _check_steps(student, rng, [3, 3], steps=3)


@check("train_step")
def check_step_returns_the_loss(student, reference, rng):
    """Both processes return the loss of all rows before the step, also where one has no rows."""
    _check_steps(student, rng, [[5, 2], [0, 3]], look=("losses",))


@check("train_step")
def check_step_of_one_process(student, reference, rng):
    """A process that is alone takes the step of its own rows."""
    _check_steps(student, rng, [6])
