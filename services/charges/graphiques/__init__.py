"""The pictures of charges as geometry: pure, in whole pixels, drawn alike by a page (SVG) and by a PDF (typst)."""
