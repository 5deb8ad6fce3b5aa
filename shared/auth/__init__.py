"""Signing in, staying signed in, and speaking to another service in somebody's name."""
