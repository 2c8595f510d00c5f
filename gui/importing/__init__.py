"""The import in five steps: files, tables, columns, health, confirm; each with what the same parser makes of it."""
