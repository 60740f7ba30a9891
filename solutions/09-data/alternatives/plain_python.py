"""Plain Python: the csv module, hand-made samplers, and loops over single numbers."""

import csv


class TableTextDataset:
    def __init__(self, csv_file, txt_file):
        with open(csv_file, newline="") as file:
            lines = list(csv.reader(file))[1:]
        self.rows = [[float(cell) for cell in line] for line in lines]
        with open(txt_file) as file:
            content = file.read()
        if content.endswith("\n"):
            content = content[:-1]
        self.texts = content.split("\n")
        assert len(self.rows) == len(self.texts)

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, index):
        return torch.FloatTensor(self.rows[index]), self.texts[index]


class Order:
    """A sampler: a shuffled deck of numbers for each epoch."""

    def __init__(self, count, generator):
        self.count, self.generator = count, generator

    def __len__(self):
        return self.count

    def __iter__(self):
        deck = list(range(self.count))
        for last in range(self.count - 1, 0, -1):
            other = torch.randint(last + 1, (1,), generator=self.generator).item()
            deck[last], deck[other] = deck[other], deck[last]
        return iter(deck)


def make_loader(dataset, batch_size, shuffle, generator, num_workers=0):
    sampler = Order(len(dataset), generator) if shuffle else range(len(dataset))
    return DataLoader(dataset, batch_size, sampler=sampler, num_workers=num_workers)


def split(dataset, held_out, generator):
    training, test = [dataset[k] for k in range(len(dataset))], []
    while len(test) < held_out:
        test.append(training.pop(torch.randint(len(training), (1,), generator=generator).item()))
    return [training, test]


def class_balance(loader):
    everything = []
    for batch in loader:
        everything.extend(batch[1])
    return {text: everything.count(text) for text in everything}


def column_means(loader):
    rows = [row for batch in loader for row in batch[0]]
    means = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    return torch.stack(means)
