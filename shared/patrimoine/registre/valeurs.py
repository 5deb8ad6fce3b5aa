"""One value of the registry at a time: text as it stands, missing or not, dates, numbers, and the defects seen."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from stdnum.fr import siret as numero_siret

from shared.excel.dates import DateInvalide, parse_date

NON_CONNUS = frozenset(
    {"non connu", "non connue", "non renseigne", "non renseigné", "non_connue", "non_connu", "nan", "null"}
)
DATES_FICTIVES = frozenset(
    {date(1900, 1, 1), date(1970, 1, 1), date(1899, 12, 30), date(1901, 1, 1), date(9999, 12, 31)}
)


@dataclass(slots=True)
class Champ:
    """The value of a field, plain JSON, and its defects (``drapeaux``)."""

    valeur: Any = None
    drapeaux: list[str] = field(default_factory=list)

    def flag(self, drapeau: str) -> None:
        """Note a defect once."""
        if drapeau not in self.drapeaux:
            self.drapeaux.append(drapeau)


def is_inconnu(brut: str) -> bool:
    """The sentinel texts of the file."""
    return brut.strip().lower() in NON_CONNUS


def read_texte(brut: str) -> Champ:
    """A text as it stands, blanks tidied; apostrophes of two kinds in one text are made one kind and told."""
    net = " ".join(brut.split())
    if not net:
        return Champ()
    if is_inconnu(net):
        return Champ(None, ["non_connu"])
    if "'" in net and "’" in net:
        return Champ(net.replace("'", "’"), ["apostrophe"])
    return Champ(net)


def read_entier(brut: str, plafond: int) -> Champ:
    """A count; beyond ``plafond``, or negative, it is kept and told improbable."""
    lu = read_texte(brut)
    if lu.valeur is None:
        return lu
    chiffres = re.sub(r"\s", "", str(lu.valeur)).replace(",", ".")
    try:
        nombre = float(chiffres)
    except ValueError:
        return Champ(None, ["nombre_improbable"])
    if nombre != int(nombre):
        return Champ(None, ["nombre_improbable"])
    lu.valeur = int(nombre)
    if not 0 <= lu.valeur <= plafond:
        lu.flag("nombre_improbable")
    return lu


def read_reel(brut: str, bornes: tuple[float, float]) -> Champ:
    """A coordinate in degrees."""
    lu = read_texte(brut)
    if lu.valeur is None:
        return lu
    try:
        lu.valeur = float(str(lu.valeur).replace(",", "."))
    except ValueError:
        return Champ(None, ["nombre_improbable"])
    if not bornes[0] <= lu.valeur <= bornes[1]:
        lu.flag("nombre_improbable")
    return lu


def read_jour(brut: str, depuis: date, jusqu_au: date) -> Champ:
    """A date in ISO; one that cannot be true gives no value."""
    lu = read_texte(brut)
    if lu.valeur is None:
        return lu
    texte = re.split(r"[T ]", str(lu.valeur))[0]
    try:
        jour = date.fromisoformat(texte) if re.fullmatch(r"\d{4}-\d\d-\d\d", texte) else parse_date(texte)
    except (ValueError, DateInvalide):
        return Champ(None, ["date_improbable"])
    if jour in DATES_FICTIVES or not depuis <= jour <= jusqu_au:
        return Champ(None, ["date_improbable"])
    return Champ(jour.isoformat())


def read_oui(brut: str) -> Champ:
    """Yes or no, in any case, or 1 and 0."""
    lu = read_texte(brut)
    if lu.valeur is None:
        return lu
    return Champ(str(lu.valeur).lower() in ("oui", "1", "true", "vrai", "o"))


def read_code(brut: str, longueur: int) -> Champ:
    """A code of digits whose leading zero a spreadsheet may have eaten (``04980`` → ``4980``)."""
    lu = read_texte(brut)
    if lu.valeur is None:
        return lu
    texte = re.sub(r"\.0$", "", str(lu.valeur))
    if texte.isdecimal() and len(texte) == longueur - 1:
        return Champ(texte.zfill(longueur), ["zero_restaure"])
    return Champ(texte)


def read_siret(brut: str, colle: str | None) -> Champ:
    """The SIRET: from its own column, else the one glued to the company's name. A wrong key is told, not hidden."""
    lu = read_texte(brut)
    texte = re.sub(r"\.0$", "", str(lu.valeur or ""))
    chiffres = re.sub(r"\D", "", texte)
    if not chiffres and colle:
        lu = Champ(colle, ["siret_colle"])
        chiffres = colle
    elif not chiffres:
        return lu if lu.valeur is None else Champ(None, ["siret_invalide"])
    else:
        lu = Champ(chiffres)
        if len(chiffres) == 13:
            lu = Champ(chiffres.zfill(14), ["zero_restaure"])
    if not numero_siret.is_valid(str(lu.valeur)) or not chiffres.strip("0"):
        lu.flag("siret_invalide")
    return lu
