"""Maps the fixed top-level folders to the import name `scic`; everything else stands in pyproject.toml."""

from setuptools import find_namespace_packages, setup

FOLDERS = ("grammar", "compiler", "backends")
found = find_namespace_packages(include=[pattern for name in FOLDERS for pattern in (name, f"{name}.*")])

setup(
    packages=[f"scic.{package}" for package in found],
    package_dir={f"scic.{package}": package.replace(".", "/") for package in found},
    package_data={"": ["*.lark", "*.jinja", "*.json", "*.sci", "*.txt", "py.typed"]},
)
