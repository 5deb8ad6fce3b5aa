"""The exact keys of the patrimoine's JSON, as data, and the one walk that reads it.

``PATRIMOINE`` is the contract: which keys exist at each level and how each value is read. A key outside it is refused
by name. A key may be missing (what is known stays) or null (what is known is cleared; for a list: nothing is said).
Every fault of the document is found in one pass, each with its path: ``coproprietes[0].lots[2].tantiemes.GEN``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from shared.patrimoine import valeurs as lire
from shared.patrimoine.textes import order_naturel
from shared.patrimoine.valeurs import Lecture, ValeurRefusee


@dataclass
class Fautes:
    """The faults found so far, at most one for a path."""

    par_chemin: dict[str, str] = field(default_factory=dict)

    def add(self, chemin: str, message: str) -> None:
        """Keep a fault; the first said about a path is the one that stays."""
        self.par_chemin.setdefault(chemin, message)

    def __contains__(self, chemin: str) -> bool:
        return chemin in self.par_chemin

    def __bool__(self) -> bool:
        return bool(self.par_chemin)

    def as_list(self) -> list[dict[str, Any]]:
        """The faults as an error carries them, in the order of their paths."""
        return [
            {"ou": chemin, "chemin": chemin, "message": message}
            for chemin, message in sorted(self.par_chemin.items(), key=lambda faute: order_naturel(faute[0]))
        ]


@dataclass(frozen=True)
class Fiche:
    """An object of the file once read: where it stands, and the values it gives. A faulty value is left out."""

    chemin: str
    valeurs: dict[str, Any]

    def get(self, nom: str) -> Any:
        """The value of a key, None when it is missing, null or faulty."""
        return self.valeurs.get(nom)

    def fiches(self, nom: str) -> list["Fiche"]:
        """The objects of a list, none when the list is missing or null."""
        return self.valeurs.get(nom) or []


class Forme(Protocol):
    """How a value of the document is read."""

    def read(self, valeur: Any, chemin: str, fautes: Fautes) -> Any:
        """Return the value read, or None after saying what is wrong."""


@dataclass(frozen=True)
class Simple:
    """One value."""

    lecture: Lecture

    def read(self, valeur: Any, chemin: str, fautes: Fautes) -> Any:
        """The value, None for null."""
        try:
            return None if valeur is None else self.lecture(valeur)
        except ValeurRefusee as refus:
            fautes.add(chemin, str(refus))
            return None


@dataclass(frozen=True)
class Objet:
    """An object with known keys; ``cle`` are those that name it and can never be left out."""

    formes: Mapping[str, Forme]
    cle: tuple[str, ...] = ()

    def read(self, valeur: Any, chemin: str, fautes: Fautes) -> Fiche:
        """The values given, by key."""
        if not isinstance(valeur, dict):
            fautes.add(chemin, f"un objet est attendu ici, avec les clés : {', '.join(self.formes)}")
            return Fiche(chemin, {})
        lues = {}
        for nom, contenu in valeur.items():
            chez = join_chemin(chemin, nom)
            if nom not in self.formes:
                fautes.add(chez, f"clé inconnue « {nom} » ; clés admises : {', '.join(self.formes)}")
                continue
            lu = self.formes[nom].read(contenu, chez, fautes)
            if chez not in fautes:
                lues[nom] = lu
        for nom in self.cle:
            if lues.get(nom) is None:
                fautes.add(join_chemin(chemin, nom), f"« {nom} » est obligatoire")
        return Fiche(chemin, lues)


@dataclass(frozen=True)
class Facultatif:
    """An object that may be null."""

    objet: Objet

    def read(self, valeur: Any, chemin: str, fautes: Fautes) -> Fiche | None:
        """The object; None for null."""
        return None if valeur is None else self.objet.read(valeur, chemin, fautes)


@dataclass(frozen=True)
class Liste:
    """A list of objects or of values."""

    forme: Forme

    def read(self, valeur: Any, chemin: str, fautes: Fautes) -> list[Any] | None:
        """The elements; None for null."""
        if valeur is None:
            return None
        if not isinstance(valeur, list):
            fautes.add(chemin, "une liste est attendue ici")
            return None
        return [self.forme.read(element, f"{chemin}[{rang}]", fautes) for rang, element in enumerate(valeur)]


@dataclass(frozen=True)
class Ensemble:
    """A list of values where each may appear only once; its order says nothing."""

    lecture: Lecture

    def read(self, valeur: Any, chemin: str, fautes: Fautes) -> tuple[Any, ...] | None:
        """The values, sorted; None for null."""
        lues = Liste(Simple(self.lecture)).read(valeur, chemin, fautes)
        if lues is None:
            return None
        for rang, element in enumerate(lues):
            if element is None:
                fautes.add(f"{chemin}[{rang}]", "cette valeur est vide")
            elif element in lues[:rang]:
                fautes.add(f"{chemin}[{rang}]", f"« {lire.write_valeur(element)} » est donné deux fois")
        return tuple(sorted({element for element in lues if element is not None}))


@dataclass(frozen=True)
class Table:
    """Values by clé de répartition: ``{"GEN": 312}``. A null says nothing."""

    lecture: Lecture

    def read(self, valeur: Any, chemin: str, fautes: Fautes) -> dict[str, Any] | None:
        """The values given, by clé; None for null."""
        if valeur is None:
            return None
        if not isinstance(valeur, dict):
            fautes.add(chemin, 'un objet {"clé": nombre} est attendu ici')
            return None
        lues = {
            nom: Simple(self.lecture).read(contenu, join_chemin(chemin, nom), fautes) for nom, contenu in valeur.items()
        }
        return {nom: lue for nom, lue in lues.items() if lue is not None}


@dataclass(frozen=True)
class TableOuPeriodes:
    """Tantièmes: one table, or a dated list of tables."""

    table: Table
    periodes: Liste

    def read(self, valeur: Any, chemin: str, fautes: Fautes) -> Any:
        """A dict (undated), or a list of fiches (dated)."""
        return (self.periodes if isinstance(valeur, list) else self.table).read(valeur, chemin, fautes)


def join_chemin(chemin: str, nom: str) -> str:
    """The path of a key in the object at ``chemin``."""
    return f"{chemin}.{nom}" if chemin else nom


TEXTE, ENTIER, DATE, IBAN = (
    Simple(lire.read_texte),
    Simple(lire.read_entier),
    Simple(lire.read_date),
    Simple(lire.read_iban),
)
PERIODE = {"du": DATE, "au": DATE}
TANTIEMES = Table(lire.read_entier)
BUDGET = Table(lire.read_montant)

IDENTITE: dict[str, Forme] = {
    "nom": TEXTE,
    "adresse": TEXTE,
    "immatriculation": Simple(lire.read_immatriculation),
    "agence": TEXTE,
    "origine": Simple(lire.read_origine),
    "surface_m2": ENTIER,
    "lots_principaux": ENTIER,
    "reference_bailleur": TEXTE,
    "iban": IBAN,
    "iban_fonds_travaux": IBAN,
}
"""What a copropriété is, apart from its lists: also what the page may edit."""

EXERCICE = Objet(
    {"libelle": TEXTE, "debut": DATE, "fin": DATE, "vote_le": DATE, "budget": BUDGET, "fonds_travaux": BUDGET},
    cle=("libelle",),
)
CLE = Objet({"code": TEXTE, "libelle": TEXTE, "total": Simple(lire.read_total)}, cle=("code",))
TRAVAUX = Objet(
    {"date_ag": DATE, "resolution": TEXTE, "libelle": TEXTE, "cle": TEXTE, "montant": Simple(lire.read_montant),
     "echeances": Ensemble(lire.read_date)},
    cle=("date_ag", "resolution", "cle"),
)  # fmt: skip
APPEL = Objet(
    {"nature": TEXTE, "periode": TEXTE, "exigible": DATE, "cle": TEXTE, "lot": TEXTE,
     "montant": Simple(lire.read_montant_signe)},
    cle=("nature", "exigible", "cle"),
)  # fmt: skip
LOT = Objet(
    {"numero": TEXTE, "nature": TEXTE, "surface_m2": ENTIER, **PERIODE, "detentions": Liste(Objet(PERIODE)),
     "tantiemes": TableOuPeriodes(TANTIEMES, Liste(Objet({**PERIODE, "cles": TANTIEMES})))},
    cle=("numero",),
)  # fmt: skip
COPROPRIETE = Objet(
    {
        "code": TEXTE,
        **IDENTITE,
        "syndic": TEXTE,
        "mandats": Liste(Objet({"syndic": TEXTE, **PERIODE}, cle=("syndic",))),
        "exercices": Liste(EXERCICE),
        "cles": Liste(CLE),
        "travaux_votes": Liste(TRAVAUX),
        "appels_anterieurs": Liste(APPEL),
        "lots": Liste(LOT),
    },
    cle=("code",),
)
PATRIMOINE = Objet(
    {
        "bailleur": Facultatif(
            Objet({"nom": TEXTE, "siren": Simple(lire.read_siren), "iban": IBAN, "bic": Simple(lire.read_bic)})
        ),
        "agences": Liste(Objet({"code": TEXTE, "nom": TEXTE}, cle=("code",))),
        "agents": Liste(
            Objet(
                {"courriel": Simple(lire.read_identifiant), "nom": TEXTE, "roles": Ensemble(lire.read_role),
                 "agences": Ensemble(lire.read_texte)},
                cle=("courriel",),
            )
        ),
        "syndics": Liste(
            Objet(
                {"code": TEXTE, "nom": TEXTE, "siret": Simple(lire.read_siret),
                 "courriel": Simple(lire.read_courriel)},
                cle=("code",),
            )
        ),
        "coproprietes": Liste(COPROPRIETE),
    }
)  # fmt: skip


def read_patrimoine(donnees: Any, fautes: Fautes) -> Fiche:
    """Read the whole document; what is wrong is added to ``fautes`` and left out of the result."""
    return PATRIMOINE.read(donnees, "", fautes)


def iterate_tantiemes(lot: Fiche) -> Iterator[tuple[Fiche, dict[str, Any], dict[str, int]]]:
    """The tables of tantièmes of a lot: the object that holds each, the dates it gives, values by clé."""
    tantiemes = lot.get("tantiemes")
    if isinstance(tantiemes, dict):
        yield lot, {}, tantiemes
    for fiche in tantiemes if isinstance(tantiemes, list) else ():
        yield fiche, {nom: fiche.get(nom) for nom in ("du", "au")}, fiche.get("cles") or {}
