"""Who, when and where: the copropriété, the date, the hour and the place that a convocation or minutes print."""

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date, time
from itertools import pairwise

from services.votes.lecture.dates import DATE, read_date_ag, read_heure
from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.paragraphes import join_paragraphes
from services.votes.lecture.textes import fold

_IMMATRICULATION = re.compile(
    r"(?:immatricul\w*|registre\w*|rnic?|n\W?\s*d'immatriculation)[^\n]{0,40}?\b([A-Z]{2}\s?\d(?:[\s\-]?\d){6})\b",
    re.IGNORECASE,
)
_VOIE = (
    r"(?:rue|avenue|av\.?|boulevard|bd|place|chemin|cours|impasse|allee|quai|route|square|montee|"
    r"promenade|esplanade|passage|faubourg|ruelle|sente|traverse|mail|parvis)\b"
)
_ADRESSE = rf"\d+(?:\s*(?:bis|ter|(?:-|a|et|,)\s*\d+))*\s*,?\s+{_VOIE}"
_NOM = (
    re.compile(
        r"^(?:nom\s+de\s+la\s+)?(?:copropriete|immeuble|residence|syndicat\s+des\s+coproprietaires|sdc|s\.d\.c\.?)"
        r"(?:\s+(?:geree?|administree?|concernee?|visee?|convoquee?|dite?|denommee?))?\s*(?:(?:n\W?\s?)?\d+\s*)?(?::|\t)\s*(?P<nom>.+)$"
    ),
    re.compile(
        r"\b(?:copropriete|residence|immeuble|ensemble\s+immobilier|coproprietaires|sdc)\s+(?:(?:de\s+la\s+)?residence\s+)?"
        r"(?:(?:denomm|appel|nomm)ee?\s+)?[«\"“]\s*(?P<nom>[^»\"”\n]{3,60}?)\s*[»\"”]"
    ),
    re.compile(
        r"(?:syndicat\s+(?:des\s+)?coproprietaires|s\.?d\.?c\.?)\s*(?:de\s+(?:la\s+copropriete\s+)?|du\s+|des\s+|-\s*|:\s*)?(?P<nom>(?:l'immeuble\s+|la\s+)?[^,;:\n(]{4,70})"
    ),
    re.compile(
        r"coproprietaires\s+(?:de\s+(?:la\s+copropriete\s+|l'immeuble\s+)?|du\s+)(?:«\s*)?(?P<nom>[^,;:\n(]{4,70})"
    ),
    re.compile(
        r"assemblee\s+generale\b[^,.;:\n]{0,40}?\sde\s+(?:la\s+copropriete|l'immeuble)\s+(?:«\s*)?(?P<nom>[^,;:\n(]{4,70})"
    ),
    re.compile(r"(?P<nom>\bensemble\s+immobilier\s+(?:«\s*)?[^,;:\n(]{3,60})"),
    re.compile(r"(?P<nom>\bresidence\s+(?:«\s*)?[^,;:\n(]{3,60})"),
    re.compile(r"^(?:copropriete|immeuble)\s+(?:«\s*)?(?P<nom>[^,;:\n(]{4,60})(?:,|$)"),
    re.compile(rf"\bcopropriete\s+(?:«\s*)?(?P<nom>[^,;:\n(]{{4,60}}),\s+(?:sise?\s+|situee?\s+)?(?:au\s+)?{_ADRESSE}"),
    re.compile(r"(?:^|\s[·•|–—]\s+)copropriete\s+(?:«\s*)?(?P<nom>(?:l'|le\s|la\s|les\s)[^,;:\n(.]{4,50})"),
)
_PAS_UN_NOM = re.compile(
    r"^(?:l'immeuble\s*$|batiment\b|cage\b|escalier\b|hall\b|lots?\b|cite\w*\b|vise\w*\b|sus|ci-|la\s+presente|qui\s|sont\b|se\s|est\b|presents?|represent|absents|oppos|defaill|dument|convoqu|immeuble\s*$|ce\s+jour|reuni|au\s+capital|du\s+syndicat|l'assemblee|la\s+copropriete\s*$|votre\b|non\b|ou\b|et\b|ayant|dont)"
)
_CODE = re.compile(rf"(?:n\W?\s?)?\d{{3,6}}(?:\s*[-:/])?\s+(?=[^\W\d])(?!(?:\w+[' -])?{_VOIE})")
"""The number that a syndic gives a building, before its name; « 118 grande rue » is an address."""
_ENTRE_GUILLEMETS = re.compile(r"[«\"“]\s*(?P<nom>[^«»\"“”]{3,}?)\s*(?:[»\"”]|$)")
_SYNDICAT = re.compile(
    r"\W*(?:le\s+)?syndicat\s+(?:des\s+)?coproprietaires(?:\s+(?:de\s+(?:l'immeuble|la\s+copropriete)|du))?\W*"
)
_GENERIQUES = re.compile(
    r"residence|ensemble|immobilier|immeuble|copropriete|syndicat|coproprietaires|le|la|les|des|du|de|d|l|sdc"
)
_TITRE = re.compile(r"\bassemblee\s+generale\b|\bproces[\s-]verbal\b|^convocation\b")
_PAS_SOUS_LE_TITRE = re.compile(
    r"\badresse\b|\bsalle\b|\blieu\b|\bsiege\b|assemblee|proces[\s-]verbal|convocation|syndic\b|cabinet|agence|regie|gestion|immobilier|societe|\bs\.?a\.?\b|\bsarl\b|\bsas\b|\bhlm\b|habitat\b|madame|monsieur|\bmme\b|\bm\.|\bdate\b|seance|heures?\b|\d{4}"
)
"""What stands between the title and an address without being the name of the building."""
_BATIMENT = re.compile(
    r"(?:l'|les?\s|la\s|(?:villas?|domaine|clos|parc|square|tours?|chateau|manoir|hameau|jardins?|terrasses?|balcons?|bastide|cour|mas|galerie|cottages?|vergers?|allees?)\b)"
)
"""How the name of a building opens, when no word says that it is one."""
_FIRME = re.compile(
    r"\bsyndics?\b|immobili\w+|fonciere|gerance|administrateur|carte\s+professionnelle|\bcapital\b|\br\.?c\.?s\b|\bsiret\b|garanti|associes|conseils?\b|transactions?\b|patrimoine"
)
_FIN_DE_TITRE = re.compile(
    r"\W*(?:proces[\s-]verbal|convocation|compte[\s-]rendu|assemblee)\b[\w\s'’-]{0,60}?\s[–—-]\s+(?P<nom>[^–—:,;()\d]{4,50})"
)
"""A title and what a dash parts from it."""
_JOUR_OU_SALLE = re.compile(
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|foyer|mairie|ecole|centre|espace|maison|hotel|mjc|"
    r"theatre|gymnase|restaurant|bureau\w*|local|siege)\b"
)
_TITRAILLE = 1.3
"""How much larger than the title a name above it is."""
_AXE, _RETRAIT = 6.0, 20.0
"""What two centred lines may be off, in points, twice; how far they stand from the margin."""
_PARTIE = re.compile(
    r"^\W*(?:batiments?|bat\b\.?s?|cages?|escaliers?|entrees?|halls?)\s+(?:[a-z]|\d{1,2})\b"
    r"(?:\s*(?:,|et|a|-|/|&)\s*(?:[a-z]|\d{1,2})\b)*\W*"
)
"""« Bâtiments A et B – 8 quai Magellan »: what of the building, under its name and before its address."""
_SOUS_LE_TITRE = 6
_PHRASE_MIN = 8
"""Words of a line that is a sentence rather than a title."""
_RUE = re.compile(rf"{_ADRESSE}|(?<=,)\s*{_VOIE}\s[^\n]*\b\d{{5}}\b")
"""A street with its number, or without, before a postcode."""
_LIEU = re.compile(
    r"^(?:lieu(?:\s+de\s+(?:la\s+)?reunion)?|adresse\s+de\s+(?:la\s+)?reunion|a\s+l'adresse\s+suivante)\s*:\s*(?P<lieu>.+)$"
)
_LIEU_CORPS = re.compile(
    r"(?:^|\b(?:heures?|h\s?\d{0,2})\s*,?\s+)(?P<lieu>(?:dans\s+(?:les|la|le)|salle|en\s+salle|au\s+cabinet|a\s+la\s+|a\s+l'|au\s+(?:siege|bureau|local|restaurant|foyer|gymnase|centre)|en\s+l'agence|mjc|maison\s+d|centre\s+|foyer\s|hotel\s|mairie|ecole\s|gymnase|espace\s)[^.;\n]{4,140})"
)
_PREMIERES = 80


