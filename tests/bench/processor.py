"""CPU time of processes beside this one."""

import os
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")  # per second


def cpu_seconds(pid: int) -> float:
    """What this process and its children used, user and system together, children that ended included."""
    return _of_ended_children(pid) + sum(_of_process(member) for member in [pid, *_children(pid)])


def _children(pid: int) -> list[int]:
    """Their threads aside, which the clock of a process covers."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _of_process(pid: int) -> float:
    """By the clock that clock_getcpuclockid(3) gives: it counts nanoseconds, where /proc/PID/stat counts ticks of 10 ms."""
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:  # it just ended
        return 0.0


def _of_ended_children(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[13]) + int(fields[14])) / TICKS
