"""What an extract of the registry proposes for our copropriétés, and what was decided of each field.

A difference with what we have is a question, never an overwrite: nothing changes until a person accepts a field.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.documents import keep_document
from shared.errors import InvalidError, NotFoundError, RefusedError, StaleError
from shared.excel.mots import normalise
from shared.models import Copropriete, Document, DonneeRegistre, StatutDonnee, now
from shared.patrimoine.identite import update_copropriete
from shared.patrimoine.lectures import get_copropriete, syndic_en_poste, visible_coproprietes
from shared.patrimoine.registre.lecture import FicheRegistre, read_extrait

SOURCE = "Registre national des copropriétés (extrait ouvert)"
LIBELLES = {
    "immatriculation": "Immatriculation", "nom": "Nom d’usage", "adresse": "Adresse", "code_postal": "Code postal",
    "commune": "Commune", "code_insee": "Code INSEE", "adresses_complementaires": "Autres adresses",
    "nombre_adresses_complementaires": "Nombre d’autres adresses", "longitude": "Longitude", "latitude": "Latitude",
    "parcelles": "Parcelles cadastrales", "lots_total": "Lots, total", "lots_principaux": "Lots principaux",
    "lots_habitation": "Lots d’habitation", "lots_stationnement": "Lots de stationnement",
    "periode_construction": "Période de construction", "date_reglement": "Date du règlement",
    "syndic_type": "Type de syndic", "syndic_nom": "Syndic", "syndic_siret": "SIRET du syndic", "mandat": "Mandat",
    "mandat_fin": "Fin du mandat", "syndicat": "Syndicat", "immatriculation_principal": "Syndicat principal",
    "residence_service": "Résidence service", "syndicat_cooperatif": "Syndicat coopératif",
    "qpv": "Quartier prioritaire", "action_coeur_de_ville": "Action cœur de ville",
    "petites_villes_de_demain": "Petites villes de demain", "copro_aidee": "Copropriété aidée",
    "date_immatriculation": "Immatriculée le", "date_mise_a_jour": "Mise à jour le",
}  # fmt: skip
DRAPEAUX = {
    "zero_restaure": "zéro initial remis", "siret_colle": "SIRET détaché du nom", "siret_invalide": "SIRET faux",
    "date_improbable": "date improbable, écartée", "section_corrigee": "section corrigée (O pour 0)",
    "parcelle_partagee": "parcelle partagée avec une autre copropriété", "adresse_repetee": "adresse répétée",
    "nombre_improbable": "nombre improbable", "nom_personne": "nom de personne : donnée personnelle",
    "lots_incoherents": "lots incohérents entre eux", "non_connu": "non connu du registre",
    "apostrophe": "apostrophes mêlées", "lots_avec_annexes": "le total compte des caves ou annexes",
    "residence_service_douteuse": "résidence service douteuse", "doublon_possible": "doublon possible",
}  # fmt: skip
ECRITS = ("immatriculation", "nom", "adresse", "lots_principaux")
"""The fields that our own record has: accepting them changes it. The others are kept as data of the registry."""
PERTE_PAR_DRAPEAU = 40


def deposit_extrait(session: Session, acteur: Acteur, contenu: bytes, nom: str, aujourdhui: date) -> Document:
    """Keep an extract and what it proposes for the copropriétés this agent sees.

    :raises ExtraitInconnu: not an extract of the registry.
    :raises InvalidError: it speaks of none of our copropriétés.
    """
    notres = session.scalars(visible_coproprietes(acteur)).all()
    numeros = {(copropriete.immatriculation or "").upper() for copropriete in notres}
    voies = {_voie(copropriete) for copropriete in notres if not copropriete.immatriculation} - {""}
    fiches = read_extrait(
        contenu, aujourdhui, lambda numero, adresse: numero in numeros or adresse.partition("|")[0] in voies
    )
    nos = _match(notres, fiches)
    if not nos:
        raise InvalidError(
            "Cet extrait ne parle d’aucune de nos copropriétés, ni par l’immatriculation ni par l’adresse.",
            code="EXTRAIT_SANS_LIEN",
        )
    document = keep_document(session, acteur, contenu, nom=nom, genre="extrait_registre", type_mime="text/csv")
    for copropriete, fiche in nos:
        _propose(session, document, copropriete, fiche)
    detail = {"fichier": nom, "coproprietes": [copropriete.code for copropriete, _ in nos][:100]}
    record_acte(session, acteur, "dépose un extrait du registre", "document", document.id, detail=detail)
    return document


def _voie(copropriete: Copropriete) -> str:
    """The number and street of our address, as the registry's are compared."""
    return normalise((copropriete.adresse or "").split(",")[0])


