"""Send: from the consignes of an assembly to a signed paper that reached its syndic, with its proof."""
