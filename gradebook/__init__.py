"""The course's append-only record: who handed in what, how it was judged, what a person changed.

Importing this package imports nothing else. Start at ``gradebook.store.Gradebook``; the records it
takes and gives are in ``gradebook.records``.
"""