@dataclass(frozen=True, slots=True)
class Identite:
    """What the first lines say; None where they do not. ``adresse``: the line that follows the name, if it is one."""

    copropriete: str | None
    date: date | None
    heure: time | None
    lieu: str | None
    immatriculation: str | None
    adresse: str | None


def read_identite(lignes: Sequence[Ligne]) -> Identite:
    """The identity of an assembly, from the lines before its first resolution (and the titles after them)."""
    debut = join_paragraphes(lignes[:_PREMIERES])
    jour, rang = read_date_ag(debut)
    textes = [ligne.texte for ligne in debut]
    nom, place = _read_nom(lignes[:_PREMIERES])
    entier = "\n".join(ligne.texte for ligne in lignes)
    trouve = _IMMATRICULATION.search(entier)
    return Identite(
        nom,
        jour,
        read_heure(textes, rang),
        _read_lieu(textes, rang),
        re.sub(r"[\s\-]", "", trouve[1]).upper() if trouve else None,
        _read_adresse([ligne.texte for ligne in lignes[:_PREMIERES]], place, nom),
    )


def read_identite_assemblee(lignes: Sequence[Ligne], premiere: int) -> Identite:
    """What stands above the first resolution (the line ``premiere``), else what the whole document says."""
    tete, entiere = read_identite(lignes[:premiere]), read_identite(lignes)
    return Identite(
        *(haut if haut is not None else tout for haut, tout in zip(astuple(tete), astuple(entiere), strict=True))
    )


