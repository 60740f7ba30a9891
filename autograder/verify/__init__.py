"""The course proves itself: what is right earns everything, what is wrong is caught."""
