"""The syndic's yearly accounts once read: received, attached to our patrimoine, checked, approved."""
