"""Lazy: files are read when an item is asked for; batches come from a BatchSampler."""

import linecache

from torch.utils.data import BatchSampler, RandomSampler, SequentialSampler, SubsetRandomSampler


class TableTextDataset(Dataset):
    def __init__(self, csv_file, txt_file):
        self.csv_file, self.txt_file = str(csv_file), str(txt_file)
        with open(csv_file) as rows, open(txt_file) as texts:
            self.count, others = sum(1 for _ in rows) - 1, sum(1 for _ in texts)
        if self.count != others:
            raise ValueError("not the same number of lines")

    def __len__(self):
        return self.count

    def __getitem__(self, index):
        if index >= self.count or index < -self.count:
            raise IndexError("no such item")
        if index < 0:
            index = self.count + index
        linecache.checkcache()
        cells = linecache.getline(self.csv_file, index + 2).split(",")
        text = linecache.getline(self.txt_file, index + 1)
        row = torch.zeros(len(cells))
        for k, cell in enumerate(cells):
            row[k] = float(cell)
        return (row, text.removesuffix("\n"))


def make_loader(dataset, batch_size, shuffle, generator, num_workers=0):
    samplers = {
        True: RandomSampler(dataset, generator=generator),
        False: SequentialSampler(dataset),
    }
    sampler = samplers[shuffle]
    batches = BatchSampler(sampler, batch_size, drop_last=False)
    return DataLoader(
        dataset, batch_sampler=batches, num_workers=num_workers, persistent_workers=num_workers > 0
    )


def split(dataset, held_out, generator):
    order = list(SubsetRandomSampler(range(len(dataset)), generator=generator))
    test = torch.utils.data.Subset(dataset, sorted(order[:held_out]))
    training = torch.utils.data.Subset(dataset, sorted(order[held_out:]))
    return training, test


def class_balance(loader):
    from collections import Counter

    return sum((Counter(texts) for _, texts in loader), Counter())


def column_means(loader):
    mean, seen = None, 0
    for rows, _ in loader:
        for row in rows:
            seen += 1
            mean = row.clone() if mean is None else mean + (row - mean) / seen
    return mean
