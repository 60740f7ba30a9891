"""After a break the last finished epoch is trained once more. The file says which epoch you were
in; how many were finished by then?
"""

FAILS = (
    "check_training_in_one_go",
    "check_training_after_power_cuts",
)


def train_or_resume(path, model, optimizer, train_epoch, epochs):
    finished = load_checkpoint(path, model, optimizer) if os.path.exists(path) else 0
    for epoch in range(finished, epochs):
        train_epoch(model, optimizer, epoch)
        save_checkpoint(path, model, optimizer, epoch)
