"""The rows under a header: what each one is, and its lines or its faults."""
