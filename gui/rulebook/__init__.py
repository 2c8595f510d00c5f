"""The rulebook: every rule with its basis, limits, words and record; a bank's own pack; and what a change would do before it counts."""
