"""What a sheet holds, frozen: the assembly, our lots and votes, the return address, the lines. Plain JSON."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from services.votes.assemblees.echeances import compute_echeances
from services.votes.attribution.delais import compute_date_interne
from services.votes.envois.canaux import Limite
from services.votes.envois.choix import ChoixEnvoi
from services.votes.envois.lignes import build_ligne
from services.votes.envois.mandats import LIBELLES
from services.votes.models import AssembleeGenerale, Canal, DelegationSignature
from services.votes.parametres import load_parametres
from shared.patrimoine.lectures import lots_du_bailleur, syndic_en_poste
from shared.pdf.emetteur import load_emetteur
from shared.presentation import format_date_longue


def find_limite(ag: AssembleeGenerale, marge: int) -> Limite:
    """The last days for the form of an assembly; ``marge``: working days of our own date, as set by the parameters."""
    return Limite(
        legale=compute_echeances(ag.date_ag).formulaire_limite,
        imprimee=ag.formulaire_limite_imprimee,
        interne=compute_date_interne(ag.dates, marge),
    )


def build_contenu(
    session: Session, ag: AssembleeGenerale, choix: ChoixEnvoi, delegation: DelegationSignature
) -> dict[str, Any]:
    """Everything a sheet prints, as it stands now.

    :raises RefusedError: our own address is not known.
    """
    copropriete = ag.copropriete
    syndic = syndic_en_poste(session, copropriete.id, ag.date_ag)
    limite = find_limite(ag, load_parametres(session).marge_interne)
    return {
        "emetteur": load_emetteur(session, copropriete.agence.nom),
        "copropriete": {
            "code": copropriete.code, "nom": copropriete.nom, "adresse": copropriete.adresse,
            "immatriculation": copropriete.immatriculation,
        },
        "ag": {
            "id": ag.id, "date": ag.date_ag.isoformat(), "jour": format_date_longue(ag.date_ag),
            "heure": ag.heure.strftime("%H h %M") if ag.heure else None, "lieu": ag.lieu, "nature": ag.nature.value,
        },
        "syndic": syndic.nom if syndic else None,
        "retour": {"adresse": ag.formulaire_adresse, "courriel": ag.formulaire_courriel},
        "limite": format_date_longue(limite.opposable),
        **_build_voix(session, ag),
        "canal": choix.canal.value,
        "seconde_ligne": choix.seconde_ligne,
        "signataire": {
            "nom": delegation.agent.nom, "qualite": delegation.qualite, "reference": delegation.reference,
        },
        "mandataire": _write_mandataire(choix),
        "lignes": [build_ligne(one, choix.decisions.get(one.id)) for one in ag.resolutions],
    }  # fmt: skip


def _build_voix(session: Session, ag: AssembleeGenerale) -> dict[str, Any]:
    """Our lots on the day of the assembly, and our votes under each clé."""
    lots = lots_du_bailleur(session, ag.copropriete_id, ag.date_ag)
    cles = []
    for cle in ag.copropriete.cles:
        weights = [lot.tantiemes[cle.code] for lot in lots if lot.tantiemes.get(cle.code)]
        if weights:
            cles.append({"code": cle.code, "libelle": cle.libelle, "voix": sum(weights),
                         "total": cle.total_tantiemes, "lots": len(weights)})  # fmt: skip
    return {"lots": [lot.numero for lot in lots], "cles": cles}


def _write_mandataire(choix: ChoixEnvoi) -> dict[str, Any] | None:
    mandataire = choix.mandataire
    if mandataire is None or choix.canal is Canal.CORRESPONDANCE:
        return None
    return {
        "nom": mandataire.nom.strip(), "adresse": mandataire.adresse.strip(), "qualite": LIBELLES[mandataire.qualite],
        "subdelegation": choix.subdelegation, "substitut": mandataire.substitut if choix.subdelegation else None,
    }  # fmt: skip


def list_lacunes(contenu: Mapping[str, Any]) -> list[dict[str, str]]:
    """What the law wants printed and nobody said: one fault per field, with where to say it."""
    ag, retour = contenu["ag"], contenu["retour"]
    wanted: Sequence[tuple[str, Any, str]] = [
        ("heure", ag["heure"], "L’heure de l’assemblée manque : l’arrêté la veut sur le formulaire."),
        ("lieu", ag["lieu"], "Le lieu de l’assemblée manque : l’arrêté le veut sur le formulaire."),
        ("lots", contenu["lots"], "Aucun lot ne nous appartient à la date de l’assemblée."),
    ]
    if contenu["canal"] == Canal.CORRESPONDANCE:
        wanted = [
            *wanted,
            ("syndic", contenu["syndic"], "Aucun syndic n’est connu à la date de l’assemblée (Patrimoine)."),
            ("formulaire_adresse", retour["adresse"], "L’adresse postale de retour du formulaire manque."),
            ("formulaire_courriel", retour["courriel"], "L’adresse électronique de retour du formulaire manque."),
        ]
    return [{"ou": champ, "message": message} for champ, value, message in wanted if not value]
