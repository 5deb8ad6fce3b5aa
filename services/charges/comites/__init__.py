"""What committees read: the portfolio and one copropriété, on screen, as a workbook and on paper."""
