"""The four papers of a sheet, printed from its frozen content: form, pouvoir, pack of the seat-holder, sheet."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from services.votes.envois.lignes import sum_engagement
from services.votes.models import Canal
from shared.montants import format_montant
from shared.pdf.emetteur import write_siren
from shared.pdf.rendu import render_pdf
from shared.presentation import day_of, format_date_longue, format_instant, format_nombre

GABARITS = "services/votes/gabarits"
CANAUX = {
    Canal.CORRESPONDANCE: "Vote par correspondance",
    Canal.POUVOIR: "Pouvoir",
    Canal.PRESENCE: "Présence",
}
COURT, TRES_COURT, NOMBREUSES = 70, 54, 22
"""Characters of a title on the one-page pack; fewer when there are many, so that each keeps to one line."""


def print_formulaire(contenu: Mapping[str, Any], le: datetime, sceau: datetime | None = None) -> bytes:
    """The correspondence form, one line per question, two where a second ballot can happen.

    :param sceau: when it is about to be sealed electronically; None: to be signed by hand.
    """
    questions = []
    for ligne in _voted(contenu):
        questions.append({**ligne, "voix": _say_voix(ligne)})
        if ligne["passerelle"] and contenu["seconde_ligne"]:
            intitule = f"Second vote sur la résolution {ligne['numero']}, s’il a lieu (art. {ligne['passerelle']})"
            questions.append(
                {**ligne, "numero": f"{ligne['numero']} bis", "intitule": intitule, "position": ligne["second"],
                 "majorite": f"Art. {ligne['passerelle']}", "voix": _say_voix(ligne)}
            )  # fmt: skip
    return _print("formulaire", "Formulaire de vote par correspondance", contenu, le, sceau, questions=questions)


def print_pouvoir(contenu: Mapping[str, Any], le: datetime, sceau: datetime | None = None) -> bytes:
    """The pouvoir to the named proxy, with its instructions."""
    return _print("pouvoir", "Pouvoir", contenu, le, sceau, votes=_voted(contenu))


def print_dossier(contenu: Mapping[str, Any], le: datetime) -> bytes:
    """The page of whoever sits for us."""
    first = next((cle for cle in contenu["cles"] if cle["code"] == "GEN"), next(iter(contenu["cles"]), None))
    resume = f"{format_nombre(first['voix'])} voix sur {format_nombre(first['total'])}" if first else "sans voix"
    return _print("dossier", "Dossier de séance", contenu, le, None, votes=shorten(_voted(contenu)), resume_voix=resume)


def print_feuille(contenu: Mapping[str, Any], le: datetime, *, empreinte: str, par: str) -> bytes:
    """The instruction sheet itself, with the digest of what it holds."""
    return _print(
        "feuille", "Feuille d’instruction", contenu, le, None,
        toutes=[_describe(ligne) for ligne in contenu["lignes"]],
        canal_ecrit=CANAUX[Canal(contenu["canal"])],
        canal_motif=" ".join(contenu["canal_raisons"]),
        engagement=format_montant(sum_engagement(contenu["lignes"])),
        verrouillee_le=format_instant(le), verrouillee_par=par, empreinte=empreinte,
    )  # fmt: skip


def _print(
    gabarit: str, nom: str, contenu: Mapping[str, Any], le: datetime, sceau: datetime | None, **donnees: Any
) -> bytes:
    siren = contenu["emetteur"]["siren"]
    filled = {
        **contenu,
        **donnees,
        "emetteur": {**contenu["emetteur"], "siren_ecrit": write_siren(siren) if siren else None},
        "cles": [
            {**cle, "voix_ecrites": format_nombre(cle["voix"]), "total_ecrit": format_nombre(cle["total"])}
            for cle in contenu["cles"]
        ],
        "sceau": {"le": format_date_longue(day_of(sceau)), "initiales": write_initiales(contenu["signataire"]["nom"])}
        if sceau
        else None,
    }
    titre = f"{nom}, {contenu['copropriete']['nom']}, assemblée du {contenu['ag']['jour']}"
    return render_pdf(f"{GABARITS}/{gabarit}.typ", filled, titre=titre, le=le)


def _voted(contenu: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [_describe(ligne) for ligne in contenu["lignes"] if not ligne["information"]]


def _describe(ligne: Mapping[str, Any]) -> dict[str, Any]:
    """A line with its words."""
    quote_part = ligne["quote_part_centimes"]
    si_amendee = ligne["si_amendee"]
    return {
        **ligne,
        "majorite": ligne["article"],
        "quote_part": format_montant(quote_part) if quote_part is not None else "—",
        "amendement": si_amendee.capitalize() if si_amendee else "Sans consigne",
        "auteur": ligne["par"] or "décision du responsable",
    }


def shorten(lignes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines with a title that fits the page."""
    most = TRES_COURT if len(lignes) > NOMBREUSES else COURT
    return [
        {**ligne, "court": titre if len(titre) <= most else titre[: most - 1].rstrip() + "…"}
        for ligne in lignes
        for titre in (ligne["intitule"],)
    ]


def write_initiales(nom: str) -> str:
    """« Claire Morel » → « C. M. », what stands for the initials of each page when a paper is sealed."""
    return " ".join(f"{mot[0].upper()}." for mot in nom.replace("-", " ").split())


def _say_voix(ligne: Mapping[str, Any]) -> str | None:
    if ligne["voix"] is None or not ligne["total"]:
        return None
    cle = f", {ligne['cle']}" if ligne["cle"] else ""
    return f"{format_nombre(ligne['voix'])} voix sur {format_nombre(ligne['total'])}{cle}"
