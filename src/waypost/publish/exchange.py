"""Putting one directory in another's place, in one step where the system can do that.

Where it can't, two renames do it, and a reader may find no tree for a moment.
A crash between the two leaves the old tree under the name ``previous``;
``recover`` brings it back.

Nothing is forced to the disk before the exchange: that would cost more than all
the rest. After a loss of power new files may be damaged, which the next build
sees, as it compares the bytes that are really there, and repairs.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import sys
from collections.abc import Callable
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2
_RENAMEAT2 = {
    "x86_64": 316,
    "aarch64": 276,
    "riscv64": 276,
    "loongarch64": 276,
    "ppc64le": 357,
    "s390x": 347,
}
"""Numbers of the system call, for C libraries that lack the function, such as musl."""

_RENAMEAT2_TYPES = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)

_CANNOT = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}
"""What says that this system or file system lacks the step; EPERM is how sandboxes say it."""

Swap = Callable[[bytes, bytes], int]
"""Exchanges two paths; gives 0, or another number with ``errno`` set."""


def put_in_place(stage: Path, target: Path, previous: Path) -> None:
    """Put a staged tree where the target is; the old one is then at stage or previous.

    Raises:
        OSError: where the system refuses; target and stage then are as before.
    """
    if not os.path.lexists(target):
        stage.rename(target)
    elif not _exchange(stage, target):
        _rename_twice(stage, target, previous)


def recover(target: Path, previous: Path) -> None:
    """Bring the old tree back, where two renames were cut off after the first."""
    if os.path.lexists(previous) and not os.path.lexists(target):
        previous.rename(target)


def _rename_twice(stage: Path, target: Path, previous: Path) -> None:
    try:
        target.rename(previous)
        stage.rename(target)
    except BaseException:
        recover(target, previous)
        raise


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two directories in one step, or say that it can't be done here."""
    find = _SWAPS.get(sys.platform)
    swap = find(ctypes.CDLL(None, use_errno=True)) if find else None
    if swap is None:
        return False
    if swap(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _linux_swap(library: ctypes.CDLL) -> Swap | None:
    if hasattr(library, "renameat2"):
        renameat2 = library.renameat2
        renameat2.argtypes = _RENAMEAT2_TYPES
        return lambda one, other: int(renameat2(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE))
    number = _RENAMEAT2.get(platform.machine())
    if number is None or sys.maxsize < 2**32:
        return None  # a 32-bit process on a 64-bit machine counts otherwise
    syscall = library.syscall
    syscall.restype = ctypes.c_long
    syscall.argtypes = (ctypes.c_long, *_RENAMEAT2_TYPES)
    return lambda one, other: int(
        syscall(number, _AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE)
    )


def _mac_swap(library: ctypes.CDLL) -> Swap | None:
    if not hasattr(library, "renamex_np"):
        return None
    renamex = library.renamex_np
    renamex.argtypes = (ctypes.c_char_p, ctypes.c_char_p, ctypes.c_uint)
    return lambda one, other: int(renamex(one, other, _RENAME_SWAP))


_SWAPS = {"linux": _linux_swap, "darwin": _mac_swap}
