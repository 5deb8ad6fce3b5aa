"""Leases over our lots, their provisions and the readings of their meters, brought by workbook."""
