"""Who must decide a resolution: the competent employee, and the sentence that says why. Pure.

The rule of the administrators that holds comes first, else the role of the type. Then the second role, a co-ownership
manager of the agency, the management, a co-ownership manager elsewhere. Within a step the lightest queue comes first,
then the name; whoever is absent on the day the answer is wanted gives way to a colleague, else to his substitute. A
resolution is never nobody's.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from shared.errors import RefusedError
from shared.presentation import format_date

GESTIONNAIRE = "RC"
DIRECTION = "DI"

ROLES = {
    "RC": "responsable de copropriété",
    "TE": "technique",
    "CO": "comptabilité",
    "JU": "juridique",
    "PX": "proximité",
    "DI": "direction",
}


class DestinataireIntrouvable(RefusedError):
    """Aucun responsable de copropriété ni membre de la direction actif : un administrateur doit en désigner un."""

    code = "DESTINATAIRE_INTROUVABLE"


@dataclass(frozen=True, slots=True)
class Indisponibilite:
    """An absence that holds the day the answer is wanted; ``remplacant``: address of who answers instead."""

    du: date
    au: date
    remplacant: str | None = None


@dataclass(frozen=True, slots=True)
class Candidat:
    """An employee who may receive a resolution; ``charge`` is the number of consignes still open in his queue."""

    courriel: str
    nom: str
    roles: frozenset[str]
    agences: frozenset[str]
    actif: bool = True
    charge: int = 0
    absence: Indisponibilite | None = None


@dataclass(frozen=True, slots=True)
class Designation:
    """What a rule of the administrators says: a role or an employee, and the words that name the rule."""

    raison: str
    role: str | None = None
    courriel: str | None = None


@dataclass(frozen=True, slots=True)
class Destinataire:
    """Who receives the resolution, in which role, and why (a French sentence shown to him and kept)."""

    candidat: Candidat
    role: str
    raison: str


@dataclass(frozen=True, slots=True)
class _Etape:
    """A step: who could receive it, in which role (None: the employee a rule names), and where that is said."""

    role: str | None
    vivier: Sequence[Candidat]
    lieu: str


def find_destinataire(
    role: str,
    second_role: str | None,
    candidats: Iterable[Candidat],
    *,
    agence: str,
    nom_agence: str,
    objet: str,
    designation: Designation | None = None,
    titulaire: str | None = None,
) -> Destinataire:
    """Choose who decides.

    :param role: the competent role of the type of resolution; ``second_role`` its fallback, or None.
    :param agence: code of the copropriété's agency; ``nom_agence`` as printed in the reason.
    :param objet: what is decided, as printed at the head of the reason (« Travaux de conservation »).
    :param designation: what a rule of the administrators says, when one holds.
    :param titulaire: who has it already, and keeps it where he would do.
    :raises DestinataireIntrouvable: no active co-ownership manager nor management, and nobody better.
    """
    actifs = [candidat for candidat in candidats if candidat.actif]
    steps = list(_list_etapes(role, second_role, actifs, agence, nom_agence, designation))
    for vivant in (True, False):
        for etape in steps:
            found = _choose(etape, actifs, objet, titulaire, absences=vivant)
            if found is not None:
                return found
    raise DestinataireIntrouvable()


def _list_etapes(
    role: str,
    second_role: str | None,
    actifs: Sequence[Candidat],
    agence: str,
    nom_agence: str,
    designation: Designation | None,
) -> Iterator[_Etape]:
    locaux = [candidat for candidat in actifs if agence in candidat.agences]
    regle = ""
    if designation is not None:
        regle = f"{designation.raison}, "
        if designation.courriel is not None:
            nomme = [candidat for candidat in locaux if candidat.courriel == designation.courriel]
            yield _Etape(None, nomme, f"{designation.raison}, agent désigné")
            regle = f"{designation.raison} : agent désigné indisponible, "
        elif designation.role is not None:
            role = designation.role
    yield _Etape(role, locaux, f"{regle}{{role}}, agence {nom_agence}")
    if second_role:
        faute = f"second rôle faute de {_say_role(role)}"
        yield _Etape(second_role, locaux, f"{regle}{{role}}, agence {nom_agence}, {faute}")
    yield _Etape(GESTIONNAIRE, locaux, f"{regle}{{role}}, agence {nom_agence}, faute d’agent compétent")
    yield _Etape(DIRECTION, actifs, f"{regle}{{role}}, faute de responsable de copropriété à l’agence {nom_agence}")
    yield _Etape(GESTIONNAIRE, actifs, f"{regle}{{role}}, hors agence, faute d’agent à l’agence {nom_agence} : à "
                 "rattacher à cette agence")  # fmt: skip


def _choose(
    etape: _Etape, actifs: Sequence[Candidat], objet: str, titulaire: str | None, *, absences: bool
) -> Destinataire | None:
    """The lightest queue among those present; all absent, the substitute of the lightest one, if he is there."""
    retenus = [c for c in etape.vivier if etape.role is None or etape.role in c.roles]
    if not absences:
        retenus = [replace(candidat, absence=None) for candidat in retenus]
    retenus.sort(key=lambda c: (c.courriel != titulaire, c.charge, c.nom.casefold(), c.courriel))
    presents = [candidat for candidat in retenus if candidat.absence is None]
    if presents:
        choisi = presents[0]
        code = etape.role or _first_role(choisi)
        absents = [candidat for candidat in retenus if candidat.absence is not None]
        file = "" if etape.role is None else f" ; {_say_file(choisi, presents, titulaire)}"
        raison = f"{objet} : {_say_lieu(etape, code)}{file}{_say_absents(absents)}"
        return Destinataire(choisi, code, raison)
    par_courriel = {candidat.courriel: candidat for candidat in actifs}
    for absent in retenus:
        assert absent.absence is not None
        remplacant = par_courriel.get(absent.absence.remplacant or "")
        if remplacant is not None and remplacant.absence is None:
            code = etape.role or _first_role(absent)
            raison = f"{objet} : {_say_lieu(etape, code)} ; remplace{_say_absence(absent)}"
            return Destinataire(remplacant, code, raison)
    return None


def find_visa_role(
    role: str | None, second_role: str | None, demande: str, ordre: Sequence[str] = (DIRECTION, GESTIONNAIRE)
) -> str:
    """Whose second agreement is asked, when a rule asks ``demande``'s: never the role that answers already.

    The second role of the type comes next, then the management, then a co-ownership manager.
    """
    wanted = (demande, *((second_role,) if second_role else ()), *ordre)
    return next(code for code in wanted if code != role)


def _say_lieu(etape: _Etape, code: str) -> str:
    return etape.lieu.replace("{role}", f"rôle {_say_role(code)}")


def _first_role(candidat: Candidat) -> str:
    return next(code for code in ROLES if code in candidat.roles)


def _say_role(code: str) -> str:
    return f"{code} ({ROLES[code]})" if code in ROLES else code


def _say_absence(candidat: Candidat) -> str:
    assert candidat.absence is not None
    return f" {candidat.nom}, absence du {format_date(candidat.absence.du)} au {format_date(candidat.absence.au)}"


def _say_absents(absents: Sequence[Candidat]) -> str:
    return "".join(f" ;{_say_absence(absent)}" for absent in absents)


def _say_file(choisi: Candidat, retenus: Sequence[Candidat], titulaire: str | None) -> str:
    consignes = f"{choisi.charge} consigne{'s' if choisi.charge > 1 else ''}"
    if len(retenus) == 1:
        return f"seul agent dans ce rôle ({consignes})"
    if choisi.courriel == titulaire:
        return f"l’a déjà ({consignes})"
    egaux = sum(candidat.charge == choisi.charge for candidat in retenus)
    return f"file la plus légère ({consignes}{', premier par ordre alphabétique' if egaux > 1 else ''})"
