"""Votes: assemblées générales, resolutions, routing to the competent employee, consignes."""
