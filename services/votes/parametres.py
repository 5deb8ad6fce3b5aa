"""The settings of votes that an administrator changes: our dates, what must be attended, the year of a reservation."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.votes.models import Parametre
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.errors import InvalidError, StaleError
from shared.models import now


@dataclass(frozen=True, slots=True)
class Definition:
    """What a setting is: its value when nobody changed it, the values accepted, both ends included, and its words."""

    code: str
    libelle: str
    aide: str
    defaut: int
    minimum: int
    maximum: int


DEFINITIONS = (
    Definition(
        "marge_interne", "Consignes attendues avant l’AG", "Jours ouvrés avant l’assemblée. La limite légale du "
        "formulaire est l’AG moins 4 jours (décret art. 9 bis).", 6, 4, 30,
    ),
    Definition(
        "rappel", "Rappel à l’agent", "Jours ouvrés avant la date interne.", 3, 1, 20,
    ),
    Definition(
        "suppleant", "Passage au suppléant", "Jours ouvrés après la date interne ; 0 : le jour même.", 0, 0, 10,
    ),
    Definition(
        "responsable", "Passage au responsable copropriété", "Jours ouvrés après la date interne.", 1, 0, 15,
    ),
    Definition(
        "decalage_budget", "Année d’engagement d’un budget", "Années après celle de l’AG, quand le texte ne nomme pas "
        "l’exercice.", 1, 0, 3,
    ),
    Definition(
        "decalage_depense", "Année d’engagement d’une autre dépense", "Années après celle de l’AG, quand le texte ne "
        "donne pas d’appels.", 0, 0, 3,
    ),
    Definition(
        "seuil_presence", "Quote-part à partir de laquelle quelqu’un doit être là", "En euros, pour une résolution : "
        "au-delà, la présence ou un pouvoir est recommandé plutôt que le formulaire.", 50_000, 0, 10_000_000,
    ),
    Definition(
        "avance_demande", "Nos demandes d’ordre du jour envoyées avant l’AG", "Jours avant l’assemblée visée : le "
        "syndic prépare sa convocation à l’avance.", 60, 30, 365,
    ),
    Definition(
        "rappel_demande", "Relance d’une demande sans ordre du jour", "Jours après son envoi ou la dernière relance ; "
        "plus tôt si le dernier jour utile approche.", 30, 5, 180,
    ),
    Definition(
        "responsable_demande", "Passage d’une relance au responsable", "Jours sans suite donnée par l’auteur de la "
        "demande.", 10, 1, 60,
    ),
)  # fmt: skip
PAR_CODE = {definition.code: definition for definition in DEFINITIONS}


@dataclass(frozen=True, slots=True)
class Parametres:
    """The values that hold now; see ``DEFINITIONS`` for their units. ``version``: of the whole, for a form."""

    marge_interne: int = PAR_CODE["marge_interne"].defaut
    rappel: int = PAR_CODE["rappel"].defaut
    suppleant: int = PAR_CODE["suppleant"].defaut
    responsable: int = PAR_CODE["responsable"].defaut
    decalage_budget: int = PAR_CODE["decalage_budget"].defaut
    decalage_depense: int = PAR_CODE["decalage_depense"].defaut
    seuil_presence: int = PAR_CODE["seuil_presence"].defaut
    avance_demande: int = PAR_CODE["avance_demande"].defaut
    rappel_demande: int = PAR_CODE["rappel_demande"].defaut
    responsable_demande: int = PAR_CODE["responsable_demande"].defaut
    version: int = 0

    @property
    def seuil_presence_centimes(self) -> int:
        """The quote-part, in centimes, from which somebody should be in the room."""
        return self.seuil_presence * 100


def load_parametres(session: Session) -> Parametres:
    """The settings: what was changed, over what the code says."""
    rows = session.execute(select(Parametre.code, Parametre.valeur, Parametre.version)).all()
    values = {code: valeur for code, valeur, _ in rows if code in PAR_CODE}
    return Parametres(**values, version=sum(version for _, _, version in rows))


def list_changements(session: Session) -> Mapping[str, Parametre]:
    """The settings somebody changed, by code: who, when and how many times."""
    return {row.code: row for row in session.scalars(select(Parametre)) if row.code in PAR_CODE}


def change_parametres(session: Session, acteur: Acteur, valeurs: Mapping[str, int], version: int) -> Parametres:
    """Keep new values of the settings; each change is one act of the journal with its before and after.

    :param version: of the whole, as the form was shown.
    :raises InvalidError: a value out of its bounds, or dates out of their order; every fault at once.
    :raises StaleError: somebody changed a setting since.
    """
    current = load_parametres(session)
    if current.version != version:
        raise StaleError
    wanted = {code: valeurs.get(code, getattr(current, code)) for code in PAR_CODE}
    refuse_parametres(wanted)
    for code, valeur in wanted.items():
        if valeur == getattr(current, code):
            continue
        row = session.get(Parametre, code)
        if row is None:
            session.add(Parametre(code=code, valeur=valeur, par=acteur.courriel, le=now()))
        else:
            row.valeur, row.par, row.le = valeur, acteur.courriel, now()
        detail = {"avant": getattr(current, code), "apres": valeur}
        record_acte(session, acteur, "change un réglage des votes", "parametre", code, detail=detail)
    session.flush()
    return load_parametres(session)


def refuse_parametres(valeurs: Mapping[str, int]) -> None:
    """Refuse values out of bounds, and a manager called before the substitute.

    :raises InvalidError: with one fault per setting.
    """
    fautes = [
        {"ou": d.libelle, "message": f"{valeurs[d.code]} : entre {d.minimum} et {d.maximum}"}
        for d in DEFINITIONS
        if not d.minimum <= valeurs[d.code] <= d.maximum
    ]
    if valeurs["responsable"] < valeurs["suppleant"]:
        fautes.append({"ou": PAR_CODE["responsable"].libelle, "message": "ne peut pas précéder le suppléant"})
    if valeurs["responsable"] >= valeurs["marge_interne"]:
        fautes.append({"ou": PAR_CODE["responsable"].libelle, "message": "doit rester avant l’assemblée"})
    if fautes:
        raise InvalidError(
            "Réglages non enregistrés : corrigez ce qui suit.", code="PARAMETRES_INVALIDES", fautes=fautes
        )
