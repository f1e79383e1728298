"""The HTML report: one file that holds its own style, script and text, and asks no network for anything."""
