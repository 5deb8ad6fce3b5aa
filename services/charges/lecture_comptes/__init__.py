"""Reading a syndic's yearly accounts, from bytes to lines, annexes, shares and gaps. Nothing is written."""
