"""The first page: projects, what to do today, where to drop files, and the one page of the first start."""
