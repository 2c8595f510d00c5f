"""The dashboard: rates by agency, rule, person and month, where and when, against the period before; every number opens its rows."""
