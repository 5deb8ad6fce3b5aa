"""The majorities as pages name them, and the flag when the syndic's agenda names another one."""

import re

LIBELLES = {
    "24": "Art. 24",
    "25": "Art. 25",
    "26": "Art. 26",
    "unanimite": "Unanimité",
    "aucun": "Sans vote",
    "a_determiner": "À déterminer",
    "meme_majorite_que_la_depense": "Comme la dépense",
    "meme_majorite_que_la_decision_visee": "Comme la décision visée",
}
EXPLICATIONS = {
    "24": "Majorité des voix exprimées des présents, représentés et votants par correspondance (loi art. 24).",
    "25": "Majorité des voix de tous les copropriétaires (loi art. 25) ; passerelle 25-1 dès un tiers des voix.",
    "26": "Majorité des membres, réunissant au moins deux tiers des voix de tous (loi art. 26).",
    "unanimite": "Toutes les voix de tous les copropriétaires.",
    "aucun": "Point d’information : l’assemblée ne vote pas (décret art. 13).",
    "a_determiner": "L’intitulé ne suffit pas : lisez le projet de résolution.",
    "meme_majorite_que_la_depense": "La même majorité que la dépense à laquelle elle s’attache.",
    "meme_majorite_que_la_decision_visee": "La même majorité que la décision sur laquelle elle revient.",
}
FERMES = frozenset({"24", "25", "26", "unanimite"})
"""Our articles that can contradict a printed one; the others wait for something else to be known."""


def differs(ours: str, printed: str | None) -> bool:
    """Whether the printed article contradicts ours; a bridge (25-1, 26-1) or a letter (25 f) belongs to its article."""
    if printed is None or ours not in FERMES:
        return False
    family = re.match(r"\s*(?:art(?:icle|\.)?\s*)?(2[456])(?!\d)", printed, re.IGNORECASE)
    if family:
        return family[1] != ours
    return printed.strip().casefold().startswith("unanim") and ours != "unanimite"


def name_article(article: str) -> str:
    """« Art. 24 », « Unanimité », as pages print it."""
    return LIBELLES.get(article, article)
