"""Which assemblies to come still need their form: the list to send from, and the lines of the home page."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from services.votes.envois.canaux import Limite
from services.votes.envois.contenu import find_limite
from services.votes.lectures import A_VENIR, Avancement, FiltreAg, count_progress, select_ags
from services.votes.models import AssembleeGenerale, EnvoiFeuille, FeuilleInstruction
from services.votes.parametres import load_parametres
from shared.acteurs import Acteur
from shared.presentation import format_date
from shared.web.a_faire import AFaire, urgency

HORIZON = timedelta(days=90)
BIENTOT = timedelta(days=14)
PONT = timedelta(days=14)
MAXIMUM = 300


@dataclass(frozen=True, slots=True)
class LigneEnvoi:
    """An assembly to come and where its sending stands: ``etape`` is what is to be done now, in a word."""

    ag: AssembleeGenerale
    avancement: Avancement
    feuille: FeuilleInstruction | None
    limite: Limite

    @property
    def etape(self) -> str:
        """CONSIGNES, VERROUILLER, SIGNER, ENVOYER, EN_ATTENTE (a mail the server has not taken) or ENVOYEE."""
        if self.feuille is None:
            return "VERROUILLER" if self.avancement.complete else "CONSIGNES"
        if self.feuille.signe_id is None:
            return "SIGNER"
        if not self.feuille.envois:
            return "ENVOYER"
        return "ENVOYEE" if any(envoi.parti for envoi in self.feuille.envois) else "EN_ATTENTE"


ETAPES = {
    "CONSIGNES": ("Consignes attendues", "attention"),
    "VERROUILLER": ("Feuille à verrouiller", "info"),
    "SIGNER": ("À signer", "info"),
    "ENVOYER": ("À envoyer", "attention"),
    "EN_ATTENTE": ("En attente d’envoi", "attention"),
    "ENVOYEE": ("Envoyée", "succes"),
}


def list_envois(session: Session, acteur: Acteur, aujourdhui: date, horizon: timedelta = HORIZON) -> list[LigneEnvoi]:
    """The assemblies of the coming weeks, the nearest first, in four queries."""
    query = select_ags(acteur, FiltreAg(A_VENIR), aujourdhui).where(AssembleeGenerale.date_ag <= aujourdhui + horizon)
    ags = session.scalars(query.limit(MAXIMUM)).all()
    progress = count_progress(session, [ag.id for ag in ags])
    sheets = session.scalars(
        select(FeuilleInstruction)
        .where(FeuilleInstruction.ag_id.in_([ag.id for ag in ags]), FeuilleInstruction.annulee_le.is_(None))
        .options(selectinload(FeuilleInstruction.envois).joinedload(EnvoiFeuille.courriel))
    )
    by_ag = {sheet.ag_id: sheet for sheet in sheets}
    marge = load_parametres(session).marge_interne
    return [LigneEnvoi(ag, progress[ag.id], by_ag.get(ag.id), find_limite(ag, marge)) for ag in ags]


def list_envois_a_faire(session: Session, acteur: Acteur, aujourdhui: date) -> list[AFaire]:
    """What a manager has to lock, sign or send in the coming days.

    An internal date is some working days before its assembly: no more than twice as many days, and a bridge.
    """
    horizon = BIENTOT + timedelta(days=2 * load_parametres(session).marge_interne) + PONT
    actions = {"VERROUILLER": "Verrouiller", "SIGNER": "Signer", "ENVOYER": "Envoyer"}
    return [
        AFaire(
            echeance=ligne.limite.interne,
            titre=f"Vote à faire partir : {ETAPES[ligne.etape][0].lower()}",
            detail=f"{ligne.ag.copropriete.nom}, AG du {format_date(ligne.ag.date_ag)}",
            copropriete=ligne.ag.copropriete.code,
            action=actions[ligne.etape],
            lien=f"/votes/ag/{ligne.ag.id}/envoi",
            urgence=urgency(ligne.limite.interne, aujourdhui),
        )
        for ligne in list_envois(session, acteur, aujourdhui, horizon)
        if ligne.etape in actions and ligne.limite.interne <= aujourdhui + BIENTOT
    ]
