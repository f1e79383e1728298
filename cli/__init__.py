"""The two commands, `analyze` and `docpanel`."""
