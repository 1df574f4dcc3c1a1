"""A cluster of several nodes on this machine, of which one is killed in mid-work."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from g60translate.batch import cutting, feeding
from g60translate.batch.outcome import Outcome
from g60translate.batch.task import Join, Setup
from g60translate.errors import EngineError
from tests.batch.kills import write_sources
from tests.batch.runs import SHARED, Silent, endings, left_behind, run_batch

ray = pytest.importorskip("ray", reason="Ray is not installed: pip install 'g60translate[cluster]'")
from ray.cluster_utils import Cluster as Machines  # noqa: E402

from g60translate.batch.crew.cluster import Cluster  # noqa: E402

# Its own threads and sockets are not ours to close.
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def nodes() -> Iterator[Any]:
    """A head without processors, and two nodes of one each."""
    machines = Machines(initialize_head=True, head_node_args={"num_cpus": 0})
    machines.add_node(num_cpus=1)
    machines.add_node(num_cpus=1)
    ray.init(address=machines.address, log_to_driver=False, logging_level="ERROR")
    yield machines
    ray.shutdown()
    machines.shutdown()


class _Killer(Silent):
    """Kills a node with its actors when the third file has ended."""

    def __init__(self, machines: Any) -> None:
        self.machines, self.ended_files, self.killed = machines, 0, False

    def ended(self, outcome: Outcome) -> None:
        self.ended_files += 1
        if self.ended_files == 3:
            node = next(iter(self.machines.worker_nodes))
            (raylet,) = node.all_processes["raylet"]
            os.kill(raylet.process.pid, signal.SIGKILL)
            self.killed = True


def test_a_node_that_dies_in_mid_work_changes_nothing_of_the_result(
    tmp_path: Path, nodes: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeding, "SMALL", 1000)
    monkeypatch.setattr(cutting, "CHARACTERS", 400)
    source = write_sources(tmp_path / "source", small=6)
    run_batch(tmp_path / "local", source)
    killer = _Killer(nodes)

    def crew(setup: Setup) -> Cluster:
        return Cluster(setup, address="auto", count=2)

    outcomes, tasks = run_batch(tmp_path / "cluster", source, crew=crew, told=killer)
    assert killer.killed
    assert list(endings(outcomes).values()).count("failed") == 1
    assert left_behind(tmp_path / "cluster") == left_behind(tmp_path / "local")
    assert any(isinstance(task, Join) for task in tasks)


def test_a_cluster_that_is_not_there_is_told() -> None:
    with pytest.raises(EngineError, match="There is no Ray cluster at"):
        Cluster(SHARED, address="127.0.0.1:1", count=1)
