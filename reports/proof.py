"""What an export is proved with: the trail, the certificate, and the manifest that tells later whether anything was changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal, Protocol

from audit.model import Lang
from reports.policyfile import policy_toml
from reports.result import AuditResult
from reports.signature import Certificate

FORMAT = "visit-seal/1"
#: Of PDF/A. 3 holds attachments and signatures; 1 is for those who ask for it and for the nearest checker to be had.
Part = Literal[1, 3]


class TrailEntry(Protocol):
    """An entry of the store's trail: `hash` covers all the rest, and `former` is the hash of the entry before it."""

    @property
    def seq(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def who(self) -> str: ...
    @property
    def action(self) -> str: ...
    @property
    def what(self) -> str: ...
    @property
    def project(self) -> int | None: ...
    @property
    def before(self) -> Any: ...
    @property
    def after(self) -> Any: ...
    @property
    def reason(self) -> str: ...
    @property
    def former(self) -> str: ...
    @property
    def hash(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Proof:
    """`trail` is the whole store's; of other projects than `project` only the links of the chain leave it. `vendor` is the agency
    that was named for logs that name none; `checked_at` when the findings were made: decisions taken later did not shape them."""

    certificate: Certificate | None = None
    trail: Sequence[TrailEntry] = ()
    project: int | None = None
    vendor: str = ""
    checked_at: datetime | None = None
    part: Part = 3


def manifest(result: AuditResult, lang: Lang, proof: Proof) -> dict[str, Any]:
    """What was audited, by which program, policy and inputs; digests are added by those who write the files. No clock's time."""
    return {
        "format": FORMAT, "program_version": result.program_version, "lang": lang, "as_of": result.as_of.isoformat(),
        "policy": result.policy.name, "policy_version": result.policy.version,
        "policy_sha256": sha256(policy_toml(result.policy).encode()).hexdigest(), "vendor": proof.vendor,
        "inputs": [{"name": f.name, "sha256": f.sha256, "kind": f.kind, "read": f.failed is None} for f in result.files],
    }  # fmt: skip
