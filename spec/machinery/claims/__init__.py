"""What a claim is, and how one is tried, without pytest."""
