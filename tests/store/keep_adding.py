"""A child process that adds synthetic coverage to a record and says how far it is: `keep_adding.py RECORD NUMBER`.

It ends when its standard input does, so that it can be killed, however late the kill comes.
"""

from __future__ import annotations

import sys
import time

from onrecord.store import write
from onrecord.store.record import Record
from tests.store.build import make_many

with Record(sys.argv[1]) as record:
    run_id = write.start_run(record.db, "test")
    for done, _ in enumerate(write.save_all(record.db, make_many(int(sys.argv[2])), run_id, group=3)):
        sys.stdout.write(f"{done}\n")
        sys.stdout.flush()
        time.sleep(0.001)  # so that there is time to be killed in
sys.stdin.read()
