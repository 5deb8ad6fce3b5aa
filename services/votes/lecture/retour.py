"""What the postal form prints of its return: the last day, the e-mail and the address."""

import re
from collections.abc import Sequence
from datetime import date

from services.votes.lecture.dates import find_dates
from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.textes import fold

_RETOUR = re.compile(
    r"retourn|renvoy|parvenir|reception\s+(?:du|des)\s+(?:formulaire|vote)|recu\w*\s+(?:par\s+le\s+syndic|au\s+cabinet)|adress\w+\s+(?:au|a\s)|limite\s+de\s+(?:reception|retour)|date\s+limite|transm"
)
_FORMULAIRE = re.compile(r"formulaire|correspondance|votation|bulletin\s+de\s+vote")
_LIMITE = re.compile(r"plus\s+tard|avant\s+le|limite|jusqu'au|au\s+plus\s+tard")
_COURRIEL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
_ADRESSE = re.compile(
    r"\d{1,4}\s*(?:bis|ter)?\s*,?\s+(?:rue|avenue|av\.?|boulevard|bd|place|chemin|cours|impasse|"
    r"all[ée]e|quai|route|square|mont[ée]e)\b[^;\n@]{2,80}?\d{5}\s+[A-ZÉÈa-zéèêàô][\w’'\- ]{1,40}",
    re.IGNORECASE,
)
_SUITE = re.compile(r"\s+(?:ou|et)\s+(?:[àa]|par|au|sur)\b|(?<!cedex)\s+\d{1,3}\b", re.IGNORECASE)
"""Where the town ends: another way back (« 69003 Lyon ou à ag@… »), or the number of the line below."""
_PORTEE = 3


def read_retour(lignes: Sequence[Ligne], date_ag: date | None) -> tuple[date | None, str | None, str | None]:
    """The printed limit date of the form, and the e-mail and postal address it goes back to; None when not printed.

    Only lines near the word of the form are read; a date after the assembly is not a limit.
    """
    limite: date | None = None
    courriel: str | None = None
    adresse: str | None = None
    for rang in range(len(lignes)):
        passage = "\n".join(ligne.texte for ligne in lignes[rang : rang + _PORTEE])
        plain = fold(passage)
        if not _RETOUR.search(fold(lignes[rang].texte)) or not _FORMULAIRE.search(
            fold(" ".join(ligne.texte for ligne in lignes[max(0, rang - 6) : rang + _PORTEE]))
        ):
            continue
        if limite is None and _LIMITE.search(plain):
            dates = [
                jour
                for jour, debut, _ in find_dates(plain)
                if (date_ag is None or jour < date_ag) and _LIMITE.search(plain[:debut])
            ]
            limite = dates[0] if dates else None
        trouve = _COURRIEL.search(passage)
        courriel = courriel or (trouve[0].rstrip(".") if trouve else None)
        lieu = _ADRESSE.search(passage.replace("\n", " "))
        adresse = adresse or (_end_at_town(lieu[0]) if lieu else None)
    return limite, courriel, adresse


def _end_at_town(adresse: str) -> str:
    rue, code, ville = re.split(r"(\d{5})", adresse, maxsplit=1)
    return f"{rue}{code}{_SUITE.split(ville)[0]}".strip(" .,")
