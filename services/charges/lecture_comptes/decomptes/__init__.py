"""The individual statement: our share of each key, lot by lot."""
