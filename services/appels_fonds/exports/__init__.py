"""What leaves for another program: the FEC and the layouts of accounting software, numbered and kept."""
