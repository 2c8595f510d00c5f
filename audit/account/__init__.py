"""The shared reading of a free-text account: who did what to whom, denied or not, happened or only meant, where and when.

Rules ask the reading; none matches text by itself.
"""

from audit.account.reading import Actor, Cast, Clause, Mention, Reading, Status, read

__all__ = ["Actor", "Cast", "Clause", "Mention", "Reading", "Status", "read"]