def _read_nom(lignes: Sequence[Ligne]) -> tuple[str | None, int]:
    """The name that a label or a phrase announces, else the one that stands between the title and an address."""
    lus = (lu for motif in _NOM if (lu := _search_nom(lignes, motif)))
    return next(lus, None) or (
        _read_sous_titre(lignes)
        or _read_sous_syndicat(lignes)
        or _read_en_tete(lignes)
        or _read_dans_titre(lignes)
        or (None, -1)
    )


def _search_nom(lignes: Sequence[Ligne], motif: re.Pattern[str]) -> tuple[str, int] | None:
    for rang, ligne in enumerate(lignes):
        texte = suite = ligne.texte
        if len(texte) > 50 and ligne.pleine and rang + 1 < len(lignes) and "," not in texte[-30:]:
            suite = f"{texte} {lignes[rang + 1].texte}"
        for trouve in motif.finditer(fold(suite)):
            nom = _clean_nom(suite[trouve.start("nom") : trouve.end("nom")])
            if nom and _is_propre(nom) and not (_PAS_UN_NOM.match(fold(nom)) or DATE.match(fold(nom))):
                return nom, rang
    return None


def _is_propre(nom: str) -> bool:
    """Whether a name holds a word of its own, with its capital or its number: « résidence » and « désigné » do not."""
    mots = [mot for mot in re.findall(r"\w+", nom) if not _GENERIQUES.fullmatch(fold(mot))]
    return any(mot[0].isupper() or mot[0].isdigit() for mot in mots)


