"""One loader for each kind of file; a new file here is a new kind."""
