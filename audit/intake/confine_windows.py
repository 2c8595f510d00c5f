"""A Windows job object around the process that reads a file: bounds its memory and ends it with this process."""

from __future__ import annotations

import ctypes
import subprocess
import sys

_PROCESS_MEMORY, _KILL_ON_CLOSE, _ACTIVE_PROCESSES = 0x100, 0x2000, 0x8
_EXTENDED = 9  # JobObjectExtendedLimitInformation


class _Basic(ctypes.Structure):
    _fields_ = (
        ("process_time", ctypes.c_int64), ("job_time", ctypes.c_int64), ("flags", ctypes.c_uint32),
        ("least_set", ctypes.c_size_t), ("most_set", ctypes.c_size_t), ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t), ("priority", ctypes.c_uint32), ("scheduling", ctypes.c_uint32),
    )  # fmt: skip


class _Extended(ctypes.Structure):
    _fields_ = (
        ("basic", _Basic), ("io", ctypes.c_uint64 * 6), ("process_memory", ctypes.c_size_t), ("job_memory", ctypes.c_size_t),
        ("peak_process", ctypes.c_size_t), ("peak_job", ctypes.c_size_t),
    )  # fmt: skip


def put_into_job(process: subprocess.Popen[bytes], memory_mb: int) -> None:
    """Without it (an old system, a job that forbids jobs) the clock still watches."""
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = ctypes.c_void_p
        kernel.CreateJobObjectW.argtypes = (ctypes.c_void_p, ctypes.c_wchar_p)
        kernel.SetInformationJobObject.argtypes = (ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_uint32)
        kernel.AssignProcessToJobObject.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
        job = kernel.CreateJobObjectW(None, None)
        if not job:
            return
        limits = _Extended()
        limits.basic.flags = _PROCESS_MEMORY | _KILL_ON_CLOSE | _ACTIVE_PROCESSES
        limits.basic.processes = 2  # a virtual environment's python.exe starts the real one
        limits.process_memory = memory_mb * 1_000_000
        kernel.SetInformationJobObject(job, _EXTENDED, ctypes.byref(limits), ctypes.sizeof(limits))
        kernel.AssignProcessToJobObject(job, int(process._handle))  # type: ignore[attr-defined]
        process.job = _Job(kernel, job)  # type: ignore[attr-defined]


class _Job:
    """Closes the job's handle, and so ends what runs in it, when the process object goes."""

    def __init__(self, kernel: object, handle: int):
        self.kernel, self.handle = kernel, handle

    def __del__(self) -> None:
        self.kernel.CloseHandle(ctypes.c_void_p(self.handle))  # type: ignore[attr-defined]
