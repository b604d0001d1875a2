"""Tests of the pure core, and the proofs of its decision table."""
