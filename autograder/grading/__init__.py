"""From files that students handed in to attempts that the gradebook records."""
