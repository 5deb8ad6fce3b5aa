"""Minutes whose body is one sheet for each resolution: labels down the first column, what they say beside them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.roles import read_role
from services.votes.lecture.page.tables import Rangee
from services.votes.lecture.pv_lu import COMPTES
from services.votes.lecture.textes import fold

_VOTES = ("majorite", "resultat", "vote", *COMPTES)
_CELLULES_MAX = 4
_NUMERO = re.compile(r"\W*(?:n\s*[°o]\s*)?\d{1,3}(?:[.\-]\d{1,2})*\W*")
_LABEL_MAX = 45


def is_fiche(lignes: Sequence[Ligne]) -> bool:
    """Whether rows that touch one another are labels and values: what is voted, and how, in the first column."""
    rangees = [ligne.rangee for ligne in lignes if ligne.rangee]
    premieres = [r.cellules[0] for r in rangees]
    roles = [read_role(c) for c in premieres]
    deux = sum(2 <= len(r.cellules) <= _CELLULES_MAX for r in rangees)
    return (
        len({role for role in roles if role}) >= 3
        and bool({"objet", "numero"} & set(roles))
        and len({role for role in roles if role in _VOTES}) >= 2
        and deux >= 0.8 * len(rangees)
        and sum(map(bool, roles)) >= 0.6 * len(roles)
        and not any(read_role(c) in COMPTES for r in rangees[:1] for c in r.cellules[1:])
    )


def say_fiche(lignes: Sequence[Ligne]) -> list[Ligne]:
    """Each row as « label : value »; the number and the subject make the heading."""
    return [
        dite
        for ligne in lignes
        if ligne.rangee
        for dite in _say(ligne, ligne.rangee, read_role(ligne.rangee.cellules[0]))
    ]


def _say(ligne: Ligne, rangee: Rangee, role: str) -> list[Ligne]:
    label = " ".join(rangee.cellules[0].lignes).strip(" :")
    valeurs = [" ".join(c.lignes).strip() for c in rangee.cellules[1:]]
    texte = " ".join(valeurs)
    nue = replace(ligne, rangee=None, corps=rangee.cellules[0].corps, pleine=False)
    if not valeurs or len(label) > _LABEL_MAX:
        return [replace(nue, texte=ligne.texte)]
    if role in ("numero", "objet") and _NUMERO.fullmatch(fold(valeurs[0])):
        titre = " ".join(valeurs[1:])
        return [
            replace(nue, texte=f"Résolution n° {valeurs[0]}" + (f" : {titre}" if titre else ""), gras=True, saut=True)
        ]
    if role == "objet":
        return [replace(nue, texte=texte, gras=True, saut=False)]
    return [replace(nue, texte=f"{label} : {texte}", gras=False, saut=True)]
