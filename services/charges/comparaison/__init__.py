"""What it costs, here and elsewhere: indicators by scope, peers of each building, published benchmarks, syndics."""
