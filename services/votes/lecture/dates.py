"""The dates of an assembly: every date that a text prints, which one is its own, and the hour beside it."""

import re
from collections.abc import Sequence
from datetime import date, time

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.textes import NOMS_MOIS, fold, read_cardinal

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
DATE = re.compile(
    r"(?<!\d)(?P<j>\d{1,2})\s*(?:er)?\s*(?P<s>[/.\-])\s*(?P<m>\d{1,2})\s*(?P=s)\s*(?P<a>\d{4}|\d{2})(?!\d)|(?<!\d)(?P<jj>\d{1,2})\s*(?:er)?\s+(?P<mm>"
    + "|".join([*_MOIS, *_MOIS_OCR])
    + r")\.?\s+(?P<aa>\d{4})|(?<!\d)(?P<ia>20\d{2})-(?P<im>\d{2})-(?P<ij>\d{2})(?!\d)"
)
_FRACTIONS = {"quart": 15, "demie": 30}
"""« Dix-huit heures et demie », in minutes."""
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
    r"^\W*(?:date|reunion|seance|quand)\b(?:\s+et\s+heure)?(?:\s+d\w+)*\s*:?|assemblee|tiendra|tenue?\b|reuni|convoqu|se\s+deroul|\bag\b|aura\s+lieu|proces[\s-]verbal|seance\s+du"
)
_LOIN = re.compile(
    r"exercice|clos|jusqu'au|arrete|budget|decret|loi\b|presentee?|recu\b|avant\s+(?:le|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)\b|plus\s+tard|retour|limite|fait\s+a|mandat|contrat|convocation\s+du|courrier|\blettres?\b|avai(?:t|ent)\s+(?:\w+\s+)?convoqu|lyon,\s+le|paris,\s+le|,\s+le\s+\d|imprime|edite|jours?\s+francs|,\s+soit\s+(?:le|jusqu)"
)
_AUTRE_JOUR = re.compile(
    r"\b(?:precedente?|derniere\s+assemblee|(?:adress|envoy|notifi|expedi|post|transmis|remis|dat|edit|sign)ees?\b(?!\s+a\s+l'assemblee)|en\s+date|a\s+(?:ete\s+)?(?:adresse|envoye|notifie))\b[^.;]{0,60}$|"
    r"\bdate\s+limite\b[^.;]*$|\b(?:annulation|approbation|re?solution|decision)\b[^.;]{0,60}\bde\s+l'assemblee\b[^.;]*$"
)
"""« L’assemblée précédente, tenue le », « la convocation adressée par le syndic le », « la résolution n° 14 de
l’assemblée du », « date limite de réception du formulaire »: the day of something else."""
_LABEL_DE_DATE = re.compile(r"^\W*(?:date|reunion|seance)\b[\w' ]{0,40}:\s*$")
_ARRETE = re.compile(r"(?<!fixee )(?<!prevue )(?<!reportee )(?<!convoquee )\bau\s*$")
"""« la gestion au 31/12/2026 »: the end of an exercise; « l’assemblée est fixée au » is no such end."""


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
    chiffres = [(jour, m.start(), m.end()) for m in DATE.finditer(plain) if (jour := read_date(m))]
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


def _read_minutes(mots: str) -> int:
    return next((minutes for mot, minutes in _FRACTIONS.items() if mots.startswith(mot)), _read_jour(mots))


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
                - 2.5 * bool(_AUTRE_JOUR.search(avant))
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


def read_heure(textes: Sequence[str], rang: int) -> time | None:
    """The hour nearest to the date, in figures or in words; a margin may cut it (« à 18 / heures 30 »)."""
    ordre = [rang, rang + 1, rang - 1, rang + 2] if rang >= 0 else []
    for place in [p for p in ordre if 0 <= p < len(textes)]:
        ici = fold(textes[place])
        suite = f"{ici} {fold(textes[place + 1])}" if place + 1 < len(textes) else ici
        plain = DATE.sub(lambda m: "#" * len(m[0]), suite)
        for trouve in [*_HEURE.finditer(plain), *_HEURE_LETTRES.finditer(plain)]:
            heures, minutes = _read_jour(trouve["h"]), _read_minutes(trouve["m"] or "")
            annoncee = place == rang or re.search(r"heure|a\s*$|\ba\s", plain[: trouve.end()])
            if trouve.start("h") < len(ici) and annoncee and 0 < heures < 24 and minutes < 60:
                return time(heures, minutes)
    return None
