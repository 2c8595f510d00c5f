"""Review and sign-off: what must be done, open notes, the two signatures, and what was changed after them."""
