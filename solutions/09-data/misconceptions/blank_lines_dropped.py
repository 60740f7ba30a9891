"""A text file with blank lines is refused, or its texts move up. A blank line is a text as well:
an empty one.
"""

FAILS = ("check_dataset_keeps_the_text",)


class TableTextDataset(Dataset):
    def __init__(self, csv_file, txt_file):
        self.table = pd.read_csv(csv_file)
        with open(txt_file, encoding="utf-8") as file:
            self.texts = [line.rstrip("\n") for line in file if line.strip()]
        if len(self.table) != len(self.texts):
            raise ValueError("the lengths differ")

    def __len__(self):
        return len(self.texts)

    def __getitem__(self, index):
        row = torch.tensor(self.table.iloc[index].to_numpy(), dtype=torch.float32)
        return row, self.texts[index]
