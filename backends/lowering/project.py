"""The part of a project that all backends share: numbers, data, scores, commands, tests, papers."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from scic.backends.lowering.config import ConfigTree, Group
from scic.backends.lowering.data import DataFile, data_file
from scic.backends.lowering.modules import carried, closure, emitted_name
from scic.backends.lowering.requirements import requirements
from scic.backends.lowering.scaffolds import environment
from scic.backends.lowering.wire import Import, imported, module_of
from scic.compiler.ir import Experiment
from scic.compiler.resolve.components import inside

FRAMEWORKS = {"pytorch": "PyTorch", "keras": "Keras"}


@dataclass
class Project:
    """Collects the files of a project: scaffolds that are filled, and raw modules that are carried along."""

    experiment: Experiment
    home: Path
    backend: str
    modules: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)

    @cached_property
    def data(self) -> DataFile:
        """What `data.py` says."""
        return data_file(self.experiment)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The numbers, by block."""
        return ConfigTree(self.experiment, self._relocated()).groups()

    @property
    def package(self) -> str:
        """The name of the project's package."""
        return self.experiment.name

    def use(self, module: str, name: str) -> Import:
        """Carry a raw module along and import a name from it."""
        self.modules.append(module)
        return imported(module, name)

    def fill(self, path: str, scaffold: str, imports: Iterable[Import] = (), **context: Any) -> None:
        """Fill a scaffold into a file."""
        template = environment(self.backend).get_template(scaffold)
        self.files[path] = template.render(
            experiment=self.experiment,
            package=self.package,
            framework=FRAMEWORKS[self.backend],
            engine=self.engine,
            family=self.family,
            example=self.example,
            imports=sorted(set(imports), key=lambda i: (i.file, i.name)),
            **context,
        )

    @property
    def engine(self) -> str:
        """What computes: PyTorch itself, or what Keras runs on."""
        return "torch" if self.backend == "pytorch" else self.experiment.settings.engine

    @property
    def example(self) -> str:
        """A number that a reader may want to change, as the command line has it."""
        return {"records": f"{self.experiment.stages[0].name}.epochs 5", "episodes": "seed 5"}[self.family]

    @property
    def family(self) -> str:
        """The loop that the experiment's methods are made for."""
        return self.experiment.stages[0].component.family

    def carry(self) -> None:
        """Copy the raw modules, with all that they import."""
        for module in closure(dict.fromkeys(self.modules), self.engine):
            path = f"{self.package}/{emitted_name(module)}.py"
            if path in self.files:
                raise FileExistsError(f"two parts of the project would be {path}, one of them {module}")
            self.files[path] = carried(module, self.engine)

    def fill_numbers(self) -> None:
        """Fill the spec, the package and the numbers."""
        experiment = self.experiment
        self.files["experiment.sci"] = experiment.text
        self.fill(f"{self.package}/__init__.py", "package.py.jinja")
        written = experiment.places.get(("seed",))
        self.fill(
            f"{self.package}/config.py",
            "config.py.jinja",
            groups=self.groups,
            classes=[inner for group in self.groups for inner in group.walk()],
            seed=experiment.settings.seed,
            seed_line=f" (spec line {experiment.line(written)})" if written else "",
        )

    def fill_parts(self) -> None:
        """Fill the numbers, the data and the scores."""
        self.fill_numbers()
        self.modules += [*self.data.modules, "scic.backends.shared.runs"]
        context = {key: value for key, value in vars(self.data).items() if key not in ("imports", "modules")}
        self.fill(f"{self.package}/data.py", "data.py.jinja", self.data.imports, **context)
        self._scores()

    def _scores(self) -> None:
        scores = []
        for task in self.experiment.tasks:
            module = module_of(task.component, "shared")
            self.modules.append(module)
            scores.append({"task": task.name, "module": emitted_name(module), "key": task.key})
        self.fill(f"{self.package}/scores.py", "scores.py.jinja", scores=scores)

    def finish(self) -> dict[str, str]:
        """Carry the modules, write down what they need, and give all files."""
        self.carry()
        components = [part for block in self.experiment.blocks() for _, part in inside(block.component)]
        components += [part for _, part in inside(self.experiment.settings)]
        runtime, tests = requirements(self.files, self.package, components, self.backend, self.engine)
        description = " ".join(self.experiment.settings.question.split()) or f"The experiment {self.package}"
        self.fill("pyproject.toml", "pyproject.toml.jinja", runtime=runtime, tests=tests, description=description)
        self.fill(".gitignore", "gitignore.jinja")
        return self.files

    def _relocated(self) -> dict[tuple[str, tuple[str | int, ...]], str]:
        """Paths of the spec, as they read from the project's folder."""
        folder = self.experiment.spec.parent.resolve()
        return {
            (block.name, _way(setting)): Path(os.path.relpath(folder / path, self.home.resolve())).as_posix()
            for block in self.experiment.blocks()
            for setting, path in block.component.paths().items()
        }


def _way(setting: str) -> tuple[str, ...]:
    """The way to the setting that holds a path: `path`, or `fields.image` for the pattern of a field."""
    steps = tuple(setting.split(".", 1))
    return (*steps, "pattern") if steps[0] == "fields" else steps
