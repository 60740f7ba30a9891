"""Your length is the number of columns. How many rows are there?"""

FAILS = ("check_dataset_of_the_notebook", "check_dataset_items")


class TableTextDataset(Dataset):
    def __init__(self, csv_file, txt_file):
        self.table = pd.read_csv(csv_file)
        with open(txt_file, encoding="utf-8") as file:
            self.texts = [line.rstrip("\n") for line in file]
        if len(self.table) != len(self.texts):
            raise ValueError("the lengths differ")

    def __len__(self):
        return self.table.shape[1]

    def __getitem__(self, index):
        row = torch.tensor(self.table.iloc[index].to_numpy(), dtype=torch.float32)
        return row, self.texts[index]
