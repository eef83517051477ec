"""What the chapters share: claims, comparisons, searches, and the pytest plugin."""
