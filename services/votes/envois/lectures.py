"""What the page of a sending shows: what is missing, the channel we recommend, the sheets, and what changed since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from services.votes.acces import REPONSES, get_ag
from services.votes.envois.canaux import Limite, Recommandation, list_avertissements
from services.votes.envois.contenu import find_limite
from services.votes.envois.delegations import list_signataires
from services.votes.envois.enjeux import recommend_for
from services.votes.envois.lignes import Manque, build_ligne, find_manque, find_passerelle, sum_engagement
from services.votes.models import (
    AssembleeGenerale,
    Canal,
    Consigne,
    DelegationSignature,
    EnvoiFeuille,
    FeuilleInstruction,
    Resolution,
)
from services.votes.parametres import load_parametres
from shared.acteurs import Acteur

NEANT = "sans vote"


@dataclass(frozen=True, slots=True)
class EtatEnvoi:
    """Where the sending of an assembly stands.

    ``feuille``: the sheet in force; ``anciennes``: those it replaced, the latest first; ``changements``: what the
    consignes say now that the sheet does not; ``conflits``: who would sign his own instructions.
    """

    ag: AssembleeGenerale
    limite: Limite
    recommandation: Recommandation
    manques: Sequence[Manque]
    feuille: FeuilleInstruction | None
    anciennes: Sequence[FeuilleInstruction]
    signataires: Sequence[DelegationSignature]
    avertissements: dict[Canal, list[str]]
    changements: Sequence[str]
    conflits: Sequence[str]

    @property
    def canal(self) -> Canal:
        """The channel chosen, else the one recommended."""
        return self.ag.canal or self.recommandation.canal

    @property
    def engagement_centimes(self) -> int:
        """Our quote-part of everything the consignes vote for, on either ballot, before anything is locked."""
        return sum_engagement([build_ligne(one, None) for one in self.ag.resolutions])

    @property
    def a_voter(self) -> int:
        """How many resolutions are voted."""
        return sum(not one.information for one in self.ag.resolutions)


def load_envoi(session: Session, acteur: Acteur, ag_id: int, aujourdhui: date) -> EtatEnvoi:
    """Everything about the sending of an assembly, in a fixed number of queries.

    :raises NotFoundError: not there, or not visible.
    """
    ag = get_ag(
        session, acteur, ag_id,
        selectinload(AssembleeGenerale.resolutions).options(
            *REPONSES, selectinload(Resolution.consignes).selectinload(Consigne.visas)
        ),
    )  # fmt: skip
    sheets = list_feuilles(session, ag.id)
    feuille = next((one for one in sheets if one.annulee_le is None), None)
    limite = find_limite(ag, load_parametres(session).marge_interne)
    sent = next((one.numero for one in sheets if one.canal is Canal.CORRESPONDANCE and one.envois), None)
    seconds = [one.numero for one in ag.resolutions if find_passerelle(one)]
    ligne = feuille is None or bool(feuille.contenu["seconde_ligne"])
    return EtatEnvoi(
        ag=ag,
        limite=limite,
        recommandation=recommend_for(session, ag),
        manques=[manque for one in ag.resolutions if (manque := find_manque(one))],
        feuille=feuille,
        anciennes=[one for one in sheets if one.annulee_le is not None],
        signataires=list_signataires(session, aujourdhui),
        avertissements={
            canal: list_avertissements(
                canal, limite, aujourdhui, seconde_ligne=ligne, seconds_votes=seconds, formulaire_envoye=sent
            )
            for canal in Canal
        },
        changements=compare_consignes(feuille, ag) if feuille else [],
        conflits=list_conflits(feuille, ag) if feuille else [],
    )


def list_feuilles(session: Session, ag_id: int) -> Sequence[FeuilleInstruction]:
    """The sheets of an assembly with their papers and sendings, the latest first."""
    query = (
        select(FeuilleInstruction)
        .where(FeuilleInstruction.ag_id == ag_id)
        .options(
            joinedload(FeuilleInstruction.expediteur),
            joinedload(FeuilleInstruction.feuille),
            joinedload(FeuilleInstruction.acte),
            joinedload(FeuilleInstruction.dossier),
            joinedload(FeuilleInstruction.signe),
            selectinload(FeuilleInstruction.envois).options(
                joinedload(EnvoiFeuille.courriel), joinedload(EnvoiFeuille.document), joinedload(EnvoiFeuille.preuve)
            ),
        )
        .order_by(FeuilleInstruction.rang.desc())
    )
    return session.scalars(query).all()


def compare_consignes(feuille: FeuilleInstruction, ag: AssembleeGenerale) -> list[str]:
    """What changed since a sheet was locked: other instructions, items added or taken off."""
    printed = {ligne["id"]: ligne for ligne in feuille.contenu["lignes"]}
    found = []
    for resolution in ag.resolutions:
        before = printed.pop(resolution.id, None)
        if before is None:
            found.append(f"La résolution {resolution.numero} s’est ajoutée à l’ordre du jour.")
            continue
        if before["decision"] and (resolution.consigne is None or before["position"] is None):
            continue
        after = build_ligne(resolution, None)
        for champ, nom in (("position", "vote"), ("second", "second vote"), ("si_amendee", "si amendée")):
            if before[champ] != after[champ]:
                found.append(
                    f"Résolution {resolution.numero}, {nom} : {_say(before[champ])} sur la feuille, "
                    f"{_say(after[champ])} dans la consigne."
                )
    found += [f"La résolution {ligne['numero']} n’est plus à l’ordre du jour." for ligne in printed.values()]
    return found


def list_conflits(feuille: FeuilleInstruction, ag: AssembleeGenerale) -> list[str]:
    """Who would sign the instructions he gave himself: allowed, and said."""
    signataire = feuille.delegation.agent_id
    own = [one.numero for one in ag.resolutions if one.consigne is not None and one.consigne.agent_id == signataire]
    if not own:
        return []
    return [f"{feuille.contenu['signataire']['nom']} signe ses propres consignes : {', '.join(own)}."]


def _say(position: str | None) -> str:
    return position.lower() if position else NEANT
