"""The assemblies of the demo: last year's, with what came of each resolution, and next month's, still to answer."""

from datetime import date, time, timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from services.demo.calendrier import Calendrier, calendrier_de, derniere_ag
from services.demo.envois import syndic_en_charge
from services.demo.identifiants import draw
from services.demo.immeubles import PAR_CODE
from services.demo.redaction import Redaction, list_redactions
from services.demo.styles import STYLES
from shared.montants import ESPACE_FINE, ESPACE_INSECABLE, format_montant

A_SAISIR = "C008"
"""The AG of next month that is left to create by hand, from the agenda ready to be pasted."""
LIEU = "dans les locaux du syndic"
REPONSES_DONNEES = 40
"""Percent of the resolutions of next month that already have their consigne."""


class ResolutionDemo(NamedTuple):
    """One point of an agenda. ``article``: as the syndic prints it, or empty; ``montant``: centimes or None.

    ``information``: there is nothing to vote. ``position`` and ``motif``: our consigne, or None when it is still to be
    given. ``resultat``: ADOPTEE or REJETEE once the assembly was held.
    """

    numero: str
    intitule: str
    texte: str
    article: str
    montant: int | None
    cle: str
    information: bool
    position: str | None
    motif: str | None
    resultat: str | None


class AssembleeDemo(NamedTuple):
    """An assembly and its agenda, in the style of the syndic who convenes it."""

    copropriete: str
    syndic: str
    date_ag: date
    heure: time
    lieu: str
    convocation_presentee_le: date
    resolutions: list[ResolutionDemo]


def build_assemblees(patrimoine: dict[str, Any], aujourdhui: date) -> list[AssembleeDemo]:
    """The last AG held by each copropriété, then those of next month but the one left to create by hand."""
    fiches = patrimoine["coproprietes"]
    held = [build_assemblee(f, derniere_ag(_calendrier(f, aujourdhui), aujourdhui), aujourdhui) for f in fiches]
    next_month = [
        build_assemblee(fiche, _calendrier(fiche, aujourdhui).ag, aujourdhui)
        for fiche in fiches
        if PAR_CODE[fiche["code"]].debut_exercice is None and fiche["code"] != A_SAISIR
    ]
    return sorted(held + next_month, key=lambda assemblee: (assemblee.date_ag, assemblee.copropriete))


def build_assemblee(fiche: dict[str, Any], ag: date, aujourdhui: date) -> AssembleeDemo:
    """The agenda of one AG; held assemblies have their consignes and results."""
    held = ag <= aujourdhui
    hasard = draw("agenda", fiche["code"], ag)
    syndic = syndic_en_charge(fiche, ag)
    redactions = list(list_redactions(fiche, ag, hasard, held=held))
    if STYLES[syndic].par_section:
        redactions = _gather_sections(redactions)
    numeros = _number(redactions, par_section=STYLES[syndic].par_section)
    return AssembleeDemo(
        copropriete=fiche["code"],
        syndic=syndic,
        date_ag=ag,
        heure=time(hasard.choice((14, 17, 18, 18, 18)), hasard.choice((0, 30))),
        lieu=LIEU,
        convocation_presentee_le=min(ag - timedelta(days=hasard.randint(23, 32)), aujourdhui - timedelta(days=1)),
        resolutions=[
            _word(redaction, numero, syndic, hasard, held=held)
            for redaction, numero in zip(redactions, numeros, strict=True)
        ],
    )


def write_ordre_du_jour_a_saisir(dossier: Path, patrimoine: dict[str, Any], aujourdhui: date) -> Path:
    """Write the agenda of the AG to create by hand, as text to paste; returns its path."""
    dossier.mkdir(parents=True, exist_ok=True)
    fiche = next(fiche for fiche in patrimoine["coproprietes"] if fiche["code"] == A_SAISIR)
    assemblee = build_assemblee(fiche, _calendrier(fiche, aujourdhui).ag, aujourdhui)
    path = dossier / f"{A_SAISIR}_ordre-du-jour_{assemblee.date_ag.isoformat()}.txt"
    path.write_text(write_ordre_du_jour(assemblee, fiche["nom"]), encoding="utf-8")
    return path


def write_ordre_du_jour(assemblee: AssembleeDemo, nom: str) -> str:
    """The text of a convocation, as its syndic prints it."""
    style = STYLES[assemblee.syndic]
    lines = [
        f"SYNDICAT DES COPROPRIÉTAIRES {nom}",
        "ORDRE DU JOUR DE L’ASSEMBLÉE GÉNÉRALE ORDINAIRE",
        f"du {assemblee.date_ag:%d/%m/%Y} à {assemblee.heure:%Hh%M}, {assemblee.lieu}",
        "",
    ]
    for resolution in assemblee.resolutions:
        lines.append(f"{style.numero(resolution.numero)}{resolution.intitule}")
        if resolution.article:
            lines.append(style.majorite(resolution.article))
        lines += [resolution.texte, ""] if resolution.texte else [""]
    return "\n".join(lines)


def _calendrier(fiche: dict[str, Any], aujourdhui: date) -> Calendrier:
    return calendrier_de(PAR_CODE[fiche["code"]], aujourdhui)


def _gather_sections(redactions: list[Redaction]) -> list[Redaction]:
    """The same points, those of a section side by side, sections in the order they first appear."""
    sections = list(dict.fromkeys(redaction.point.section for redaction in redactions))
    return sorted(redactions, key=lambda redaction: sections.index(redaction.point.section))


def _number(redactions: list[Redaction], *, par_section: bool) -> list[str]:
    if not par_section:
        return [str(rang) for rang in range(1, len(redactions) + 1)]
    ranks: dict[str, int] = {}
    numeros = []
    for redaction in redactions:
        section = redaction.point.section
        ranks[section] = ranks.get(section, 0) + 1
        numeros.append(f"{len(ranks)}.{ranks[section]}")
    return numeros


def _word(redaction: Redaction, numero: str, syndic: str, hasard: Random, *, held: bool) -> ResolutionDemo:
    point = redaction.point
    montant = format_montant(redaction.montant or 0).replace(ESPACE_FINE, ESPACE_INSECABLE)
    mots = {**redaction.mots, "montant": montant}
    answered = point.vote and (held or hasard.randrange(100) < REPONSES_DONNEES)
    rejected = point.position == "CONTRE" and hasard.randint(0, 2) > 0
    return ResolutionDemo(
        numero=numero,
        intitule=STYLES[syndic].titre(point.intitule.format(**mots)),
        texte=point.texte.format(**mots),
        article=point.article,
        montant=redaction.montant,
        cle=redaction.cle,
        information=not point.vote,
        position=point.position if answered else None,
        motif=point.motif if answered else None,
        resultat=("REJETEE" if rejected else "ADOPTEE") if held and point.vote else None,
    )