def _read_sous_titre(lignes: Sequence[Ligne]) -> tuple[str, int] | None:
    """The line under the title that an address follows, or begins: « LE MANSART », then « 2 place Jean Jaurès »."""
    titres = [rang for rang, ligne in enumerate(lignes) if len(ligne.texte) < 80 and _TITRE.search(fold(ligne.texte))]
    for titre in titres[:2]:
        debut = titre + 2 if lignes[titre].pleine and not _is_plus_grand(lignes[titre : titre + 2]) else titre + 1
        for rang in range(debut, min(len(lignes) - 1, titre + 1 + _SOUS_LE_TITRE)):
            texte = lignes[rang].texte
            rue = _RUE.search(fold(texte))
            dit = (texte[: rue.start()] if rue else texte).split("(")[0]
            if _goes_on(lignes[rang - 1], lignes[rang]) or _PARTIE.match(fold(texte)):
                continue
            suivie = rue or _RUE.match(_PARTIE.sub("", fold(lignes[rang + 1].texte)))
            dit = re.sub(r"^(?:copropri[ée]t[ée]|\d{4,6})\s+", "", dit, flags=re.IGNORECASE)
            nom = _clean_nom(dit) if suivie and not _PAS_SOUS_LE_TITRE.search(fold(dit)) else ""
            if nom and len(nom) < 60 and _is_propre(nom):
                return nom, rang
    return None


def _is_plus_grand(lignes: Sequence[Ligne]) -> bool:
    """Whether a line is in a larger type than the one below it, which does not end it."""
    return len(lignes) > 1 and lignes[0].corps >= _TITRAILLE * lignes[1].corps > 0


def _read_en_tete(lignes: Sequence[Ligne]) -> tuple[str, int] | None:
    """The line in the largest type, right above the title, that opens as buildings are named and is no firm.

    It is larger than the title, or in bold capitals in the middle of the page as the title is.
    """
    titre = next((rang for rang, ligne in enumerate(lignes[:_SOUS_LE_TITRE]) if _TITRE.search(fold(ligne.texte))), 0)
    if not titre:
        return None
    ligne, plain = lignes[titre - 1], fold(lignes[titre - 1].texte)
    grand = max((autre.corps for autre in lignes if autre.page == ligne.page), default=0)
    dessous = lignes[titre]
    axe = abs(ligne.x0 + ligne.x1 - dessous.x0 - dessous.x1) <= _AXE and ligne.x0 > lignes[0].x0 + _RETRAIT
    detache = ligne.corps >= _TITRAILLE * dessous.corps or (axe and ligne.gras and ligne.texte.isupper())
    if not _BATIMENT.match(plain) or ligne.corps < grand or not detache:
        return None
    firme = _PAS_SOUS_LE_TITRE.search(plain) or _FIRME.search(plain)
    nommee = any(plain in dit and _FIRME.search(dit) for dit in (fold(autre.texte) for autre in lignes))
    nom = "" if firme or nommee else _clean_nom(ligne.texte)
    return (nom, titre - 1) if nom and _is_propre(nom) else None


def _read_dans_titre(lignes: Sequence[Ligne]) -> tuple[str, int] | None:
    """What ends the title, opens as buildings are named, and is no firm, day nor room: « … générale – Le Parc »."""
    for rang, ligne in enumerate(lignes[:_SOUS_LE_TITRE]):
        lu = _FIN_DE_TITRE.fullmatch(fold(ligne.texte))
        if lu is None or (ligne.pleine and ligne.corps) or not ligne.texte[lu.start("nom")].isupper():
            continue
        dit = lu["nom"]
        ailleurs = (_PAS_SOUS_LE_TITRE, _FIRME, _JOUR_OU_SALLE)
        if _BATIMENT.match(dit) and not any(motif.search(dit) for motif in ailleurs):
            nom = _clean_nom(ligne.texte[lu.start("nom") :])
            return (nom, rang) if nom and _is_propre(nom) else None
    return None


def _goes_on(avant: Ligne, ligne: Ligne) -> bool:
    """Whether a line ends a sentence that the margin cut: « … chez M. » over « Mazeyrac, 5 chemin du Vallon »."""
    coupee = avant.pleine and avant.texte[:1].isupper() and len(avant.texte.split()) > _PHRASE_MIN
    return coupee and not ligne.saut and (avant.gras, avant.corps) == (ligne.gras, ligne.corps)


def _read_sous_syndicat(lignes: Sequence[Ligne]) -> tuple[str, int] | None:
    """The line under « Syndicat des copropriétaires », alone on its own: a name, or the address that serves as one."""
    for rang, (titre, ligne) in enumerate(pairwise(lignes), start=1):
        if _SYNDICAT.fullmatch(fold(titre.texte)) and not _PAS_SOUS_LE_TITRE.search(fold(ligne.texte)):
            nom = _clean_nom(ligne.texte)
            if nom and _is_propre(nom):
                return nom, rang
    return None


