"""The review desk: the list of findings, one finding with all that surrounds it, decisions by key, notes, many at once."""
