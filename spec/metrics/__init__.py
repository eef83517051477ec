"""The metrics by which generators are compared, one chapter for each."""
