"""The report formats: one a file, each offering its `RENDERER`."""
