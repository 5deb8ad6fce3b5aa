"""The sheets of the patrimoine's workbook, as data: their French headers, and the JSON keys they stand for.

Reader, writer and template all follow this one description. Amounts are in euros in the workbook.
"""

from dataclasses import dataclass
from enum import StrEnum


class Type(StrEnum):
    """How a cell is typed; the value is what the template says of it."""

    TEXTE = "texte"
    ENTIER = "nombre entier"
    MONTANT = "montant en euros"
    DATE = "date (31/12/2026)"
    TEXTES = "un ou plusieurs, séparés par une virgule"
    DATES = "une ou plusieurs dates, séparées par une virgule"


@dataclass(frozen=True)
class Colonne:
    """A column. ``cle``: the JSON key; ``choix``: the sheet whose first column lists what may be typed."""

    titre: str
    cle: str
    type: Type = Type.TEXTE
    obligatoire: bool = False
    exemple: str = ""
    choix: str | tuple[str, ...] = ()
    largeur: int = 16


@dataclass(frozen=True)
class Feuille:
    """A sheet. ``liste``: the JSON list its rows go to; ``parents``: the columns that name what a row belongs to."""

    titre: str
    liste: str
    colonnes: tuple[Colonne, ...]
    parents: tuple[str, ...] = ()

    @property
    def liste_parente(self) -> str | None:
        """The JSON list of what a row belongs to, None for a list at the top."""
        return {"copropriete": "coproprietes", "exercice": "exercices", "lot": "lots"}.get("".join(self.parents[-1:]))


def _required(titre: str, cle: str, type: Type = Type.TEXTE, **details: object) -> Colonne:  # noqa: A002
    return Colonne(titre, cle, type, obligatoire=True, **details)  # type: ignore[arg-type]


COPROPRIETE = _required("Copropriété", "copropriete", exemple="C001", choix="Copropriétés")
CLE = _required("Clé", "cle", exemple="GEN")
LOT = _required("Lot", "lot", exemple="12")
IBAN = Colonne("IBAN", "iban", exemple="FR76 3000 6000 0112 3456 7890 189", largeur=34)
DU = Colonne("Du", "du", Type.DATE, exemple="01/01/2015", largeur=12)
AU = Colonne("Au", "au", Type.DATE, exemple="31/12/2025 (vide : toujours)", largeur=12)
NOM = _required("Nom", "nom", exemple="Résidence des Lilas", largeur=32)

