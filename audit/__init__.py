"""What is true about visits: values, accounts, rules, intake and store. Knows no window and no PDF."""

__version__ = "0.1.0"
