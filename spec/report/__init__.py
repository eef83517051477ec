"""The page to look at: what came of a run, in one file that needs nothing else.

It has no script and fetches nothing; it is dark or light as the reader's screen is, and prints.
"""

from spec.report.page import page

__all__ = ["page"]
