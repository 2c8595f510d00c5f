"""For all tests: a property is tried on the same examples in every run, so that a run says the same twice.

`pytest --hypothesis-profile=wide` looks further, on examples drawn anew.
"""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("wide", max_examples=20_000, deadline=None)
settings.load_profile("same")
