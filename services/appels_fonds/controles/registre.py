"""The list of controls, and the one pass that runs them.

A control is a pure rule on one call and what we know. To add one: write it in a module of this package, load what it
needs into its ``Dossier`` (``services.appels_fonds.reception.dossiers_appels`` fills it), name it here, and its code in
``docs/controles.md``. A fault of reading stops the controls that would rest on it: those of its own lines, and those of
the whole call (``entier``). Controls 1, 3 and 6, and the sure half of 5, are said by the reading and the analysis.
"""

from collections.abc import Sequence

from services.appels_fonds.controles import budget, calendrier, identite, paiement, releves, reserves, travaux
from services.appels_fonds.controles.appels_lus import AppelLu, Connaissances
from services.appels_fonds.controles.constats import Controle
from services.appels_fonds.controles.etude import TOLERANCE_PAR_DEFAUT, EtudeAppel
from services.appels_fonds.reception.anomalies import A_CONFIRMER, BLOQUANTE, INFORMATION, PAIEMENT, Anomalie

LIGNE = "centimes par ligne"

CONTROLES: tuple[Controle, ...] = (
    Controle(2, "SYNDIC_SANS_MANDAT", A_CONFIRMER, "Un syndic a un mandat à l’exigibilité",
             identite.find_mandat_absent),
    Controle(4, "LOT_ABSENT", A_CONFIRMER, "Tous nos lots sont dans l’appel", identite.find_lots_absents, entier=True),
    Controle(5, "APPEL_RESSEMBLANT", A_CONFIRMER, "Le même total n’a pas été appelé autrement pour la période",
             calendrier.find_appel_ressemblant, entier=True),
    Controle(7, "TANTIEMES_DIFFERENTS", A_CONFIRMER, "Tantièmes et base imprimés sont ceux du règlement",
             identite.find_tantiemes_differents),
    Controle(8, "MONTANT_RECALCULE", A_CONFIRMER, "Budget × tantièmes ÷ total ÷ périodes = montant appelé",
             budget.find_montants_differents, TOLERANCE_PAR_DEFAUT, LIGNE),
    Controle(8, "BUDGET_INCONNU", INFORMATION, "Le budget voté est connu", budget.find_budget_inconnu),
    Controle(8, "CUMUL_DEPASSE", A_CONFIRMER, "Les appels de l’exercice ne dépassent pas notre part du budget",
             budget.find_cumul_depasse, entier=True),
    Controle(9, "BUDGET_PRECEDENT", INFORMATION, "Les deux premiers appels peuvent suivre le budget précédent",
             budget.find_budget_precedent_permis),
    Controle(9, "BUDGET_PRECEDENT_EN_TROP", A_CONFIRMER, "Dès le troisième appel, le budget voté est appliqué",
             budget.find_budget_precedent_en_trop),
    Controle(9, "COMPLEMENT_DIFFERENT", A_CONFIRMER, "Le complément suit l’écart entre les deux budgets",
             budget.find_complement_different),
    Controle(10, "EXIGIBILITE_INHABITUELLE", A_CONFIRMER, "L’exigibilité ouvre une période, ni ancienne ni lointaine",
             calendrier.find_exigibilite_inhabituelle, 13, "mois à venir"),
    Controle(11, "TRAVAUX_SANS_VOTE", A_CONFIRMER, "Les travaux appelés ont été votés",
             travaux.find_travaux_sans_vote),
    Controle(11, "TRAVAUX_DEPASSES", A_CONFIRMER, "Les appels de travaux ne dépassent pas notre part du vote",
             travaux.find_travaux_depasses, entier=True),
    Controle(11, "TRAVAUX_HORS_ECHEANCE", A_CONFIRMER, "Les travaux sont appelés aux échéances votées",
             travaux.find_travaux_hors_echeance),
    Controle(12, "FONDS_TRAVAUX_HORS_NORME", INFORMATION, "La cotisation au fonds de travaux tient son plancher",
             reserves.find_fonds_travaux_hors_norme, 5, "% du budget"),
    Controle(13, "AVANCE_EXCESSIVE", A_CONFIRMER, "Les avances restent sous le sixième du budget",
             reserves.find_avance_excessive, entier=True),
    Controle(14, "VARIATION_FORTE", INFORMATION, "Pas de variation de plus de 10 % ou du montant réglé",
             calendrier.find_variation_forte, 50_000, "centimes", entier=True),
    Controle(15, "FRAIS_A_VERIFIER", A_CONFIRMER, "Les frais mis à notre charge sont justifiés",
             releves.find_frais_a_verifier),
    Controle(16, "SOLDE_ANTERIEUR_DIFFERENT", A_CONFIRMER, "Le solde antérieur est celui de nos comptes",
             releves.find_solde_different, entier=True),
    Controle(17, "IBAN_INVALIDE", PAIEMENT, "L’IBAN imprimé est juste", paiement.find_iban_invalide),
    Controle(17, "IBAN_DIFFERENT", PAIEMENT, "L’IBAN imprimé est celui que nous connaissons",
             paiement.find_iban_different),
    Controle(17, "IBAN_PARTAGE", PAIEMENT, "L’IBAN imprimé n’est pas celui d’un autre syndicat",
             paiement.find_iban_partage),
    Controle(18, "RECUPERABLE_INCOHERENT", INFORMATION, "La part récupérable imprimée tient dans sa ligne",
             releves.find_recuperable_incoherent),
    Controle(19, "REGULARISATION_A_RAPPROCHER", A_CONFIRMER, "La régularisation est à la mesure des appels",
             releves.find_regularisation_depassant_le_budget, 15, "% de notre part", entier=True),
    Controle(20, "PERIODE_CLOSE", BLOQUANTE, "La période comptable est ouverte", releves.find_periode_close),
    Controle(21, "APPEL_MANQUANT", INFORMATION, "Les appels précédents de l’exercice sont arrivés",
             calendrier.find_appels_manquants, 15, "jours après l’exigibilité"),
)  # fmt: skip


def run_controles(
    appels: Sequence[AppelLu], connaissances: Connaissances, controles: Sequence[Controle] = CONTROLES
) -> list[Anomalie]:
    """Every fault of every call, in the order of the controls."""
    etudes = [EtudeAppel(appel, connaissances) for appel in appels]
    return [anomalie for etude in etudes for controle in controles for anomalie in controle.run(etude)]
