"""The pytest plugin: collects the chapters, hands each claim its implementation, reports."""

pytest_plugins = [
    "spec.machinery.plugin.encoding",
    "spec.machinery.plugin.subject",
    "spec.machinery.plugin.running",
    "spec.machinery.plugin.collecting",
    "spec.machinery.plugin.selection",
    "spec.machinery.plugin.known_failures",
    "spec.machinery.plugin.shards",
    "spec.machinery.plugin.rounds",
    "spec.machinery.plugin.merging",
    "spec.machinery.plugin.crashes",
    "spec.machinery.plugin.workers",
    "spec.machinery.plugin.records",
    "spec.machinery.plugin.reporting",
    "spec.machinery.plugin.files",
    "spec.machinery.plugin.page",
    "spec.machinery.plugin.errors",
]
