"""What a page costs, at the size of the demo and far beyond: `make bench`, or `python -m tests.bench --help`."""
