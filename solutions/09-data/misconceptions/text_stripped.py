"""Your texts have lost the spaces at their ends. The newline must go, and nothing else; strip()
without an argument takes away more.
"""

FAILS = ("check_dataset_keeps_the_text",)


class TableTextDataset(Dataset):
    def __init__(self, csv_file, txt_file):
        self.table = pd.read_csv(csv_file)
        with open(txt_file, encoding="utf-8") as file:
            self.texts = [line.strip() for line in file]
        if len(self.table) != len(self.texts):
            raise ValueError("the lengths differ")

    def __len__(self):
        return len(self.texts)

    def __getitem__(self, index):
        row = torch.tensor(self.table.iloc[index].to_numpy(), dtype=torch.float32)
        return row, self.texts[index]
