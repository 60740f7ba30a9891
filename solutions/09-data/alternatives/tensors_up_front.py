"""Everything becomes one tensor, or one pandas object, at the start."""

from collections import defaultdict


class TableTextDataset(torch.utils.data.Dataset):
    def __init__(self, csv_file, txt_file):
        super().__init__()
        frame = pd.read_csv(csv_file, dtype="float32")
        self.rows = torch.from_numpy(frame.values.copy())
        self.texts = tuple(Path(txt_file).read_text().splitlines())
        if self.rows.size(0) - len(self.texts):
            raise ValueError

    def __len__(self):
        return self.rows.size(0)

    def __getitem__(self, index):
        return self.rows[index].clone(), self.texts[index]


def make_loader(dataset, batch_size, shuffle, generator, num_workers=0):
    options = {"batch_size": batch_size, "num_workers": num_workers, "drop_last": False}
    options |= {"shuffle": True, "generator": generator} if shuffle else {}
    return torch.utils.data.DataLoader(dataset, **options)


def split(dataset, held_out, generator):
    held = torch.zeros(len(dataset), dtype=torch.bool)
    held[torch.randperm(len(dataset), generator=generator)[:held_out]] = True
    parts = [held.logical_not().nonzero().flatten().tolist(), held.nonzero().flatten().tolist()]
    return tuple(torch.utils.data.Subset(dataset, part) for part in parts)


def class_balance(loader):
    counts = defaultdict(int)
    for batch in loader:
        _, texts = batch
        for text in texts:
            counts[text] += 1
    return counts


def column_means(loader):
    return torch.cat([rows for rows, _ in loader], dim=0).mean(0)
