"""Python imports this by itself where tests/awake is on its path: `time.sleep` under libfaketime.

Where libfaketime leaves the monotonic clock alone (FAKETIME_DONT_FAKE_MONOTONIC), it corrects the
moment until which `time.sleep` waits by that clock all the same, and Linux refuses it as invalid.
Waiting for nothing, with a time limit, comes to the same.
"""

import os
import select
import time


def _sleep(seconds: float) -> None:
    select.select([], [], [], seconds)


if "FAKETIME" in os.environ:
    time.sleep = _sleep
