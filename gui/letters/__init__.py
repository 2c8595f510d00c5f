"""Letters of correction: one an agency, from its draft to what was put right."""
