"""The launcher `slurm`."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from scic.compiler.catalogue.component import Launch
from scic.compiler.catalogue.settings import Count


class Slurm(Launch):
    """Slurm: a job script for a cluster.

    The job takes itself up again when it is requeued, from the last checkpoint.

    Example:
        experiment iris { launch: slurm(gpus: 1, hours: 4, partition: "gpu") }
    """

    section: ClassVar = "3"

    gpus: Count = Field(1, description="GPUs of one node")
    cores: Count = Field(8, description="processor cores")
    hours: Count = Field(4, description="longest time, in hours")
    partition: str = Field("", pattern=r"^[\w.-]*$", description="the partition; the cluster's default when empty")
