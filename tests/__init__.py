"""The tests, one module for each module of the packages, with what they share in modules without ``test_``."""
