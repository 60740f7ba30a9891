"""Your first row is missing, and all rows have moved up by one. Only one line of the table is not
data, and a reader may take it for the header by itself. Do you skip one as well?
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
    "check_dataset_has_an_end",
    "check_dataset_compares_lengths",
)


class TableTextDataset(Dataset):
    def __init__(self, csv_file, txt_file):
        self.table = pd.read_csv(csv_file, skiprows=1)
        with open(txt_file, encoding="utf-8") as file:
            self.texts = [line.rstrip("\n") for line in file]

    def __len__(self):
        return len(self.texts)

    def __getitem__(self, index):
        row = torch.tensor(self.table.iloc[index].to_numpy(), dtype=torch.float32)
        return row, self.texts[index]
