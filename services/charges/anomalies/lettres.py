"""The letter that asks a syndic about an anomaly: what is odd, its figures, and the paper that would explain it."""

from services.charges.models import AnomalieCharge
from services.charges.postes.nomenclature import FAMILLES
from shared.models import Copropriete
from shared.montants import format_montant

TYPES = {
    "pic": "hausse inhabituelle",
    "annee_manquante": "année sans dépense",
    "imputation": "dépense peut-être imputée à un autre poste",
    "derive_syndic": "honoraires qui montent d’année en année",
    "fuite_eau": "surconsommation d’eau",
    "unite": "montant cent ou mille fois trop grand ou trop petit",
    "signe": "total négatif",
}
DEMANDES = {
    "pic": "la facture ou le contrat qui l’explique, et si la dépense se répétera",
    "annee_manquante": "si la dépense a été omise, portée à un autre poste ou reportée sur l’exercice suivant",
    "imputation": "le détail des factures des deux postes, et la rectification s’il y a lieu",
    "derive_syndic": "le contrat en vigueur, le forfait voté et le détail des prestations facturées hors forfait",
    "fuite_eau": "les relevés de compteurs, la date de réparation de la fuite et la demande de dégrèvement",
    "unite": "la vérification du montant saisi, et l’avoir s’il est faux",
    "signe": "la nature de l’avoir ou la correction du signe",
}


def write_lettre(anomalie: AnomalieCharge, copropriete: Copropriete, signataire: str) -> tuple[str, str]:
    """The subject and the body; amounts are those of the whole building, then our share of the gap."""
    famille = FAMILLES.get(anomalie.famille, anomalie.famille)
    reference = copropriete.reference_bailleur or copropriete.code
    sujet = f"{copropriete.nom} (notre référence {reference}) : {famille} {anomalie.annee}"
    corps = (
        "Bonjour,\n\n"
        f"En contrôlant les comptes {anomalie.annee} de la copropriété « {copropriete.nom} », nous relevons sur le "
        f"poste « {famille} » : {TYPES[anomalie.type]}.\n\n"
        f"  - dépense de l’exercice : {format_montant(anomalie.montant_centimes)}\n"
        f"  - attendu d’après les autres années et les immeubles comparables : "
        f"{format_montant(anomalie.attendu_centimes)}\n"
        f"  - part de l’écart à notre charge : {format_montant(anomalie.enjeu_centimes)}\n\n"
        f"Pouvez-vous nous indiquer {DEMANDES[anomalie.type]} ?\n\n"
        f"Cordialement,\n{signataire}\n"
    )
    return sujet, corps
