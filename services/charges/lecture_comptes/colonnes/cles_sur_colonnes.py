"""Headers of two rows whose upper one, or whose lower one, names the key of each column of amounts."""

import re

from services.charges.lecture_comptes.colonnes.annees import assign_annees, read_annee, says_annee
from services.charges.lecture_comptes.colonnes.genres import EnTete
from services.charges.lecture_comptes.colonnes.roles import Role, find_role
from shared.excel.cellules import Rangee, Valeur
from shared.excel.mots import normalise
from shared.excel.totaux import is_total

_PAR_CLE = re.compile(
    r"\b(?:par|selon) (?:les? )?(?:cles?|batiments?|types? de charges?)\b"
    r"|^(?:les )?cles(?: de (?:repartition|charges))?$"
)


_CHARGES = re.compile(r"^charges (?:communes |collectives )*(?:communes|generales|speciales|particulieres)\b(?!.*\d)")


def name_par_cle(entete: EnTete, bas: Rangee) -> set[int]:
    """Give the columns that one heading covers, each named by a key (« Réalisé 2025 par clé »), their own names alone.

    Returns the columns of other such headings: those of a budget, or of the exercise before.
    """
    groupes: dict[str, list[int]] = {}
    for place, texte in entete.groupes.items():
        if _PAR_CLE.search(normalise(texte)) or read_annee(place, texte) is not None:
            groupes.setdefault(texte, []).append(place)
    dits = {
        texte: places
        for texte, places in groupes.items()
        if len(places) > 1 and all(_is_nom(bas[place] if place < len(bas) else "") for place in places)
    }
    annees = [annee for texte, places in dits.items() if (annee := read_annee(places[0], texte)) is not None]
    retenue = assign_annees(annees).get("n_realise")
    autres: set[int] = set()
    for places in dits.values():
        entete.textes.update({place: str(bas[place]) for place in places})
        if len(dits) > 1 and retenue is not None and retenue != places[0]:
            autres |= set(places)
        else:
            entete.cles += places
    return autres


def name_cles_sur_annees(entete: EnTete) -> set[int]:
    """Give the columns of the exercise the name of the key that tops them, where each key stands over the same years
    (« Escalier 1 » over « 2024 | 2023 »); returns the columns of the other years."""
    groupes: dict[str, dict[str, int]] = {}
    for place, nom in entete.groupes.items():
        dit = entete.textes[place].removeprefix(nom).strip()
        if find_role(nom) is None and read_annee(place, nom) is None and read_annee(place, dit) is not None:
            groupes.setdefault(nom, {})[dit] = place
    premieres = next(iter(groupes.values()), {})
    if len(groupes) < 2 or any(siennes.keys() != premieres.keys() for siennes in groupes.values()):
        return set()
    annees = [annee for dit, place in premieres.items() if (annee := read_annee(place, dit)) is not None]
    retenue = assign_annees(annees).get("n_realise")
    mots = next((dit for dit, place in premieres.items() if place == retenue), None)
    if mots is None:
        return set()
    for nom, siennes in groupes.items():
        entete.textes[siennes[mots]] = nom
        entete.cles.append(siennes[mots])
    return {place for siennes in groupes.values() for place in siennes.values()} - set(entete.cles)


def name_cles_sur_montants(entete: EnTete) -> set[int]:
    """Give each column of amounts the name of the key that tops it, where each key stands over what was spent and what
    is recoverable of it; returns the columns of the latter."""
    groupes: dict[str, dict[Role | None, int]] = {}
    for place, nom in entete.groupes.items():
        if find_role(nom) is None and read_annee(place, nom) is None:
            dit = find_role(entete.textes[place].removeprefix(nom).strip())
            groupes.setdefault(nom, {})[dit] = place
    groupes = {nom: siennes for nom, siennes in groupes.items() if Role.MONTANT in siennes}
    if len(groupes) < 2 or any(siennes.keys() != {Role.MONTANT, Role.RECUPERABLE} for siennes in groupes.values()):
        return set()
    for nom, siennes in groupes.items():
        place = siennes[Role.MONTANT]
        entete.textes[place] = nom
        entete.cles.append(place)
        entete.recuperables[place] = siennes[Role.RECUPERABLE]
    return set(entete.recuperables.values())


def turn_groupes(entete: EnTete, bas: Rangee) -> None:
    """Put the names of keys over the columns of a statement whose upper row says what they hold (« Vos tantièmes |
    Votre quote-part » over the same keys): the sum of the shares is none of a key."""
    natures: dict[Role, dict[str, int]] = {}
    for place, dit in entete.groupes.items():
        role, nom = find_role(dit), str(bas[place]) if place < len(bas) else ""
        if role in (Role.TANTIEMES, Role.PART) and place in entete.roles.get(role, []) and nom:
            natures.setdefault(role, {})[nom] = place
    parts = {nom: place for nom, place in natures.get(Role.PART, {}).items() if not is_total(nom)}
    if len(parts) < 2 or natures.get(Role.TANTIEMES, {}).keys() != parts.keys():
        return
    entete.groupes |= {place: nom for siennes in natures.values() for nom, place in siennes.items()}
    sommes = [place for place in natures[Role.PART].values() if place not in parts.values()]
    entete.roles[Role.PART] = [place for place in entete.roles[Role.PART] if place not in sommes]
    entete.roles.setdefault(Role.IGNORE, []).extend(sommes)


def _is_nom(valeur: Valeur) -> bool:
    """Words that are neither those of a column nor those of a year: « Charges générales » are those of a key."""
    if not isinstance(valeur, str) or valeur == "" or find_role(valeur) is not None:
        return False
    return not says_annee(valeur) or _CHARGES.match(normalise(valeur)) is not None
