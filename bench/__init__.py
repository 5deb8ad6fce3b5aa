"""Measures: ratios taken within one run, never in the tests."""
