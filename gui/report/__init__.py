"""The report: how it is to be, its very pages before it is written, the way out, and whether a file is still as it was."""
