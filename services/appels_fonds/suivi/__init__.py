"""The follow-up of calls: what is expected, what is late, what the syndics say we owe, and the cash to come."""
