"""What a student uses before handing in: visible checks on functions of one's own, unfenced."""
