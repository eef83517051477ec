"""The page to look at, and what has changed between two runs.

The page is one file that needs nothing else: it has no script and fetches nothing; it is dark or
light as the reader's screen is, and prints.
"""
