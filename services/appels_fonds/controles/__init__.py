"""The controls of an analysed call: pure rules on its lines and what we know, alike for preview and integration."""
