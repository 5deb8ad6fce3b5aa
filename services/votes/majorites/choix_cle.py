"""On which clé a resolution is voted: the general one, unless its title names a building, a stair or a lift of ours.

Only those who bear the upkeep of a part or an equipment vote on what it costs, when the règlement says so (loi art. 10
last al.), and special common parts are voted by their owners alone (art. 6-2). Everything else is everybody's: the
council member of a building, its surélévation (art. 35), the sharing of the charges of a lift (art. 11). A title is
only a hint of it: what is not plain stays on the general clé, with a note that says what to check.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shared.patrimoine.textes import normalise_texte

GENERALE = "GEN"
_DEPENSES = frozenset({
    "COMPTES_APPROBATION", "BUDGET_PREVISIONNEL", "PROVISIONS_MODALITES", "FONDS_TRAVAUX_AFFECTATION",
    "AVANCE_TRESORERIE", "SYNDIC_HONORAIRES_TRAVAUX", "DELEGATION_25A", "CONTRAT_ENTRETIEN", "TRAVAUX_CONSERVATION",
    "TRAVAUX_OBLIGATOIRES", "TRAVAUX_URGENCE_RATIFICATION", "TRAVAUX_AMELIORATION", "TRAVAUX_ENERGIE",
    "TRAVAUX_ENERGIE_2E_AG", "ETUDES", "ACCESSIBILITE_TRAVAUX", "CHAUFFAGE_COMPTAGE", "EAU_COMPTEURS", "VIDE_ORDURES",
    "IRVE_ETUDE", "IRVE_TRAVAUX", "ACCES_OUVERTURE", "GARDIEN_GESTION", "EMPRUNT_DEROGATOIRE",
})  # fmt: skip
"""The types that decide what a part or an equipment costs: those alone may be voted by those who bear it."""

_GENRES = {
    "bâtiment": r"bat(?:iment)?s?|immeuble|bloc",
    "escalier": r"esc(?:alier)?s?|cages?|montees?|entrees?|halls?|allees?",
    "ascenseur": r"asc(?:enseur)?s?|monte charges?",
    "parking": r"parkings?|garages?|sous sols?|stationnements?",
}
_NOMME = re.compile(
    "|".join(
        rf"\b(?P<{genre}>{mots})\b(?P<{genre}_noms>(?: (?:et )?(?:[a-h]|\d{{1,2}}))*)\b"
        for genre, mots in _GENRES.items()
    )
)
_MOT_A = re.compile(r"\b(?:[aàÀ]\b|A(?= [A-ZÉ]+[EI]R\b(?<!LIER)(?<!YER)(?<!MIER)))")
"""« à », « a », and « A » before a verb in capitals: never the letter of a building."""
_CODE = re.compile(r"^(?P<genre>BAT|ESC|ASC|PKG|PARK)_?(?P<nom>[A-Z]|\d{1,2})?$")
_GENRE_DU_CODE = {"BAT": "bâtiment", "ESC": "escalier", "ASC": "ascenseur", "PKG": "parking", "PARK": "parking"}

Partie = tuple[str, str | None]
"""A part of the building: its kind, and its letter or number when it has one."""


@dataclass(frozen=True, slots=True)
class Cle:
    """A clé as the patrimoine names it."""

    code: str
    libelle: str


@dataclass(frozen=True, slots=True)
class ChoixCle:
    """The clé to vote on (None: the copropriété has none), and what a person should check, in a sentence."""

    code: str | None
    note: str | None


def choose_cle(intitule: str, texte: str | None, type_code: str, cles: Sequence[Cle]) -> ChoixCle:
    """Choose the clé of a resolution of this type among those of its copropriété.

    The title of an expense decides when it names the part of exactly one special clé. Naming several, or a part without
    a clé, or only in the body, decides nothing: the general clé is kept and the note says why.
    """
    generale = find_generale(cles)
    if generale is None:
        return ChoixCle(None, "La copropriété n’a pas de clé générale : choisissez la clé du vote.")
    nommees = read_parties(intitule)
    found = _find_matching(nommees, cles)
    if found and type_code not in _DEPENSES:
        nommee = f"L’intitulé nomme {found[0].libelle}, mais tous votent ce qui n’est pas la dépense d’une partie"
        return ChoixCle(generale, f"{nommee} (loi art. 10), sauf partie commune spéciale (art. 6-2) : vérifiez.")
    if len(found) == 1:
        return ChoixCle(found[0].code, None)
    if found:
        libelles = ", ".join(cle.libelle for cle in found)
        return ChoixCle(generale, f"L’intitulé vise plusieurs clés ({libelles}) : vérifiez laquelle vote.")
    lettered = sorted(_print_partie(partie) for partie in nommees if partie[1] is not None)
    if lettered and _has_special(cles):
        return ChoixCle(generale, f"L’intitulé nomme {', '.join(lettered)}, sans clé à ce nom : vérifiez qui vote.")
    in_body = _find_matching(read_parties(texte or ""), cles)
    if in_body:
        libelles = ", ".join(cle.libelle for cle in in_body)
        return ChoixCle(generale, f"Le texte parle de {libelles} : vérifiez si seuls ces copropriétaires votent.")
    return ChoixCle(generale, None)


def find_generale(cles: Sequence[Cle]) -> str | None:
    """The code of the clé on which everybody votes."""
    return next((cle.code for cle in cles if cle.code == GENERALE), None)


def read_parties(texte: str) -> frozenset[Partie]:
    """The parts of a building that a text names: « bâtiments A et B » gives two."""
    parties: set[Partie] = set()
    for found in _NOMME.finditer(normalise_texte(_MOT_A.sub("vers", texte))):
        genre = next(genre for genre in _GENRES if found[genre])
        noms = [nom for nom in found[f"{genre}_noms"].split() if nom != "et"]
        parties.update((genre, nom) for nom in noms) if noms else parties.add((genre, None))
    return frozenset(parties)


def _parties_of(cle: Cle) -> frozenset[Partie]:
    """What a clé is about, by its label, else by its code (BATA, ASC)."""
    if by_label := read_parties(cle.libelle):
        return by_label
    code = _CODE.match(cle.code)
    if code is None:
        return frozenset()
    return frozenset({(_GENRE_DU_CODE[code["genre"]], code["nom"].lower() if code["nom"] else None)})


def _find_matching(nommees: Iterable[Partie], cles: Sequence[Cle]) -> list[Cle]:
    """The special clés whose every part is named; the most precise ones when some include others."""
    nommees = set(nommees)
    genres = {genre for genre, _ in nommees}
    matching = {
        cle: parties
        for cle in cles
        if cle.code != GENERALE
        and (parties := _parties_of(cle))
        and all(partie in nommees or (partie[1] is None and partie[0] in genres) for partie in parties)
    }
    most = max(map(len, matching.values()), default=0)
    return [cle for cle, parties in matching.items() if len(parties) == most]


def _has_special(cles: Sequence[Cle]) -> bool:
    return any(_parties_of(cle) for cle in cles if cle.code != GENERALE)


def _print_partie(partie: Partie) -> str:
    genre, nom = partie
    return f"{genre} {nom.upper()}" if nom else genre
