"""The spelling of old pages: .data, the file format before 1.6, pickle by hand."""

import pickle
from collections import OrderedDict


def save_model(path, model):
    torch.save(model, path, _use_new_zipfile_serialization=False)


def load_model(path):
    model = torch.load(path, map_location=lambda s, _: s, pickle_module=pickle, weights_only=False)
    model.eval()
    model(torch.zeros(2, model[0].in_features, dtype=model[0].weight.dtype))
    return model


def save_weights(path, model):
    weights = OrderedDict((name, tensor.data) for name, tensor in model.state_dict().items())
    torch.save(weights, path, _use_new_zipfile_serialization=False)


def load_weights(path, model):
    weights = torch.load(path, map_location="cpu", weights_only=True)
    own = model.state_dict()
    assert sorted(weights) == sorted(own)
    assert all(weights[name].size() == own[name].size() for name in own)
    for name in own:
        own[name].data.copy_(weights[name])


def snapshot(model):
    best = OrderedDict()
    for name, tensor in model.state_dict().items():
        best[name] = torch.empty_like(tensor.data).copy_(tensor.data)
    return best


def save_checkpoint(path, model, optimizer, epoch):
    checkpoint = OrderedDict(model=model.state_dict())
    checkpoint.update(optimizer=optimizer.state_dict(), epoch=epoch)
    torch.save(checkpoint, path, _use_new_zipfile_serialization=False)


def load_checkpoint(path, model, optimizer):
    checkpoint = torch.load(path, map_location="cpu", weights_only=True)
    spare = pickle.loads(pickle.dumps(model))
    spare.load_state_dict(checkpoint["model"])
    spare_optimizer = copy.deepcopy(optimizer)
    spare_optimizer.load_state_dict(checkpoint["optimizer"])
    finished = checkpoint["epoch"]
    model.load_state_dict(spare.state_dict())
    optimizer.load_state_dict(spare_optimizer.state_dict())
    return finished


def train_or_resume(path, model, optimizer, train_epoch, epochs):
    finished = 0
    if os.path.isfile(str(path)):
        finished = load_checkpoint(str(path), model, optimizer)
    if finished >= epochs:
        return
    train_epoch(model, optimizer, finished)
    save_checkpoint(path, model, optimizer, finished + 1)
    train_or_resume(path, model, optimizer, train_epoch, epochs)
