"""The claims of the toy."""
