"""The columns of tantièmes of a statement: those of our lot, and the total of the key over which they are counted."""

import re
from collections.abc import Sequence

from services.charges.lecture_comptes.colonnes.genres import EnTete
from services.charges.lecture_comptes.colonnes.roles import Role
from shared.excel.cellules import Rangee
from shared.excel.contenus import list_corps, observe_colonne
from shared.excel.mots import normalise

_TOTAUX = frozenset(("total", "totaux", "sur", "sur total", "sur un total de", "pour", "general", "cle", "base"))
"""What the total of the tantièmes is called right beside them."""
_TOTAL_DE = re.compile(r"^(?:total|totaux|nombre total) (?:de |des |d )?(\w+?)s?$")
"""``Total des parts``: what a key counts, and a lot too."""
_NOTRE = r"(?:(?:vos|votre|nos|notre|nombre de|nb de|nb) )?{}s?(?: (?:du|de ce|de votre) lot)?"


def settle_unites(entete: EnTete) -> None:
    """``Vos parts`` beside ``Total des parts`` are the tantièmes of our lot, where another column is our share."""
    bases = entete.roles.get(Role.BASE, [])
    dite = _TOTAL_DE.match(normalise(entete.textes[bases[0]])) if len(bases) == 1 else None
    if dite is None or Role.TANTIEMES in entete.roles:
        return
    motif = re.compile(_NOTRE.format(re.escape(dite[1])))
    siennes = [place for place, texte in entete.textes.items() if motif.fullmatch(normalise(texte))]
    parts = [place for place in entete.roles.get(Role.PART, []) if place not in siennes]
    if len(siennes) != 1 or not parts or siennes[0] not in {*entete.inconnues, *entete.roles[Role.PART]}:
        return
    entete.roles[Role.PART] = parts
    entete.roles[Role.TANTIEMES] = siennes


def settle_base(entete: EnTete) -> None:
    """``Total``, ``Sur`` right after the tantièmes is their total, neither an amount nor a key."""
    for place in entete.roles.get(Role.TANTIEMES, [])[:1]:
        voisin = place + 1
        if Role.BASE in entete.roles or normalise(entete.textes.get(voisin, "")) not in _TOTAUX:
            continue
        if voisin in entete.inconnues:
            entete.roles[Role.BASE] = [voisin]
        elif voisin in entete.roles.get(Role.MONTANT, []):
            entete.roles[Role.MONTANT].remove(voisin)
            entete.roles[Role.BASE] = [voisin]
            if not entete.roles[Role.MONTANT]:
                del entete.roles[Role.MONTANT]


def settle_vos_tantiemes(entete: EnTete, dessous: Sequence[Rangee]) -> None:
    """Of two columns of tantièmes, the one that never holds less is that of the whole key."""
    places = entete.roles.get(Role.TANTIEMES, [])
    if len(places) != 2 or Role.BASE in entete.roles or len(entete.roles.get(Role.PART, [])) != 1:
        return
    une, autre = (observe_colonne(place, list_corps(dessous)).montants for place in places)
    dits = [(a, b) for a, b in zip(une, autre, strict=True) if a is not None and b is not None]
    for base, ecarts in ((places[0], [a - b for a, b in dits]), (places[1], [b - a for a, b in dits])):
        if dits and min(ecarts) >= 0 < max(ecarts):
            places.remove(base)
            entete.roles[Role.BASE] = [base]
            return
