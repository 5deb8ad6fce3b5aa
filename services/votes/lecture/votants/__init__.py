"""Owners named by minutes: lists parted into names, and the recapitulation after the last resolution."""
