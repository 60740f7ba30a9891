"""The fences around student code, one file each."""
