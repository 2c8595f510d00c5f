"""The store: one door to the database. `nouns` and `where` are light; only `store` loads SQLAlchemy."""
