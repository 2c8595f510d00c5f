"""Sampling: which visits are looked at by hand, drawn so that anybody draws the same, and what they say of the whole."""
