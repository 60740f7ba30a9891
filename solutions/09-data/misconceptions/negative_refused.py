"""dataset[-1] is the last item, as with a list. You refuse all negative numbers."""

FAILS = ("check_dataset_from_the_end",)


class TableTextDataset(Dataset):
    def __init__(self, csv_file, txt_file):
        self.table = pd.read_csv(csv_file)
        with open(txt_file, encoding="utf-8") as file:
            self.texts = [line.rstrip("\n") for line in file]
        if len(self.table) != len(self.texts):
            raise ValueError("the lengths differ")

    def __len__(self):
        return len(self.texts)

    def __getitem__(self, index):
        if not 0 <= index < len(self):
            raise IndexError(f"there is no item {index}")
        row = torch.tensor(self.table.iloc[index].to_numpy(), dtype=torch.float32)
        return row, self.texts[index]
