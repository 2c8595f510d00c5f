"""The page of what a person sets for themselves."""
