"""How each syndic prints an agenda: the number of a point, its capitals, the mention of the majority."""

import unicodedata
from collections.abc import Callable
from typing import NamedTuple

_UNITES = ["", "UNIÈME", "DEUXIÈME", "TROISIÈME", "QUATRIÈME", "CINQUIÈME", "SIXIÈME", "SEPTIÈME", "HUITIÈME",
           "NEUVIÈME", "DIXIÈME", "ONZIÈME", "DOUZIÈME", "TREIZIÈME", "QUATORZIÈME", "QUINZIÈME", "SEIZIÈME",
           "DIX-SEPTIÈME", "DIX-HUITIÈME", "DIX-NEUVIÈME"]  # fmt: skip
_DIZAINES = {2: "VINGT", 3: "TRENTE", 4: "QUARANTE"}


class Style(NamedTuple):
    """``numero``: what stands before the title; ``titre``: the title as printed; ``majorite``: the line of the article.

    ``par_section``: numbers are 3.1, 3.2… instead of one sequence.
    """

    numero: Callable[[str], str]
    titre: Callable[[str], str]
    majorite: Callable[[str], str]
    par_section: bool = False


def ordinal(rang: int) -> str:
    """``21`` → ``VINGT ET UNIÈME``, up to 49."""
    if rang == 1:
        return "PREMIÈRE"
    if rang < 20:
        return _UNITES[rang]
    dizaine, unite = divmod(rang, 10)
    if unite == 0:
        return _DIZAINES[dizaine].removesuffix("E") + "IÈME"
    return f"{_DIZAINES[dizaine]}{' ET ' if unite == 1 else '-'}{_UNITES[unite]}"


def capitals_without_accents(texte: str) -> str:
    """``Élection`` → ``ELECTION``."""
    decomposed = unicodedata.normalize("NFKD", texte)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).upper()


def _article(article: str) -> str:
    return "unanimité" if article == "unanimite" else f"article {article}"


STYLES = {
    "S01": Style(lambda numero: f"{numero}. ", str, lambda article: f"({_article(article)})"),
    "S02": Style(lambda numero: f"{numero} ", str, lambda article: f"Majorité : {_article(article)}", True),
    "S03": Style(lambda numero: f"{ordinal(int(numero))} RÉSOLUTION : ", str,
                 lambda article: f"Majorité nécessaire : {_article(article)} de la loi du 10 juillet 1965"),
    "S04": Style(lambda numero: f"{numero}- ", capitals_without_accents, lambda article: f"({_article(article)})"),
    "S05": Style(lambda numero: f"{numero}° ", str, lambda article: f"[{_article(article)}]"),
    "S06": Style(lambda numero: f"{int(numero):02d} - ", capitals_without_accents,
                 lambda article: f"Vote à la majorité de l’{_article(article)}"),
}  # fmt: skip
