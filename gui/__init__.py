"""The window: shows what the core found and asks; decides nothing."""
