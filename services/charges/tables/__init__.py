"""Tables brought or taken by persons and programs, CSV or workbook, every fault at its cell."""
