"""NumPy: arrays read at once, orders from argsort, counts from unique."""

import numpy as np


class TableTextDataset(Dataset):
    def __init__(self, csv_file, txt_file):
        numbers = np.loadtxt(csv_file, delimiter=",", skiprows=1, ndmin=2, dtype=np.float32)
        with open(txt_file, encoding="utf8") as file:
            lines = file.readlines()
        if numbers.shape[0] != len(lines):
            raise RuntimeError("these files do not belong together")
        self.rows = torch.from_numpy(numbers)
        self.lines = lines

    def __len__(self):
        return self.rows.shape[0]

    def __getitem__(self, index):
        return self.rows[index], self.lines[index].replace("\n", "")


class Keys(torch.utils.data.Sampler):
    """Orders by sorting random keys."""

    def __init__(self, dataset, generator):
        self.dataset, self.generator = dataset, generator

    def __len__(self):
        return len(self.dataset)

    def __iter__(self):
        keys = torch.rand(len(self.dataset), generator=self.generator, dtype=torch.float64)
        yield from np.argsort(keys.numpy())


def make_loader(dataset, batch_size, shuffle, generator, num_workers=0):
    order = Keys(dataset, generator) if shuffle else None
    return DataLoader(dataset, batch_size=batch_size, sampler=order, num_workers=num_workers)


def split(dataset, held_out, generator):
    keys = torch.rand(len(dataset), generator=generator, dtype=torch.float64).numpy()
    order = np.argsort(keys)
    subset = torch.utils.data.Subset
    return subset(dataset, order[held_out:]), subset(dataset, order[:held_out])


def class_balance(loader):
    texts = np.array([text for _, batch in loader for text in batch], dtype=object)
    names, counts = np.unique(texts, return_counts=True)
    return {str(name): int(count) for name, count in zip(names, counts, strict=True)}


def column_means(loader):
    rows = np.concatenate([rows.numpy() for rows, _ in loader])
    return torch.as_tensor(rows.mean(axis=0))
