"""Workbooks: opening safely whatever was sent, reading its cells with their addresses, and writing ours.

``open_classeur`` (ouverture) is the only way in; ``FichierRefuse`` (refus) the only way out when the file is bad.
"""
