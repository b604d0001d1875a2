"""Tests of the files of ``knowledge/`` against the contract, the article, the domain and one another."""
