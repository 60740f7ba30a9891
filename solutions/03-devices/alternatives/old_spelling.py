"""The spelling of the first years: Variable, new, type_as, view."""

from torch.autograd import Variable


def pick_device(prefer=None):
    if prefer is None:
        prefer = "cuda" if torch.cuda.is_available() else "cpu"
    if isinstance(prefer, torch.device):
        prefer = prefer.type if prefer.index is None else prefer.type + ":" + str(prefer.index)
    if prefer[:4] == "cuda":
        number = int(prefer[5:] or 0)
        if not torch.cuda.is_available() or number >= torch.cuda.device_count():
            prefer = "cpu"
    return torch.device(prefer)


def move(x, device):
    if str(x.device) == str(device):
        return x
    return x.type(x.dtype).to(device)


def zscore(x):
    mean = torch.mean(x, 0, True).expand_as(x)
    spread = torch.std(x, 0, True)
    spread = spread.masked_fill(spread.eq(0), 1).expand_as(x)
    return x.clone().sub_(mean).div_(spread)


def with_bias(x):
    ones = Variable(torch.ones(x.size(0)).type_as(x)).view(-1, 1).to(x.device)
    return torch.cat((x, ones), 1)


def same_everywhere(f, x, device=None):
    x = Variable(x)
    if device is None:
        device = pick_device()
    a, b = f(x).data.cpu().view(-1), f(x.to(device)).data.cpu().view(-1)
    return (a - b).abs().max(0)[0].item()
