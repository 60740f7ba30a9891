"""A row has one dimension, one number for each column. Yours has two: it is a table with a
single row. If it comes from iloc, look at the brackets.
"""

FAILS = (
    "check_dataset_of_the_notebook",
    "check_dataset_items",
    "check_dataset_with_years_for_names",
    "check_dataset_of_whole_numbers",
    "check_dataset_of_one",
    "check_dataset_keeps_the_text",
    "check_dataset_without_a_last_newline",
    "check_dataset_from_the_end",
)


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
        row = torch.tensor(self.table.iloc[[index]].to_numpy(), dtype=torch.float32)
        return row, self.texts[index]