BAILLEUR = Feuille(
    "Bailleur", "bailleur",
    (NOM, Colonne("SIREN", "siren", exemple="123 456 782"), IBAN, Colonne("BIC", "bic", exemple="AGRIFRPP")),
)  # fmt: skip
AGENCES = Feuille("Agences", "agences", (_required("Code", "code", exemple="LYO"), NOM))
AGENTS = Feuille(
    "Agents", "agents",
    (_required("Courriel", "courriel", exemple="prenom.nom@bailleur.example", largeur=32), NOM,
     Colonne("Rôles", "roles", Type.TEXTES, exemple="RC, TE"),
     Colonne("Agences", "agences", Type.TEXTES, exemple="LYO, STE")),
)  # fmt: skip
SYNDICS = Feuille(
    "Syndics", "syndics",
    (_required("Code", "code", exemple="S01"), NOM, Colonne("SIRET", "siret", exemple="123 456 782 00010", largeur=20),
     Colonne("Courriel", "courriel", exemple="copro@syndic.example", largeur=32)),
)  # fmt: skip
COPROPRIETES = Feuille(
    "Copropriétés", "coproprietes",
    (_required("Code", "code", exemple="C001"), NOM,
     Colonne("Adresse", "adresse", exemple="4 rue des Lilas, 69003 Lyon", largeur=40),
     Colonne("Immatriculation", "immatriculation", exemple="AA1234567"),
     _required("Agence", "agence", exemple="LYO", choix="Agences"),
     Colonne("Origine des lots", "origine", exemple="autre", choix=("autre", "vente_hlm_vendeur"), largeur=20),
     Colonne("Surface (m²)", "surface_m2", Type.ENTIER, exemple="4100"),
     Colonne("Lots principaux", "lots_principaux", Type.ENTIER, exemple="60"),
     Colonne("Référence du bailleur", "reference_bailleur", exemple="0428-17", largeur=22), IBAN,
     Colonne("IBAN du fonds de travaux", "iban_fonds_travaux", exemple="FR76…", largeur=34)),
)  # fmt: skip
MANDATS = Feuille(
    "Mandats", "mandats",
    (COPROPRIETE, _required("Syndic", "syndic", exemple="S01", choix="Syndics"), DU, AU), parents=("copropriete",),
)  # fmt: skip
CLES = Feuille(
    "Clés", "cles",
    (COPROPRIETE, _required("Code", "code", exemple="GEN"),
     _required("Libellé", "libelle", exemple="Charges générales", largeur=32),
     _required("Total des tantièmes", "total", Type.ENTIER, exemple="10000", largeur=20)),
    parents=("copropriete",),
)  # fmt: skip
EXERCICES = Feuille(
    "Exercices", "exercices",
    (COPROPRIETE, _required("Libellé", "libelle", exemple="2026"),
     _required("Début", "debut", Type.DATE, exemple="01/01/2026"),
     _required("Fin", "fin", Type.DATE, exemple="31/12/2026"),
     Colonne("Budget voté le", "vote_le", Type.DATE, exemple="12/06/2025")),
    parents=("copropriete",),
)  # fmt: skip
BUDGETS = Feuille(
    "Budgets", "budgets",
    (COPROPRIETE, _required("Exercice", "exercice", exemple="2026"), CLE,
     Colonne("Budget (€)", "budget", Type.MONTANT, exemple="57 000,00"),
     Colonne("Fonds de travaux (€)", "fonds_travaux", Type.MONTANT, exemple="6 419,60", largeur=20)),
    parents=("copropriete", "exercice"),
)  # fmt: skip
TRAVAUX = Feuille(
    "Travaux votés", "travaux_votes",
    (COPROPRIETE, _required("Date de l'AG", "date_ag", Type.DATE, exemple="12/06/2025"),
     _required("Résolution", "resolution", exemple="14"),
     _required("Libellé", "libelle", exemple="Ravalement du bâtiment A", largeur=40), CLE,
     _required("Montant (€)", "montant", Type.MONTANT, exemple="96 000,00"),
     Colonne("Échéances", "echeances", Type.DATES, exemple="01/10/2025, 01/01/2026", largeur=30)),
    parents=("copropriete",),
)  # fmt: skip
APPELS = Feuille(
    "Appels antérieurs", "appels_anterieurs",
    (COPROPRIETE, _required("Nature", "nature", exemple="provision"),
     Colonne("Période", "periode", exemple="2025-T4"),
     _required("Exigible le", "exigible", Type.DATE, exemple="01/10/2025"), CLE,
     Colonne("Lot", "lot", exemple="12"), _required("Montant (€)", "montant", Type.MONTANT, exemple="444,60")),
    parents=("copropriete",),
)  # fmt: skip
LOTS = Feuille(
    "Lots", "lots",
    (COPROPRIETE, _required("Numéro", "numero", exemple="12"), Colonne("Nature", "nature", exemple="logement"),
     Colonne("Surface (m²)", "surface_m2", Type.ENTIER, exemple="64"), DU, AU),
    parents=("copropriete",),
)  # fmt: skip
DETENTIONS = Feuille("Détentions", "detentions", (COPROPRIETE, LOT, DU, AU), parents=("copropriete", "lot"))
TANTIEMES = Feuille(
    "Tantièmes", "tantiemes",
    (COPROPRIETE, LOT, CLE, _required("Tantièmes", "tantiemes", Type.ENTIER, exemple="312"), DU, AU),
    parents=("copropriete", "lot"),
)  # fmt: skip

FEUILLES = (BAILLEUR, AGENCES, AGENTS, SYNDICS, COPROPRIETES, MANDATS, CLES, EXERCICES, BUDGETS, TRAVAUX, APPELS, LOTS,
            DETENTIONS, TANTIEMES)  # fmt: skip
MODE_D_EMPLOI = "Mode d'emploi"

AIDES = {
    "Bailleur": "Une seule ligne : nous.",
    "Agents": "Rôles : RC, TE, CO, JU, PX, DI, ADMIN. Les invitations s'envoient ensuite depuis l'administration.",
    "Mandats": "Un seul syndic depuis toujours : une ligne sans dates. Sinon, une ligne par mandat, sans jour commun.",
    "Clés": "Le total compte tous les copropriétaires, pas seulement nos lots.",
    "Budgets": "Une ligne par exercice et par clé ; montants votés pour tous les copropriétaires.",
    "Lots": "Seulement nos lots. Du et Au : premier et dernier jour où le lot est à nous.",
    "Détentions": "Seulement pour un lot qui a été à nous plusieurs fois ; laissez alors Du et Au vides dans Lots.",
    "Tantièmes": "Sans dates : la valeur de toujours. Après un modificatif : une ligne par période.",
}
