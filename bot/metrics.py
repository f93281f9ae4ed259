"""Numbers for Prometheus, of the web process and of its workers together.

Every process counts in a file of its own in one folder, and whoever is asked adds the files up (the multiprocess mode
of the Prometheus client, see `share_metrics`): a worker's numbers stay when it is replaced. What can be looked up, such
as the depth of the queue, isn't counted: the queue is asked when the metrics are.
"""

from collections.abc import Iterator
from functools import cache

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from bot.ports import QueueDepth

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_ACK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
_LONG = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
"""Upper bounds in seconds."""


def _histogram(name: str, meaning: str, bounds: tuple[float, ...], *labels: str) -> Histogram:
    return Histogram(f"promptcoach_{name}", meaning, labels, buckets=bounds, registry=None)


def _counter(name: str, meaning: str, *labels: str) -> Counter:
    return Counter(f"promptcoach_{name}", meaning, labels, registry=None)


class QueueMetrics:
    """A `Watch` that counts."""

    def __init__(self) -> None:
        self._put = _histogram("put_seconds", "Of keeping the requests that came together", _ACK)
        self._queued = _histogram("queue_seconds", "From the queue to a worker", _LONG)
        self._turns = _counter("turns", "Turns, by how they ended", "outcome")
        self._turn = _histogram("turn_seconds", "Of one turn", _LONG)
        self._sends = _counter("sends", "Attempts to deliver a reply, by how they ended", "outcome")
        self._send = _histogram("send_seconds", "Of one attempt to deliver a reply", _LONG)
        self._dead = _counter("given_up", "Requests and replies that became dead letters", "kind")

    def acked(self, seconds: float) -> None:
        """Requests that came together were kept, or recognised as repetitions."""
        self._put.observe(seconds)

    def queued(self, seconds: float) -> None:
        """A request was taken for the first time."""
        self._queued.observe(seconds)

    def turn(self, seconds: float, outcome: str) -> None:
        """A turn has ended."""
        self._turns.labels(outcome).inc()
        self._turn.observe(seconds)

    def sent(self, seconds: float, outcome: str) -> None:
        """An attempt to deliver has ended."""
        self._sends.labels(outcome).inc()
        self._send.observe(seconds)

    def dead(self, kind: str) -> None:
        """Something was given up."""
        self._dead.labels(kind).inc()


class EdgeMetrics:
    """Counts what a platform is answered."""

    def __init__(self) -> None:
        ack = _histogram("ack_seconds", "From a platform's request to the answer, by HTTP status", _ACK, "status")
        self._by_status = cache(lambda status: ack.labels(str(status)))

    def acked(self, seconds: float, status: int) -> None:
        """A platform's request was answered."""
        self._by_status(status).observe(seconds)


def exposition(folder: str, depth: QueueDepth | None) -> bytes:
    """Everything in Prometheus' text format; `depth` is None where the queue can't be asked."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=folder)  # type: ignore[no-untyped-call]
    registry.register(_Depth(depth))
    return generate_latest(registry)


class _Depth(Collector):
    def __init__(self, depth: QueueDepth | None) -> None:
        self._depth = depth

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield _gauge("store_up", "Whether the queue's store answers", int(self._depth is not None))
        if self._depth:
            yield _gauge("queue_depth", "Requests that wait for their turn", self._depth.requests)
            yield _gauge("outbox_depth", "Replies that wait to be delivered", self._depth.replies)
            yield _gauge("dead_letters", "Requests and replies that were given up and are kept", self._depth.dead)
            yield _gauge("workers", "Workers that are alive", self._depth.workers)


def _gauge(name: str, meaning: str, value: int) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"promptcoach_{name}", meaning, value)
