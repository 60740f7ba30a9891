"""Submissions whose code is alike, as leads for a teacher. Code is read as text, and never run.

``code`` takes a student's own code out of a notebook, ``prints`` makes it comparable, ``leads``
ranks pairs. How two texts are compared is copydetect's: winnowing, as in MOSS (S. Schleimer,
D. Wilkerson, A. Aiken, Winnowing: local algorithms for document fingerprinting, SIGMOD 2003).
"""
