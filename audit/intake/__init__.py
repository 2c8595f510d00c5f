"""Intake: any agency's spreadsheet becomes nouns; workbook.py yields cells."""
