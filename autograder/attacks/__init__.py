"""Attacks on the sandbox, published: what a notebook may try, and proof that it gets nowhere."""
