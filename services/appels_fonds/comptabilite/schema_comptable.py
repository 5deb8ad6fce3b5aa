"""The default posting scheme: which account a line of each case goes to, and why. Rows only; the rule is imputation.

The creditor is always the syndicat (4011, one auxiliary per copropriété): the debt and the bank account are its own,
the syndic changes. Mirror principle: while the syndic keeps our money in class 1 we hold an asset; when it reaches
class 7 we have a charge. Residential letting: all taxes included, no VAT leg. The client's own scheme, versioned by
exercise, replaces these rows one by one (``schemas_comptables.py``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.appels_fonds.natures import Nature

JOURNAL = "COP"
JOURNAL_LIBELLE = "Appels de fonds copropriété"
BANQUE, OPERATIONS_DIVERSES = "BQ", "OD"
JOURNAUX = {JOURNAL: JOURNAL_LIBELLE, BANQUE: "Banque", OPERATIONS_DIVERSES: "Opérations diverses"}
COMPTE_SYNDICAT = "4011"
COMPTE_BANQUE = "512"
COMPTE_A_RECEVOIR, COMPTE_AVANCE_EXERCICE = "4081", "486"
NON_RECUPERABLE, RECUPERABLE = "6141", "6142"


@dataclass(frozen=True, slots=True)
class Compte:
    """An account of the landlord's chart."""

    numero: str
    libelle: str


COMPTES = {
    compte.numero: compte
    for compte in (
        Compte("13", "Subventions d'investissement"),
        Compte("238", "Avances et acomptes versés sur commandes d'immobilisations"),
        Compte("275", "Dépôts et cautionnements versés, avances copropriété"),
        Compte("2761", "Créances diverses, fonds de travaux attachés aux lots"),
        Compte(COMPTE_SYNDICAT, "Fournisseurs, syndicats de copropriétaires"),
        Compte("404", "Fournisseurs d'immobilisations, syndicats de copropriétaires"),
        Compte(COMPTE_A_RECEVOIR, "Fournisseurs, appels de fonds non parvenus"),
        Compte("4671", "Autres débiteurs, avances de trésorerie aux syndicats"),
        Compte("471", "Compte d'attente, à imputer"),
        Compte(COMPTE_AVANCE_EXERCICE, "Charges constatées d'avance"),
        Compte(COMPTE_BANQUE, "Banque"),
        Compte(NON_RECUPERABLE, "Charges de copropriété, part non récupérable"),
        Compte(RECUPERABLE, "Charges de copropriété, part récupérable"),
        Compte("61521", "Gros entretien, part non récupérable"),
        Compte("6226", "Honoraires"),
        Compte("7587", "Indemnités d'assurance et subventions reçues"),
    )
}

IMMOBILISE, ENTRETIEN = "immobilise", "entretien"
VARIANTES_TRAVAUX = {IMMOBILISE: "Immobilisation (238)", ENTRETIEN: "Gros entretien (61521)"}


@dataclass(frozen=True, slots=True)
class RegleImputation:
    """Where a positive line of this case is debited (a negative one is credited there), and the reason.

    ``compte_recuperable``: where the recoverable part goes, None when the case is never split. ``compte_tiers``: the
    account of the syndicat.
    """

    cas: str
    nature: Nature
    libelle: str
    compte: str
    raison: str
    compte_recuperable: str | None = None
    compte_tiers: str = COMPTE_SYNDICAT

    @property
    def is_partagee(self) -> bool:
        """Whether a recoverable part can be set aside."""
        return self.compte_recuperable is not None


def _shared(nature: Nature, libelle: str, raison: str, cas: str | None = None) -> RegleImputation:
    return RegleImputation(cas or nature, nature, libelle, NON_RECUPERABLE, raison, compte_recuperable=RECUPERABLE)


