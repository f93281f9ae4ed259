"""The numbers: those of several processes are added up, and what can be looked up is."""

import subprocess
import sys
from pathlib import Path

from bot.metrics import exposition
from bot.ports import QueueDepth

TWO_PROCESSES = """
import os, sys
from bot.config import share_metrics
share_metrics(sys.argv[1])
from bot.metrics import EdgeMetrics, QueueMetrics
child = os.fork()
queue = QueueMetrics()
queue.acked(0.002)
queue.queued(0.1)
queue.turn(0.004, "failed" if child else "decided")
queue.sent(0.2, "delivered")
queue.dead("reply")
EdgeMetrics().acked(0.003, 200)
if child:
    os.waitpid(child, 0)
"""


def test_numbers_of_several_processes_are_added_up(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", TWO_PROCESSES, str(tmp_path)], check=True)
    lines = exposition(str(tmp_path), None).decode().splitlines()
    for line in (
        'promptcoach_turns_total{outcome="failed"} 1.0',
        'promptcoach_turns_total{outcome="decided"} 1.0',
        'promptcoach_sends_total{outcome="delivered"} 2.0',
        'promptcoach_given_up_total{kind="reply"} 2.0',
        'promptcoach_ack_seconds_count{status="200"} 2.0',
        'promptcoach_put_seconds_bucket{le="0.0025"} 2.0',
        'promptcoach_queue_seconds_bucket{le="0.05"} 0.0',
        "promptcoach_turn_seconds_count 2.0",
    ):
        assert line in lines


def test_the_queue_is_shown_as_it_is_now(tmp_path: Path) -> None:
    lines = exposition(str(tmp_path), QueueDepth(requests=1, replies=2, dead=3, workers=4)).decode().splitlines()
    assert [line for line in lines if not line.startswith("#")] == [
        "promptcoach_store_up 1.0",
        "promptcoach_queue_depth 1.0",
        "promptcoach_outbox_depth 2.0",
        "promptcoach_dead_letters 3.0",
        "promptcoach_workers 4.0",
    ]


def test_of_a_queue_that_cannot_be_asked_nothing_is_claimed(tmp_path: Path) -> None:
    lines = exposition(str(tmp_path), None).decode().splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["promptcoach_store_up 0.0"]