def _match(
    coproprietes: Sequence[Copropriete], fiches: Sequence[FicheRegistre]
) -> list[tuple[Copropriete, FicheRegistre]]:
    """By registration number; else, for ours that have none, by an address that only one row has."""
    par_numero = {fiche.immatriculation: fiche for fiche in fiches}
    par_adresse: dict[str, list[FicheRegistre]] = {}
    for fiche in fiches:
        par_adresse.setdefault(fiche.adresse.partition("|")[0], []).append(fiche)
    trouves = []
    for copropriete in coproprietes:
        fiche_ou_rien = par_numero.get((copropriete.immatriculation or "").upper())
        if fiche_ou_rien is None and not copropriete.immatriculation and copropriete.adresse:
            memes = par_adresse.get(_voie(copropriete), [])
            fiche_ou_rien = memes[0] if len(memes) == 1 else None
        if fiche_ou_rien is not None:
            trouves.append((copropriete, fiche_ou_rien))
    return trouves


def _propose(session: Session, document: Document, copropriete: Copropriete, fiche: FicheRegistre) -> None:
    waiting = session.scalars(
        select(DonneeRegistre).where(
            DonneeRegistre.copropriete_id == copropriete.id, DonneeRegistre.statut == StatutDonnee.PROPOSEE
        )
    )
    for former in waiting:
        former.statut = StatutDonnee.REMPLACEE
    known = session.scalars(
        select(DonneeRegistre.champ).where(
            DonneeRegistre.document_id == document.id, DonneeRegistre.immatriculation == fiche.immatriculation
        )
    ).all()
    source_le = fiche.champs["date_mise_a_jour"].valeur
    champs: dict[str, tuple[Any, list[str]]] = {"immatriculation": (fiche.immatriculation, [])}
    champs |= {nom: (champ.valeur, champ.drapeaux) for nom, champ in fiche.champs.items()}
    session.add_all(
        DonneeRegistre(
            document_id=document.id, copropriete_id=copropriete.id, immatriculation=fiche.immatriculation, champ=nom,
            valeur={"valeur": valeur}, drapeaux=drapeaux, source=SOURCE,
            source_le=date.fromisoformat(source_le) if source_le else None,
            confiance_centiemes=max(0, 100 - PERTE_PAR_DRAPEAU * len(drapeaux)), statut=StatutDonnee.PROPOSEE,
            lue_le=now(),
        )
        for nom, (valeur, drapeaux) in champs.items()
        if nom not in known and (valeur not in (None, []) or drapeaux)
    )  # fmt: skip


@dataclass(frozen=True)
class Proposition:
    """One field to decide: the registry's value, ours, and whether they differ."""

    donnee: DonneeRegistre
    libelle: str
    valeur: Any
    notre: Any
    drapeaux: tuple[str, ...]

    @property
    def differe(self) -> bool:
        """We have a value, and it is another one."""
        return self.notre not in (None, "") and normalise(str(self.notre)) != normalise(str(self.valeur))

    @property
    def acceptable(self) -> bool:
        """There is something to accept."""
        return self.donnee.statut is StatutDonnee.PROPOSEE and self.valeur not in (None, [])


