"""All visits of the project in a table with the manners of Excel; sorting and filtering happen in the store."""
