"""Paying the calls: bank accounts, what stops a payment, batches of transfers at four eyes."""
