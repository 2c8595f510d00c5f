"""The shared reading of a free-text account: who did what to whom, denied or not, happened or only meant, where and when.

Rules ask the reading; none matches text by itself.
"""

from audit.account.actors import COLLECTING, OWING, THIRD, Actor, Cast, Place, Status
from audit.account.clock import Moment
from audit.account.describe import describe
from audit.account.reading import Clause, Mention, Person, Reading, read
from audit.account.words import vocabulary

__all__ = [
    "COLLECTING", "OWING", "THIRD", "Actor", "Cast", "Clause", "Mention", "Moment", "Person", "Place", "Reading", "Status", "describe",
    "read", "vocabulary",
]  # fmt: skip
