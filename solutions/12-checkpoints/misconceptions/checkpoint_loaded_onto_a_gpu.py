"""You ask for the checkpoint on a GPU, which this machine may not have. Model and optimizer are on
the CPU; that is where to put what they get.
"""

FAILS = (
    "check_load_checkpoint",
    "check_load_checkpoint_from_a_gpu",
    "check_load_checkpoint_refuses_damaged_files",
    "check_load_checkpoint_is_all_or_nothing",
    "check_load_checkpoint_runs_no_code",
    "check_training_after_power_cuts",
    "check_training_is_finished_already",
    "check_training_keeps_a_damaged_file",
)


def load_checkpoint(path, model, optimizer):
    saved = torch.load(path, map_location="cuda", weights_only=True)
    epoch = saved["epoch"]
    copy.deepcopy(model).load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])
    model.load_state_dict(saved["model"])
    return epoch
