"""Prints the lowest versions that the project promises to work with, as constraints for pip."""

import tomllib
from pathlib import Path

PROJECT = tomllib.loads(
    Path(__file__).parents[1].joinpath("pyproject.toml").read_text(encoding="utf-8")
)["project"]

for requirement in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]:
    print(requirement.replace(">=", "=="))
