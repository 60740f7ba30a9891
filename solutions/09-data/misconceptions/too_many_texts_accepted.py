"""You notice when there are too few texts, but not when there are too many."""

FAILS = ("check_dataset_compares_lengths",)


class TableTextDataset(Dataset):
    def __init__(self, csv_file, txt_file):
        self.table = pd.read_csv(csv_file)
        with open(txt_file, encoding="utf-8") as file:
            self.texts = [line.rstrip("\n") for line in file]
        if len(self.table) > len(self.texts):
            raise ValueError("the lengths differ")

    def __len__(self):
        return len(self.texts)

    def __getitem__(self, index):
        row = torch.tensor(self.table.iloc[index].to_numpy(), dtype=torch.float32)
        return row, self.texts[index]
