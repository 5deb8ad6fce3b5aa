"""Use case: the calendar of expected calls over the copropriétés an agent sees, and reminders of those that lack."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from services.appels_fonds.controles.dossiers import Dossier
from services.appels_fonds.controles.reglages import find_valeur
from services.appels_fonds.models import RelanceAppel
from services.appels_fonds.reception.dossiers_appels import RECUL, load_dossiers
from services.appels_fonds.reception.referentiels import load_patrimoine
from services.appels_fonds.suivi.attendus import AppelSuivi, EtatAttendu, follow_prevus, list_prevus
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.courriels import queue_courriel
from shared.errors import RefusedError
from shared.models import Copropriete, Syndic, now
from shared.montants import format_montant
from shared.patrimoine.lectures import get_copropriete, syndic_en_poste
from shared.presentation import format_date

DELAI = "APPEL_MANQUANT"
"""The control whose setting is how long we wait before a call is late."""
MANQUANTS = (EtatAttendu.EN_RETARD, EtatAttendu.PARTIEL)


@dataclass(frozen=True)
class Suivi:
    """The followed calls of some copropriétés, in order, with what each copropriété is called and who manages it."""

    appels: Sequence[AppelSuivi]
    noms: dict[str, str]
    syndics: dict[str, str]

    def of_etats(self, etats: Collection[EtatAttendu]) -> list[AppelSuivi]:
        """Those in some states."""
        return [one for one in self.appels if one.etat in etats]

    def by_syndic(self) -> dict[str, list[AppelSuivi]]:
        """What lacks, by syndic in the order of their names; the oldest first."""
        found: dict[str, list[AppelSuivi]] = defaultdict(list)
        for one in self.of_etats(MANQUANTS):
            found[self.syndics.get(one.prevu.copropriete, "Sans syndic connu")].append(one)
        return dict(sorted(found.items()))


def load_suivi(
    session: Session, acteur: Acteur, du: date, au: date, aujourdhui: date, *, code: str | None = None
) -> Suivi:
    """The calls expected between two days, and what became of each.

    :param code: of one copropriété; all those the agent sees otherwise.
    """
    patrimoine = load_patrimoine(session, acteur)
    codes = [one.code for one in patrimoine.coproprietes if code in (None, one.code)]
    dossiers = load_dossiers(session, patrimoine, codes, du - RECUL)
    delai = find_valeur(session, DELAI)
    appels = [one for dossier in dossiers.values() for one in follow_dossier(dossier, du, au, aujourdhui, delai)]
    return Suivi(
        sorted(appels, key=lambda one: (one.prevu.exigible, one.prevu.copropriete, one.prevu.nature)),
        {code: dossier.copropriete.nom for code, dossier in dossiers.items()},
        {code: _syndic_at(dossier, aujourdhui) for code, dossier in dossiers.items()},
    )


def follow_dossier(dossier: Dossier, du: date, au: date, aujourdhui: date, delai: int) -> list[AppelSuivi]:
    """The followed calls of one copropriété. What was called before the first day shown keeps to its own day."""
    whole = follow_prevus(list_prevus(dossier, du - timedelta(days=366), au), dossier, aujourdhui, delai)
    return [one for one in whole if one.prevu.exigible >= du]


def _syndic_at(dossier: Dossier, jour: date) -> str:
    running = (
        one.syndic
        for one in dossier.mandats
        if (one.du is None or one.du <= jour) and (one.au is None or jour <= one.au)
    )
    return next(running, "Sans syndic connu")


def send_relance(session: Session, acteur: Acteur, code: str, aujourdhui: date) -> RelanceAppel:
    """Ask a syndic for the calls that lack in a copropriété: a mail, kept, with its audit line.

    :raises RefusedError: nothing lacks, the syndic has no address, or it was asked for within the week.
    """
    copropriete = get_copropriete(session, acteur, code)
    suivi = load_suivi(session, acteur, aujourdhui - timedelta(days=366), aujourdhui, aujourdhui, code=code)
    missing = suivi.of_etats(MANQUANTS)
    if not missing:
        raise RefusedError(f"Aucun appel ne manque pour {copropriete.nom}.", code="RIEN_NE_MANQUE")
    syndic = syndic_en_poste(session, copropriete.id, aujourdhui)
    if syndic is None or not syndic.courriel:
        raise RefusedError(
            f"Aucune adresse connue pour le syndic de {copropriete.nom} : complétez-la dans le patrimoine.",
            code="SYNDIC_SANS_ADRESSE",
        )
    appels = "\n".join(describe_manquant(one) for one in missing)
    queue_courriel(
        session, syndic.courriel, f"Appels de fonds attendus : {copropriete.nom}",
        write_lettre(copropriete, syndic, appels),
    )  # fmt: skip
    relance = RelanceAppel(
        copropriete_id=copropriete.id, destinataire=syndic.courriel, appels=appels, par=acteur.courriel, le=now()
    )
    session.add(relance)
    session.flush()
    record_acte(
        session, acteur, "relance un syndic pour des appels manquants", "relance_appel", relance.id,
        copropriete_id=copropriete.id, detail={"appels": len(missing), "destinataire": syndic.courriel},
    )  # fmt: skip
    return relance


def describe_manquant(one: AppelSuivi) -> str:
    """« Budget 2026, exigible le 01/04/2026 : 1 078,75 € attendus, rien reçu »."""
    recu = f"{format_montant(one.appele_centimes)} reçus" if one.appele_centimes else "rien reçu"
    attendu = format_montant(one.prevu.montant_centimes)
    return f"- {one.prevu.origine}, exigible le {format_date(one.prevu.exigible)} : {attendu} attendus, {recu}"


def write_lettre(copropriete: Copropriete, syndic: Syndic, appels: str) -> str:
    """The mail to the syndic."""
    reference = (
        f" (notre référence chez vous : {copropriete.reference_bailleur})" if copropriete.reference_bailleur else ""
    )
    return (
        f"{syndic.nom},\n\nCopropriétaire de {copropriete.nom}, {copropriete.adresse or ''}{reference}, nous n’avons "
        f"pas reçu, ou pas en entier, les appels suivants :\n\n{appels}\n\nMerci de nous les adresser, de préférence "
        "sous forme de classeur, ou de nous dire pourquoi ils n’ont pas été émis.\n\nService comptabilité copropriétés"
    )
