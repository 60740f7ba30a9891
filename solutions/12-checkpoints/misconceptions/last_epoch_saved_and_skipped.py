"""Your training goes on where it was. But the number in your file is that of the last epoch done,
and the task says how it is counted: who else reads the file takes it for something else.
"""

FAILS = ("check_training_in_one_go",)


def train_or_resume(path, model, optimizer, train_epoch, epochs):
    first = load_checkpoint(path, model, optimizer) + 1 if os.path.exists(path) else 0
    for epoch in range(first, epochs):
        train_epoch(model, optimizer, epoch)
        save_checkpoint(path, model, optimizer, epoch)
