"""The trail: who did what, when, from what to what and why; and whether anybody changed it."""