def _clean_nom(brut: str) -> str:
    """The name without what announces it, its number at the syndic's nor its address; what quotes hold, if any."""
    brut = brut.strip()
    if code := _CODE.match(fold(brut)):
        brut = brut[code.end() :]
    if entre := _ENTRE_GUILLEMETS.search(brut):
        brut = entre["nom"]
    nom = re.split(
        r"\s+[–—·-](?:\s+|$)|\t|\s+(?:sise?|situ[ée]e?s?|sont|se\s+(?:sont|r[ée]unir|tiendr)\w*|s[’']est|est|qui|dont|afin|représent[ée])\b|\s*\((?:r[ée]f|n\s?°|code|dossier|\d{3,6}\))|\s+\d+\s*(?:bis\s*)?(?:(?:-|à|et|,)\s*\d+\s*(?:bis\s*)?)*,?\s+(?:rue|avenue|av\.?|bd|boulevard|place|chemin|cours|impasse|all[ée]e|quai|route)\b|[»\"]|\.\s+(?=Proc[èe]s|Assembl[ée]e|Convocation|Compte\s+rendu)|(?<=[a-zà-ÿ]{3})\.\s+(?=[A-ZÀ-Ý][a-zà-ÿ]+)|\s\d{5}\b|,\s*\d+\s*(?:bis|ter)?\s*,?\s+[^\W\d]",
        brut.strip(' «"“:-–'),
        maxsplit=1,
    )[0]
    nom = re.sub(
        r"^(?:de\s+)?(?:(?:la\s+|l[’'])?(?:r[ée]sidence|immeuble|copropri[ée]t[ée]|ensemble\s+immobilier)\s+"
        r"(?:d[ée]nomm|nomm|appel)[ée]e?\s+(?=\S)|l[’']immeuble\s+(?!$)|la\s+(?=r[ée]sidence))",
        "",
        nom.strip(' «»"“”.,:;-–'),
        flags=re.IGNORECASE,
    )
    if len(nom) <= 3 and re.match(r"(?:du|de|de la|des|au)\b", fold(brut)):
        nom = re.split(r"\s+[–—-]\s+|\t", brut, maxsplit=1)[0].strip(" .,")
    return " ".join(nom.split()) if 3 <= len(nom) <= 80 and any(c.isalpha() for c in nom) else ""


def _read_lieu(textes: Sequence[str], rang: int) -> str | None:
    for texte in textes:
        trouve = _LIEU.match(fold(texte))
        if trouve:
            return texte[trouve.start("lieu") :].strip(" .")
    if rang < 0:
        return None
    for place in range(rang, min(len(textes), rang + 4)):
        suite = (
            textes[place]
            if place > rang or len(textes[place]) < 60
            else f"{textes[place]} {textes[place + 1]}"
            if place + 1 < len(textes)
            else textes[place]
        )
        trouve = _LIEU_CORPS.search(fold(suite))
        if trouve:
            lieu = re.split(
                r",?\s+(?:sur\s+convocation|sous\s+la|à\s+l[’']effet|afin|pour\s+d[ée]lib)",
                suite[trouve.start("lieu") : trouve.end("lieu")],
            )[0]
            return lieu.strip(" .,") or None
    return None


def _read_adresse(textes: Sequence[str], place: int, nom: str | None) -> str | None:
    """A street and a postcode on the line of the name or one of the two after it."""
    if nom is None:
        return None
    for texte in textes[max(0, place) : place + 3]:
        trouve = re.search(
            r"\d+\s*(?:bis|ter)?\s*,?\s+(?:rue|avenue|av\.?|boulevard|bd|place|chemin|cours|impasse|all[ée]e|"
            r"quai|route|square|mont[ée]e)\b[^;\n]*?(?:\d{5}\s+[\w’'\- ]+|$)",
            texte,
            re.IGNORECASE,
        )
        if trouve:
            return trouve[0].strip(" ,.")
    return None
