"""From a syndic's file to lines and faults: pure, bytes in, values out. ``classeurs.read_appel`` is the way in."""
