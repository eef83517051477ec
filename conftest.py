"""In this repository, pytest knows claims, and checks them on all cores."""

pytest_plugins = ["spec.machinery.plugin", "spec.machinery.parallel"]
