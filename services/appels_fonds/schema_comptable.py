"""The default posting scheme: which account a line of each nature goes to, and why. Rows only; the rule is imputation.

The creditor is always the syndicat (4011, one auxiliary per copropriété): the debt and the bank account are its own,
the syndic changes. Mirror principle: while the syndic keeps our money in class 1 we hold an asset; when it reaches
class 7 we have a charge. Residential letting: all taxes included, no VAT leg.
"""

from dataclasses import dataclass

from services.appels_fonds.natures import Nature

JOURNAL = "COP"
JOURNAL_LIBELLE = "Appels de fonds copropriété"
COMPTE_SYNDICAT = "4011"


@dataclass(frozen=True, slots=True)
class Compte:
    """An account of the landlord's chart."""

    numero: str
    libelle: str


COMPTES = {
    compte.numero: compte
    for compte in (
        Compte("238", "Avances et acomptes versés sur commandes d'immobilisations"),
        Compte("275", "Dépôts et cautionnements versés, avances copropriété"),
        Compte("2761", "Créances diverses, fonds de travaux attachés aux lots"),
        Compte(COMPTE_SYNDICAT, "Fournisseurs, syndicats de copropriétaires"),
        Compte("471", "Compte d'attente, à imputer"),
        Compte("6141", "Charges de copropriété, part non récupérable"),
        Compte("6142", "Charges de copropriété, part récupérable"),
        Compte("6226", "Honoraires"),
        Compte("7587", "Indemnités d'assurance et subventions reçues"),
    )
}


@dataclass(frozen=True, slots=True)
class RegleImputation:
    """Where a positive line of this nature is debited (a negative one is credited there), and the reason."""

    nature: Nature
    compte: str
    raison: str
    is_partagee: bool = False
    """Whether a recoverable part can be set aside on 6142."""


SCHEMA = {
    regle.nature: regle
    for regle in (
        RegleImputation(Nature.PROVISION, "6141", "service consommé sur la période", is_partagee=True),
        RegleImputation(Nature.PROVISION_COMPLEMENT, "6141", "complément de provision", is_partagee=True),
        RegleImputation(Nature.CONSOMMATION, "6141", "consommation relevée", is_partagee=True),
        RegleImputation(Nature.REGULARISATION, "6141", "même nature que la provision régularisée", is_partagee=True),
        RegleImputation(Nature.TRAVAUX, "238", "travaux décidés, pas encore faits : miroir du 102 du syndicat"),
        RegleImputation(Nature.ANNULATION_TRAVAUX, "238", "annule l'appel de travaux d'origine"),
        RegleImputation(Nature.FONDS_TRAVAUX, "2761", "fonds attaché au lot, utilisable pour des travaux futurs"),
        RegleImputation(Nature.AVANCE, "275", "réserve remboursable (décret art. 45-1)"),
        RegleImputation(Nature.RESTITUTION_AVANCE, "275", "reprise d'une avance remboursable"),
        RegleImputation(Nature.DELEGATION_CS, "6141", "dépense déléguée au conseil syndical", is_partagee=True),
        RegleImputation(Nature.EMPRUNT, "471", "annuité d'emprunt : à imputer à la main, principal et intérêts"),
        RegleImputation(Nature.FRAIS_IMPUTABLES, "6226", "frais du seul copropriétaire (loi art. 10-1), à contester"),
        RegleImputation(Nature.SUBVENTION_INDEMNITE, "7587", "produit, jamais une diminution du 614"),
    )
}
"""``solde_anterieur`` and ``reglement`` are absent: statement lines, never posted."""
