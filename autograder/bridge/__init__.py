"""The gradebook shown in nbgrader, and what people decide there brought back."""
