"""Running the rules over the project: which, how far, and what came of it against the run before."""
