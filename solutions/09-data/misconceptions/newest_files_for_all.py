"""After a second dataset has been made, the first one shows the data of the second. What belongs
to one object is kept in self, not in the class or in a global name.
"""

FAILS = ("check_two_datasets",)


class TableTextDataset(Dataset):
    def __init__(self, csv_file, txt_file):
        TableTextDataset.table = pd.read_csv(csv_file)
        with open(txt_file, encoding="utf-8") as file:
            TableTextDataset.texts = [line.rstrip("\n") for line in file]
        if len(TableTextDataset.table) != len(TableTextDataset.texts):
            raise ValueError("the lengths differ")

    def __len__(self):
        return len(TableTextDataset.texts)

    def __getitem__(self, index):
        row = torch.tensor(TableTextDataset.table.iloc[index].to_numpy(), dtype=torch.float32)
        return row, TableTextDataset.texts[index]
