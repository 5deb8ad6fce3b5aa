"""From the bytes of a PDF to its lines, in reading order: words, drawn tables, margins, rows said as lines."""
