"""Forecasts of charges: by poste, with reasons and a band learnt from past errors; provisions, accruals."""