REGLES: dict[str, RegleImputation] = {
    regle.cas: regle
    for regle in (
        _shared(Nature.PROVISION, "Provision sur charges", "service consommé sur la période"),
        _shared(Nature.PROVISION_COMPLEMENT, "Complément de provision", "complément de provision"),
        _shared(Nature.CONSOMMATION, "Consommation", "consommation relevée"),
        _shared(Nature.REGULARISATION, "Régularisation à payer", "même nature que la provision régularisée"),
        _shared(
            Nature.REGULARISATION, "Régularisation en notre faveur",
            "diminue la charge, jamais un produit", "regularisation_credit",
        ),
        RegleImputation(
            Nature.TRAVAUX, Nature.TRAVAUX, "Travaux immobilisés", "238",
            "travaux décidés, pas encore faits : miroir du 102 du syndicat",
        ),
        RegleImputation(
            "travaux_entretien", Nature.TRAVAUX, "Travaux de gros entretien", "61521",
            "travaux sans amélioration ni composant remplacé",
        ),
        RegleImputation(
            Nature.ANNULATION_TRAVAUX, Nature.ANNULATION_TRAVAUX, "Annulation de travaux immobilisés", "238",
            "annule l'appel de travaux d'origine",
        ),
        RegleImputation(
            "annulation_travaux_entretien", Nature.ANNULATION_TRAVAUX, "Annulation de gros entretien", "61521",
            "annule l'appel de gros entretien d'origine",
        ),
        RegleImputation(
            Nature.FONDS_TRAVAUX, Nature.FONDS_TRAVAUX, "Fonds de travaux", "2761",
            "fonds attaché au lot, utilisable pour des travaux futurs",
        ),
        RegleImputation(
            Nature.AVANCE, Nature.AVANCE, "Avance permanente", "275", "réserve remboursable (décret art. 45-1)"
        ),
        RegleImputation(
            "avance_tresorerie", Nature.AVANCE, "Avance de trésorerie", "4671", "avance courte, remboursable"
        ),
        RegleImputation(
            Nature.RESTITUTION_AVANCE, Nature.RESTITUTION_AVANCE, "Restitution d'avance", "275",
            "reprise d'une avance remboursable",
        ),
        _shared(Nature.DELEGATION_CS, "Délégation au conseil syndical, courante", "dépense déléguée (loi art. 21-1)"),
        RegleImputation(
            "delegation_cs_travaux", Nature.DELEGATION_CS, "Délégation au conseil syndical, travaux", "238",
            "suit le partage du syndic (706-2)",
        ),
        RegleImputation(
            Nature.EMPRUNT, Nature.EMPRUNT, "Emprunt collectif", "471",
            "annuité d'emprunt : à imputer à la main, principal et intérêts",
        ),
        RegleImputation(
            Nature.FRAIS_IMPUTABLES, Nature.FRAIS_IMPUTABLES, "Frais imputables", "6226",
            "frais du seul copropriétaire (loi art. 10-1), à contester",
        ),
        RegleImputation(
            Nature.SUBVENTION_INDEMNITE, Nature.SUBVENTION_INDEMNITE, "Indemnité d'assurance", "7587",
            "produit, jamais une diminution du 614",
        ),
        RegleImputation(
            "subvention_travaux", Nature.SUBVENTION_INDEMNITE, "Subvention de travaux", "13",
            "subvention d'investissement, suit les travaux",
        ),
    )
}  # fmt: skip
"""``solde_anterieur`` and ``reglement`` are absent: statement lines, never posted. A payment is 4011 / 512."""

SCHEMA = {nature: REGLES[nature] for nature in Nature if nature in REGLES}
"""The usual row of each nature: what a page shows when nothing more precise is known."""

_PAR_VARIANTE = {
    (Nature.TRAVAUX, ENTRETIEN): "travaux_entretien",
    (Nature.ANNULATION_TRAVAUX, ENTRETIEN): "annulation_travaux_entretien",
    (Nature.AVANCE, "tresorerie"): "avance_tresorerie",
    (Nature.DELEGATION_CS, "travaux"): "delegation_cs_travaux",
    (Nature.SUBVENTION_INDEMNITE, "travaux"): "subvention_travaux",
}


def find_cas(nature: Nature, montant_centimes: int, variante: str | None = None) -> str:
    """The row of the scheme a line goes by: its nature, its variant when a person chose one, its sign."""
    if nature is Nature.REGULARISATION and montant_centimes < 0:
        return "regularisation_credit"
    return _PAR_VARIANTE.get((nature, variante or ""), nature)


@dataclass(frozen=True)
class Schema:
    """The scheme in force for an exercise and a copropriété; ``version`` 0 is the default one. ``libelles``: chart."""

    version: int = 0
    regles: Mapping[str, RegleImputation] = field(default_factory=lambda: REGLES)
    libelles: Mapping[str, str] = field(default_factory=dict)

    def libelle_of(self, numero: str) -> str:
        """The name of an account: the client's chart first, then the default one."""
        found = self.libelles.get(numero)
        return found or (COMPTES[numero].libelle if numero in COMPTES else f"Compte {numero}")


PAR_DEFAUT = Schema()
