"""The objectives that people train with, one chapter for each proposal."""
