"""The compositions behind the demo pictures, one module per family."""
