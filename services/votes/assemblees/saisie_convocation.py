"""The corrected reading of a convocation, as its page sends it back: one row per resolution, faults at their fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.votes.assemblees.amendements import Projet
from services.votes.assemblees.ordre_du_jour import parse_ordre_du_jour
from services.votes.lecture.convocation_lue import ConvocationLue
from services.votes.lecture.plan.agenda import OrdreDuJour, ResolutionLue
from services.votes.models import AssembleeGenerale, Resolution
from shared.errors import InvalidError
from shared.montants import MontantInvalide, format_montant, parse_montant

POINTS_MAX = 200
ARTICLES = ("", "24", "25", "25-1", "26", "26-1", "unanimite")


@dataclass(frozen=True, slots=True)
class LigneSaisie:
    """One resolution as typed in the page; amounts are text, as a person writes them."""

    numero: str
    intitule: str
    texte: str
    article: str
    montant: str
    information: bool
    gardee: bool = True


def show_points(lue: ConvocationLue) -> list[LigneSaisie]:
    """The rows of the page, from what was read."""
    return [
        LigneSaisie(
            r.numero or "", r.intitule, r.texte, r.article_imprime or "",
            format_montant(r.montant, symbole=False) if r.montant is not None else "", r.information,
        )
        for r in lue.resolutions
    ]  # fmt: skip


def show_saisie(lue: ConvocationLue, code: str) -> dict[str, str]:
    """The fields of the page, from what was read. ``code``: the copropriété recognised, or nothing."""
    return {
        "copropriete": code,
        "date_ag": lue.date_ag.isoformat() if lue.date_ag else "",
        "heure": f"{lue.heure:%H:%M}" if lue.heure else "",
        "lieu": lue.lieu or "",
        "nature": "EXTRAORDINAIRE" if lue.extraordinaire else "ORDINAIRE",
        "convocation_presentee_le": lue.transmise_le.isoformat() if lue.transmise_le else "",
        "convocation_voie": "COURRIEL" if lue.transmise_le else "",
        "formulaire_limite_imprimee": lue.formulaire_limite.isoformat() if lue.formulaire_limite else "",
        "formulaire_courriel": lue.formulaire_courriel or "",
        "formulaire_adresse": lue.formulaire_adresse or "",
    }


def show_ag(ag: AssembleeGenerale) -> dict[str, str]:
    """The fields of a recorded assembly, to be corrected."""
    limite, presentee = ag.formulaire_limite_imprimee, ag.convocation_presentee_le
    return {
        "date_ag": ag.date_ag.isoformat(),
        "heure": f"{ag.heure:%H:%M}" if ag.heure else "",
        "lieu": ag.lieu or "",
        "nature": ag.nature.value,
        "convocation_presentee_le": presentee.isoformat() if presentee else "",
        "convocation_voie": ag.convocation_voie.value if ag.convocation_voie else "",
        "delai_convocation": str(ag.delai_convocation),
        "formulaire_limite_imprimee": limite.isoformat() if limite else "",
        "formulaire_courriel": ag.formulaire_courriel or "",
        "formulaire_adresse": ag.formulaire_adresse or "",
    }


def read_lignes(form: Mapping[str, str]) -> list[LigneSaisie]:
    """The rows as typed, kept or not, so that the page can show them again."""
    texte = form.get("points", "")
    nombre = min(int(texte), POINTS_MAX) if texte.isdecimal() else 0
    return [
        LigneSaisie(
            numero=form.get(f"numero-{rang}", "").strip(),
            intitule=form.get(f"intitule-{rang}", "").strip(),
            texte=form.get(f"texte-{rang}", "").strip(),
            article=form.get(f"article-{rang}", "").strip(),
            montant=form.get(f"montant-{rang}", "").strip(),
            information=form.get(f"information-{rang}") == "oui",
            gardee=form.get(f"gardee-{rang}") == "oui",
        )
        for rang in range(1, nombre + 1)
    ]


def read_points(lignes: list[LigneSaisie], ajouts: str) -> OrdreDuJour:
    """The agenda of the kept rows, then of the lines added by hand.

    :raises InvalidError: with one fault per field.
    """
    fautes: list[dict[str, Any]] = []
    points: list[ResolutionLue] = []
    titres: dict[str, str] = {}
    for rang, ligne in enumerate(lignes, start=1):
        if ligne.gardee:
            numero = ligne.numero.casefold()
            if numero in titres:
                message = (
                    f"Le numéro {ligne.numero} est déjà celui de « {titres[numero]} » : corrigez-le, ou ne gardez pas "
                    "la ligne."
                )
                fautes.append({"ou": f"numero-{rang}", "message": message})
            elif numero:
                titres[numero] = ligne.intitule
            points.append(_read_ligne(rang, ligne, len(points) + 1, fautes))
    ajoutes = parse_ordre_du_jour(ajouts) if ajouts.strip() else OrdreDuJour((), ())
    for ordre, point in enumerate(ajoutes.resolutions, start=len(points) + 1):
        points.append(
            ResolutionLue(
                ordre,
                point.numero,
                point.intitule,
                point.texte,
                point.article_imprime,
                point.montant,
                point.information,
            )
        )
    if fautes:
        raise InvalidError("Corrigez les résolutions signalées.", code="SAISIE_RESOLUTIONS", fautes=fautes)
    return OrdreDuJour(tuple(points), ajoutes.non_compris)


def _read_ligne(rang: int, ligne: LigneSaisie, ordre: int, fautes: list[dict[str, Any]]) -> ResolutionLue:
    montant = None
    if not ligne.intitule:
        fautes.append(
            {"ou": f"intitule-{rang}", "message": "L’intitulé manque : écrivez-le, ou ne gardez pas la ligne."}
        )
    if ligne.article not in ARTICLES:
        fautes.append({"ou": f"article-{rang}", "message": f"« {ligne.article} » n’est pas une majorité."})
    if ligne.montant:
        try:
            montant = parse_montant(ligne.montant)
        except MontantInvalide as error:
            fautes.append({"ou": f"montant-{rang}", "message": f"{error}."})
    return ResolutionLue(
        ordre, ligne.numero or None, ligne.intitule, ligne.texte, ligne.article or None, montant, ligne.information
    )


def show_projet(resolution: Resolution) -> dict[str, str]:
    """The fields of what a recorded resolution puts to the vote, to be corrected."""
    montant = resolution.montant_centimes
    return {
        "intitule": resolution.intitule,
        "texte": resolution.texte or "",
        "article": resolution.article_imprime or "",
        "montant": format_montant(montant, symbole=False) if montant is not None else "",
    }


def read_projet_saisi(form: Mapping[str, str]) -> Projet:
    """What is put to the vote, as typed.

    :raises InvalidError: with one fault per field.
    """
    fautes: list[dict[str, Any]] = []
    montant, typed, article = None, form.get("montant", "").strip(), form.get("article", "").strip()
    try:
        montant = parse_montant(typed) if typed else None
    except MontantInvalide as error:
        fautes.append({"ou": "montant", "message": f"{error}."})
    if article not in ARTICLES:
        fautes.append({"ou": "article", "message": f"« {article} » n’est pas une majorité."})
    if fautes:
        raise InvalidError("Corrigez les champs signalés.", code="SAISIE_PROJET", fautes=fautes)
    texte = form.get("texte", "").replace("\r\n", "\n").strip()
    return Projet(form.get("intitule", "").strip(), texte or None, montant, article or None)
