"""What two positions say where the text of two addresses does not decide."""

from __future__ import annotations

from audit.values.address.answer import Verdict
from audit.values.distance import Place, metres, readings

NEAR = 150.0  # metres: a building and its yard, with the usual error of a phone
FAR = 1000.0


def settle(visit: Place, filed: Place, near: float = NEAR, far: float = FAR) -> Verdict:
    """Same if they lie together whichever of WGS-84, GCJ-02 and BD-09 both are written in, different if they lie apart under
    every pair of systems, else review. Within a building positions tell nothing.
    """
    together = max(metres(p, q) for p, q in zip(readings(visit), readings(filed), strict=False))
    least = min(metres(p, q) for p in readings(visit) for q in readings(filed))
    if least > far:
        return Verdict.DIFFERENT
    return Verdict.SAME if together <= near else Verdict.REVIEW