def load_propositions(
    session: Session, acteur: Acteur, code: str, aujourdhui: date
) -> tuple[Copropriete, list[Proposition]]:
    """The latest data of the registry on a copropriété, field by field, beside ours."""
    copropriete = get_copropriete(session, acteur, code)
    donnees = session.scalars(
        select(DonneeRegistre)
        .where(DonneeRegistre.copropriete_id == copropriete.id, DonneeRegistre.statut != StatutDonnee.REMPLACEE)
        .order_by(DonneeRegistre.id)
    ).all()
    latest = {donnee.champ: donnee for donnee in donnees}
    valeurs = {champ: donnee.valeur["valeur"] for champ, donnee in latest.items()}
    syndic = syndic_en_poste(session, copropriete.id, aujourdhui)
    notres = {
        "immatriculation": copropriete.immatriculation, "nom": copropriete.nom, "adresse": copropriete.adresse,
        "lots_principaux": copropriete.lots_principaux, "syndic_nom": syndic.nom if syndic else None,
        "syndic_siret": syndic.siret if syndic else None,
    }  # fmt: skip
    ordre = {nom: rang for rang, nom in enumerate(LIBELLES)}
    propositions = [
        Proposition(
            donnee, LIBELLES.get(champ, champ), compose_valeur(champ, valeurs), notres.get(champ),
            tuple(DRAPEAUX.get(drapeau, drapeau) for drapeau in donnee.drapeaux),
        )
        for champ, donnee in latest.items()
    ]  # fmt: skip
    return copropriete, sorted(propositions, key=lambda une: ordre.get(une.donnee.champ, 99))


def compose_valeur(champ: str, valeurs: Mapping[str, Any]) -> Any:
    """The value as we would write it: our address holds the postcode and the commune."""
    valeur = valeurs.get(champ)
    if champ == "adresse" and valeur and valeurs.get("code_postal") and valeurs.get("commune"):
        return f"{valeur}, {valeurs['code_postal']} {valeurs['commune']}"
    return valeur


def decide_donnee(
    session: Session, acteur: Acteur, code: str, donnee_id: int, *, version: int, accepte: bool, aujourdhui: date
) -> DonneeRegistre:
    """Accept a field (our record changes when it has it) or refuse it; audited either way.

    :raises NotFoundError: no such proposal for this copropriété.
    :raises StaleError: somebody else decided meanwhile.
    :raises RefusedError: it was decided already.
    """
    copropriete, propositions = load_propositions(session, acteur, code, aujourdhui)
    found = next((une for une in propositions if une.donnee.id == donnee_id), None)
    if found is None:
        raise NotFoundError("Cette donnée du registre n’est plus proposée.", code="DONNEE_INCONNUE")
    donnee = found.donnee
    if donnee.version != version:
        raise StaleError("Quelqu’un a décidé de ce champ depuis que vous l’avez ouvert.")
    if donnee.statut is not StatutDonnee.PROPOSEE:
        raise RefusedError("Ce champ est déjà décidé.", code="DEJA_DECIDE")
    donnee.statut = StatutDonnee.ACCEPTEE if accepte else StatutDonnee.REFUSEE
    donnee.decidee_par, donnee.decidee_le = acteur.courriel, now()
    if accepte and donnee.champ in ECRITS:
        update_copropriete(session, acteur, copropriete.id, copropriete.version, {donnee.champ: found.valeur})
    detail = {"champ": donnee.champ, "registre": found.valeur, "notre": found.notre, "source": donnee.source}
    acte = "accepte une donnée du registre" if accepte else "écarte une donnée du registre"
    record_acte(session, acteur, acte, "donnee_registre", donnee.id, copropriete_id=copropriete.id, detail=detail)
    return donnee


def count_propositions(session: Session, acteur: Acteur) -> list[tuple[Copropriete, int, int]]:
    """(copropriété, fields that wait, fields with a flag) of those this agent sees, by code."""
    counts = (
        select(
            DonneeRegistre.copropriete_id,
            func.count(DonneeRegistre.id).filter(DonneeRegistre.statut == StatutDonnee.PROPOSEE),
            func.count(DonneeRegistre.id).filter(
                DonneeRegistre.confiance_centiemes < 100, DonneeRegistre.statut != StatutDonnee.REMPLACEE
            ),
        )
        .where(DonneeRegistre.copropriete_id.is_not(None))
        .group_by(DonneeRegistre.copropriete_id)
    )
    par_id = {ident: (attente, drapeaux) for ident, attente, drapeaux in session.execute(counts)}
    query = visible_coproprietes(acteur).where(Copropriete.id.in_(par_id)).order_by(Copropriete.code)
    return [(copropriete, *par_id[copropriete.id]) for copropriete in session.scalars(query)]
