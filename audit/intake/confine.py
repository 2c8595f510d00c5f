"""Bounds the memory of the process that reads a file: a resource limit on POSIX, a job object on Windows."""

from __future__ import annotations

import subprocess
import sys


def confine(process: subprocess.Popen[bytes], memory_mb: int) -> None:
    """From the parent: on Windows puts the child into a job that ends it when its memory or this process ends."""
    if sys.platform == "win32":
        from audit.intake.confine_windows import put_into_job

        put_into_job(process, memory_mb)


def confine_self(memory_mb: int) -> None:
    """From the child: bounds its address space where the system can (macOS cannot; there only the clock watches)."""
    if sys.platform != "win32":
        import resource

        size = memory_mb * 1_000_000
        for limit, value in ((resource.RLIMIT_AS, size), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0)):
            try:
                resource.setrlimit(limit, (value, value))
            except (OSError, ValueError):
                continue
