"""In this repository, pytest knows claims, checks them on all cores, and can test itself."""

pytest_plugins = ["spec.machinery.plugin", "spec.machinery.plugin.parallel", "pytester"]
