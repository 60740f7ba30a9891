"""Your length is one too large. The first line of the table is not data, so it does not count."""

FAILS = ("check_dataset_of_the_notebook", "check_dataset_items")


class TableTextDataset(Dataset):
    def __init__(self, csv_file, txt_file):
        with open(csv_file, encoding="utf-8") as file:
            self.lines = file.read().splitlines()
        with open(txt_file, encoding="utf-8") as file:
            self.texts = [line.rstrip("\n") for line in file]
        if len(self.lines) - 1 != len(self.texts):
            raise ValueError("the lengths differ")

    def __len__(self):
        return len(self.lines)

    def __getitem__(self, index):
        text = self.texts[index]
        row = self.lines[index % len(self.texts) + 1]
        return torch.tensor([float(cell) for cell in row.split(",")]), text
