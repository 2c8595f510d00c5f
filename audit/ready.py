"""Loads what every process of a crew needs, when it is imported: by the process that the others are forked from."""

from __future__ import annotations

import gc
from datetime import date

from audit.casebook import Casebook
from audit.crew import give_way, load_all
from audit.policy import load

give_way()
gc.disable()
load_all(Casebook((), policy=load("cn-default"), as_of=date(2026, 1, 1)))
gc.freeze()
