"""Who, when and where: the copropriété, the date, the hour and the place that a convocation or minutes print."""

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date, time

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.paragraphes import join_paragraphes
from services.votes.lecture.textes import NOMS_MOIS, fold

_MOIS = {mois: rang for rang, mois in enumerate(NOMS_MOIS, start=1)}
_MOIS_OCR = {
    "fvrier": 2,
    "aot": 8,
    "dcembre": 12,
    "janv": 1,
    "fevr": 2,
    "sept": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
    "juil": 7,
    "avr": 4,
}
_DATE = re.compile(
    r"(?<!\d)(?P<j>\d{1,2})\s*(?:er)?\s*(?P<s>[/.\-])\s*(?P<m>\d{1,2})\s*(?P=s)\s*(?P<a>\d{4}|\d{2})(?!\d)|(?<!\d)(?P<jj>\d{1,2})\s*(?:er)?\s+(?P<mm>"
    + "|".join([*_MOIS, *_MOIS_OCR])
    + r")\.?\s+(?P<aa>\d{4})|(?<!\d)(?P<ia>20\d{2})-(?P<im>\d{2})-(?P<ij>\d{2})(?!\d)"
)
_CARDINAUX = {
    mot: rang
    for rang, mot in enumerate(
        ["un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
         "quatorze", "quinze", "seize"], start=1
    )
} | {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "quart": 15, "demie": 30}  # fmt: skip
_NOMBRE = r"(?:[a-z]+(?:[\s-]+(?:et[\s-]+)?[a-z]+){0,2})"
_LETTRES = re.compile(
    rf"(?:l'an\s+deux\s+mille\s+(?P<avant>{_NOMBRE}?)\s*,?\s*(?:et\s+)?)?le\s+(?:(?:lun|mar|mercre|jeu|vendre|same)di\s+|dimanche\s+)?"
    rf"(?P<jour>{_NOMBRE}?|1er|\d{{1,2}})\s+(?P<mois>{'|'.join(_MOIS)})\b(?:\s+deux\s+mille\s+(?P<apres>{_NOMBRE}))?"
)
_HEURE = re.compile(
    r"(?:\ba|\bheure\s*:?|,|-|:|\s)\s*(?P<h>[01]?\d|2[0-3])\s*(?:h(?:eures?)?|:)\s*(?P<m>[0-5]\d)?\b(?!\s*[/.]\s*\d)"
)
_HEURE_LETTRES = re.compile(rf"\ba\s+(?P<h>{_NOMBRE})\s+heures?\b(?!\s+moins)(?:\s+(?:et\s+)?(?P<m>{_NOMBRE}))?")
_AUTOUR = re.compile(
    r"^\W*(?:date|reunion|seance)\b(?:\s+et\s+heure)?(?:\s+d\w+)*\s*:?|assemblee|tiendra|tenue?\b|reuni|convoqu|se\s+deroul|\bag\b|aura\s+lieu|proces[\s-]verbal|seance\s+du"
)
_LOIN = re.compile(
    r"exercice|clos|jusqu'au|arrete|budget|decret|loi\b|presentee?|recu\b|avant\s+le|plus\s+tard|retour|limite|fait\s+a|mandat|contrat|convocation\s+du|courrier|lyon,\s+le|paris,\s+le|,\s+le\s+\d|imprime|edite|jours?\s+francs|,\s+soit\s+(?:le|jusqu)"
)
_LABEL_DE_DATE = re.compile(r"^\W*(?:date|reunion|seance)\b[\w' ]{0,40}:\s*$")
_ARRETE = re.compile(r"(?<!fixee )(?<!prevue )(?<!reportee )(?<!convoquee )\bau\s*$")
"""« la gestion au 31/12/2026 »: the end of an exercise; « l’assemblée est fixée au » is no such end."""
_IMMATRICULATION = re.compile(
    r"(?:immatricul\w*|registre\w*|rnic?|n\W?\s*d'immatriculation)[^\n]{0,40}?\b([A-Z]{2}\s?\d(?:[\s\-]?\d){6})\b",
    re.IGNORECASE,
)
_VOIE = r"(?:rue|avenue|av\.?|boulevard|bd|place|chemin|cours|impasse|allee|quai|route|square|montee)\b"
_ADRESSE = rf"\d+(?:\s*(?:bis|ter|(?:-|a|et|,)\s*\d+))*\s*,?\s+{_VOIE}"
_NOM = (
    re.compile(
        r"^(?:nom\s+de\s+la\s+)?(?:copropriete|immeuble|residence|syndicat\s+des\s+coproprietaires|sdc|s\.d\.c\.?)"
        r"(?:\s+(?:geree?|administree?|concernee?|visee?|convoquee?|dite?|denommee?))?\s*(?:n\W?\s?\d+\s*)?:\s*(?P<nom>.+)$"
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
    re.compile(r"^copropriete\s+(?:«\s*)?(?P<nom>(?:l'|le\s|la\s|les\s)[^,;:\n(.]{4,50})"),
)
_PAS_UN_NOM = re.compile(
    r"^(?:l'immeuble\s*$|batiment\b|cage\b|escalier\b|hall\b|lots?\b|cite\w*\b|vise\w*\b|sus|ci-|la\s+presente|qui\s|sont\b|se\s|est\b|presents?|represent|absents|oppos|defaill|dument|convoqu|immeuble\s*$|ce\s+jour|reuni|au\s+capital|du\s+syndicat|l'assemblee|la\s+copropriete\s*$|votre\b|non\b|ou\b|et\b|ayant|dont)"
)
_GENERIQUES = re.compile(
    r"residence|ensemble|immobilier|immeuble|copropriete|syndicat|coproprietaires|le|la|les|des|du|de|d|l|sdc"
)
_TITRE = re.compile(r"\bassemblee\s+generale\b|\bproces[\s-]verbal\b|^convocation\b")
_PAS_SOUS_LE_TITRE = re.compile(
    r"\badresse\b|\bsalle\b|\blieu\b|\bsiege\b|assemblee|proces[\s-]verbal|convocation|syndic\b|cabinet|agence|regie|gestion|immobilier|societe|\bs\.?a\.?\b|\bsarl\b|\bsas\b|\bhlm\b|habitat\b|madame|monsieur|\bmme\b|\bm\.|\bdate\b|seance|heures?\b|\d{4}"
)
"""What stands between the title and an address without being the name of the building."""
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
        _read_heure(textes, rang),
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


def read_date(trouve: re.Match[str]) -> date | None:
    """The date a match writes, in figures or with its month in letters."""
    try:
        if trouve["j"]:
            annee = int(trouve["a"])
            return date(annee + (2000 if annee < 100 else 0), int(trouve["m"]), int(trouve["j"]))
        if trouve["ia"]:
            return date(int(trouve["ia"]), int(trouve["im"]), int(trouve["ij"]))
        return date(int(trouve["aa"]), (_MOIS | _MOIS_OCR)[trouve["mm"]], int(trouve["jj"]))
    except ValueError:
        return None


def find_dates(plain: str) -> list[tuple[date, int, int]]:
    """Every date of a folded text, with its place, written in figures or wholly in words."""
    chiffres = [(jour, m.start(), m.end()) for m in _DATE.finditer(plain) if (jour := read_date(m))]
    return chiffres + [(jour, m.start(), m.end()) for m in _LETTRES.finditer(plain) if (jour := _read_lettres(m))]


def _read_lettres(trouve: re.Match[str]) -> date | None:
    """« l’an deux mille vingt-six, le dix-huit juin », or the year after the month."""
    annee = trouve["avant"] or trouve["apres"]
    jour = 1 if trouve["jour"].strip() in ("premier", "1er") else _read_jour(trouve["jour"])
    if not annee or not jour or not read_cardinal(annee):
        return None
    try:
        return date(2000 + read_cardinal(annee), _MOIS[trouve["mois"]], jour)
    except ValueError:
        return None


def _read_jour(mots: str) -> int:
    return int(mots) if mots.strip().isdigit() else read_cardinal(mots)


def read_cardinal(mots: str) -> int:
    """« vingt-six » → 26; what follows the number is left; 0 when there is none."""
    total = 0
    for mot in re.split(r"[\s-]+", mots.strip()):
        if mot == "et":
            continue
        if mot not in _CARDINAUX:
            break
        total += _CARDINAUX[mot]
    return total


def read_date_ag(lignes: Sequence[Ligne]) -> tuple[date | None, int]:
    """The date of the assembly and the rank of its line: the date nearest to the words that announce it."""
    notes: dict[date, tuple[float, int]] = {}
    plains = [fold(ligne.texte) for ligne in lignes]
    for rang, plain in enumerate(plains):
        for jour, debut, fin in find_dates(plain):
            avant = plain[max(0, debut - 90) : debut]
            contexte = (plains[rang - 1] if rang else "") + " " + avant
            note = (
                2.0 * bool(_AUTOUR.search(avant))
                + 1.0 * bool(_AUTOUR.search(contexte))
                - 2.5 * bool(_LOIN.search(avant[-45:]))
                - 2.5 * _is_bout(plain, debut, fin)
                + 1.5 * bool(_LABEL_DE_DATE.search(avant))
                - 2.5 * bool(_ARRETE.search(avant))
                - rang / 60
            )
            note += 1.0 * bool(
                re.search(r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s*$", avant)
            ) + 1.0 * bool(_HEURE.match(plain[fin : fin + 14]))
            note += 0.5 * lignes[rang].gras + 3.0 * plain.startswith("l'an deux mille", debut)
            if jour not in notes or note > notes[jour][0]:
                notes[jour] = (note + 0.5 * (jour in notes), rang)
    if not notes:
        return None, -1
    jour = max(notes, key=lambda j: notes[j][0])
    return (jour, notes[jour][1]) if notes[jour][0] > -1.5 else (None, -1)


def _is_bout(plain: str, debut: int, fin: int) -> bool:
    """Whether a date opens or closes a period: « du 1er juillet 2026 au 30 juin 2027 »."""
    avant, apres = plain[max(0, debut - 40) : debut], plain[fin : fin + 8]
    return bool(
        re.search(r"\bdu\s+\d[^,;.]*\sau\s*$", avant)
        or (re.search(r"\bdu\s*$", avant) and re.match(r"\s*au\s+\d", apres))
    )


def _read_heure(textes: Sequence[str], rang: int) -> time | None:
    """The hour nearest to the date, in figures or in words; a margin may cut it (« à 18 / heures 30 »)."""
    ordre = [rang, rang + 1, rang - 1, rang + 2] if rang >= 0 else []
    for place in [p for p in ordre if 0 <= p < len(textes)]:
        ici = fold(textes[place])
        suite = f"{ici} {fold(textes[place + 1])}" if place + 1 < len(textes) else ici
        plain = _DATE.sub(lambda m: "#" * len(m[0]), suite)
        for trouve in [*_HEURE.finditer(plain), *_HEURE_LETTRES.finditer(plain)]:
            heures, minutes = _read_jour(trouve["h"]), _read_jour(trouve["m"] or "")
            annoncee = place == rang or re.search(r"heure|a\s*$|\ba\s", plain[: trouve.end()])
            if trouve.start("h") < len(ici) and annoncee and 0 < heures < 24 and minutes < 60:
                return time(heures, minutes)
    return None


def _read_nom(lignes: Sequence[Ligne]) -> tuple[str | None, int]:
    """The name that a label or a phrase announces, else the one that stands between the title and an address."""
    lus = (lu for motif in _NOM if (lu := _search_nom(lignes, motif)))
    return next(lus, None) or _read_sous_titre(lignes) or (None, -1)


def _search_nom(lignes: Sequence[Ligne], motif: re.Pattern[str]) -> tuple[str, int] | None:
    for rang, ligne in enumerate(lignes):
        texte = suite = ligne.texte
        if len(texte) > 50 and ligne.pleine and rang + 1 < len(lignes) and "," not in texte[-30:]:
            suite = f"{texte} {lignes[rang + 1].texte}"
        for trouve in motif.finditer(fold(suite)):
            nom = _clean_nom(suite[trouve.start("nom") : trouve.end("nom")])
            if nom and _is_propre(nom) and not (_PAS_UN_NOM.match(fold(nom)) or _DATE.match(fold(nom))):
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
        debut = titre + 2 if lignes[titre].pleine else titre + 1
        for rang in range(debut, min(len(lignes) - 1, titre + 1 + _SOUS_LE_TITRE)):
            texte = lignes[rang].texte
            rue = _RUE.search(fold(texte))
            dit = (texte[: rue.start()] if rue else texte).split("(")[0]
            if _goes_on(lignes[rang - 1], lignes[rang]):
                continue
            suivie = rue or _RUE.match(fold(lignes[rang + 1].texte))
            dit = re.sub(r"^(?:copropri[ée]t[ée]|\d{4,6})\s+", "", dit, flags=re.IGNORECASE)
            nom = _clean_nom(dit) if suivie and not _PAS_SOUS_LE_TITRE.search(fold(dit)) else ""
            if nom and len(nom) < 60 and _is_propre(nom):
                return nom, rang
    return None


def _goes_on(avant: Ligne, ligne: Ligne) -> bool:
    """Whether a line ends a sentence that the margin cut: « … chez M. » over « Mazeyrac, 5 chemin du Vallon »."""
    coupee = avant.pleine and avant.texte[:1].isupper() and len(avant.texte.split()) > _PHRASE_MIN
    return coupee and not ligne.saut and (avant.gras, avant.corps) == (ligne.gras, ligne.corps)


def _clean_nom(brut: str) -> str:
    nom = re.split(
        r"\s+[–—-]\s+|\t|\s+(?:sise?|situ[ée]e?s?|sont|se\s+(?:sont|r[ée]unir|tiendr)\w*|s[’']est|est|qui|dont|représent[ée])\b|\s+\d+\s*(?:bis\s*)?,?\s+(?:rue|avenue|av\.?|bd|boulevard|place|chemin|cours|impasse|all[ée]e|quai|route)\b|[»\"]|\s\d{5}\b",
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
