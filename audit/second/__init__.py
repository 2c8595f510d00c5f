"""The second reader: a small network that has heard how breaches are told, and answers together with the first.

It is never needed: nothing imports it but who wants both readers' answer, and the first reader's findings do not wait for it.
`weights.npz` is made by `bench/train_second.py`; the words and lowest layers began as those of multilingual-e5-small (MIT licence).
"""

from audit.second.doubts import BATCH, Answer, doubts, doubts_of

__all__ = ["BATCH", "Answer", "doubts", "doubts_of"]
