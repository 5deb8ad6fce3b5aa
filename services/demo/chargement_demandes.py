"""The demo's requests for agendas: one that waits to be sent, one that left and is looked for."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.demo.acteurs import find_acteur
from services.votes.demandes.redaction import SaisieDemande, create_demande
from services.votes.demandes.suivi import send_demande
from services.votes.envois.expeditions import SaisieEnvoi
from services.votes.models import CanalEnvoi
from shared.models import Agence, Copropriete

VELOS = SaisieDemande(
    intitule="Installation d’un local vélos sécurisé",
    projet="L’assemblée décide l’installation d’un local vélos sécurisé dans l’ancien local des poussettes, selon le "
    "devis joint, pour un montant maximal de 14 500,00 € TTC, réparti selon la clé des charges générales.",
    expose="Nos locataires laissent leurs vélos dans les escaliers, où ils gênent l’évacuation. Le local existe et ne "
    "sert plus.",
    montant_centimes=1_450_000,
)
ECLAIRAGE = SaisieDemande(
    intitule="Remplacement de l’éclairage des parties communes par des lampes à détection",
    projet="L’assemblée décide le remplacement de l’éclairage des halls et des paliers par des lampes à détection de "
    "présence, selon le devis joint, pour un montant maximal de 8 200,00 € TTC.",
    expose="L’éclairage actuel reste allumé toute la nuit : la dépense d’électricité a doublé en deux ans.",
    montant_centimes=820_000,
)


def load_demandes(session: Session, aujourdhui: date) -> int:
    """Write both requests in the first agency, by its manager; returns how many."""
    agence = session.scalars(select(Agence).order_by(Agence.code)).first()
    if agence is None:
        return 0
    manager = find_acteur(session, "RC", agence.code)
    codes = session.scalars(
        select(Copropriete.code).where(Copropriete.agence_id == agence.id).order_by(Copropriete.code).limit(2)
    ).all()
    for code, saisie in zip(codes, (VELOS, ECLAIRAGE), strict=False):
        demande = create_demande(session, manager, code, saisie, aujourdhui)
        if saisie is ECLAIRAGE:
            envoi = SaisieEnvoi(
                canal=CanalEnvoi.RECOMMANDE, destinataire="service des assemblées, 69003 Lyon",
                reference="1A 204 118 7718 4",
            )  # fmt: skip
            send_demande(session, manager, demande.id, envoi, aujourdhui)
            demande.envoyee_le = demande.creee_le - timedelta(days=20)
            demande.creee_le = demande.envoyee_le - timedelta(hours=2)
    return len(codes)
