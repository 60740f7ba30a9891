"""The same grading on many machines, by Dask. It needs ``torchgrade[dask]``, and nothing else does.

Scheduler and workers are trusted processes, as the grader itself is: they send each other pickles
of our own records. What a student wrote is bytes and text in these, and never a pickle.
"""
