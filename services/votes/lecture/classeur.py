"""An agenda kept in a workbook: its columns are found by their usual names, its rows are the resolutions."""

import re
from typing import Any

from services.votes.lecture.mentions.corps import read_montant
from services.votes.lecture.mentions.majorites import read_article
from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.plan.agenda import OrdreDuJour, ResolutionLue, is_sans_vote, strip_majorite
from services.votes.lecture.refus import LectureRefusee
from services.votes.lecture.textes import fold
from shared.excel.cellules import Feuille, Rangee, adresse
from shared.excel.ouverture import open_classeur
from shared.montants import MontantInvalide, convert_nombre, parse_montant

_COLONNES = (
    ("montant", r"montant|cout|budget|prix|ttc|somme"),
    ("article", r"article|majorit|^art\.?$|regle de vote"),
    ("texte", r"texte|projet|corps|description|detail|contenu|commentaire|developpement"),
    (
        "intitule",
        r"intitule|libelle|objet|titre|^resolutions?$|^questions?$|ordre du jour|^points?$|sujet|"
        r"designation|^resolution\s*/",
    ),
    ("numero", r"^n\s*[°o]?\.?$|num|^ordre$|^rang$|^#$|^n\s*[°o]\s|^point n|^resolution n"),
)
_TETE = 30
_VIDES_MAX = 50


def read_classeur(contenu: bytes, nom: str) -> tuple[OrdreDuJour, list[Ligne]]:
    """The resolutions of a workbook, and the lines above its table, which say whose assembly it is.

    :raises FichierRefuse: the workbook cannot be opened.
    :raises LectureRefusee: no table of resolutions, with the column that is missing and where it was looked for.
    """
    proche: tuple[str, set[str], int] | None = None
    for feuille in open_classeur(contenu, nom).feuilles():
        if feuille.masquee:
            continue
        tete = feuille.tete(_TETE)
        for numero, rangee in tete:
            colonnes = _find_colonnes(rangee)
            if "intitule" in colonnes and len(colonnes) >= 2:
                avant = [
                    Ligne(texte)
                    for rang, r in tete
                    if rang < numero
                    if (texte := " ".join(_say(v) for v in r if _say(v)))
                ]
                return _read_rangees(feuille, numero, colonnes), avant
            if len(colonnes) >= 2 and (proche is None or len(colonnes) > len(proche[1])):
                proche = (feuille.nom, set(colonnes), numero)
    raise _refuse(proche)


def _refuse(proche: tuple[str, set[str], int] | None) -> LectureRefusee:
    if proche is None:
        return LectureRefusee(
            "Aucun tableau de résolutions dans ce classeur : il faut une ligne d’en-tête avec au moins une colonne "
            "« Intitulé » et une colonne « N° », « Texte », « Article » ou « Montant ».",
            code="EN_TETE_INTROUVABLE",
        )
    feuille, _, ligne = proche
    return LectureRefusee(
        f"La colonne des intitulés manque (feuille « {feuille} », ligne {ligne}) : nommez-la « Intitulé ».",
        code="COLONNE_ABSENTE",
        fautes=[{"ou": f"{feuille}!{ligne}", "message": "Colonne « Intitulé » absente."}],
    )


def _find_colonnes(rangee: Rangee) -> dict[str, int]:
    """The rank of each known column; a name serves once, the first column that has it wins."""
    colonnes: dict[str, int] = {}
    for rang, valeur in enumerate(rangee):
        plain = fold(_say(valeur))
        if not plain or len(plain) > 50:
            continue
        role = next((role for role, motif in _COLONNES if re.search(motif, plain) and role not in colonnes), None)
        if role:
            colonnes[role] = rang
    return colonnes


def _read_rangees(feuille: Feuille, entete: int, colonnes: dict[str, int]) -> OrdreDuJour:
    resolutions: list[ResolutionLue] = []
    ignorees: list[str] = []
    fautes: list[dict[str, Any]] = []
    vides = 0
    for numero, rangee in feuille.lignes():
        if numero <= entete:
            continue
        lues = {role: _say(rangee[rang]) if rang < len(rangee) else "" for role, rang in colonnes.items()}
        if not lues["intitule"]:
            vides += 1
            if reste := " ".join(texte for texte in lues.values() if texte):
                ignorees.append(f"{feuille.nom}!{adresse(numero, colonnes['intitule'] + 1)} : {reste}")
            if vides > _VIDES_MAX:
                break
            continue
        vides = 0
        montant, faute = _read_montant(rangee, colonnes, lues)
        if faute:
            fautes.append({"ou": f"{feuille.nom}!{adresse(numero, colonnes['montant'] + 1)}", "message": faute})
        resolutions.append(_build(len(resolutions) + 1, lues, montant))
    if fautes:
        raise LectureRefusee(
            "Des montants ne sont pas lisibles : corrigez ces cellules.", code="MONTANT_INVALIDE", fautes=fautes
        )
    return OrdreDuJour(tuple(resolutions), tuple(ignorees))


def _build(ordre: int, lues: dict[str, str], montant: int | None) -> ResolutionLue:
    texte, article = lues.get("texte", ""), lues.get("article", "")
    entier = f"{lues['intitule']}\n{texte}"
    return ResolutionLue(
        ordre=ordre,
        numero=re.sub(r"(?:^\D*n\s*[°o]\s*)|\.0$|[\s.)\-:]+$", "", lues.get("numero", ""), flags=re.IGNORECASE) or None,
        intitule=strip_majorite(lues["intitule"]),
        texte=texte,
        article_imprime=_read_article(article) or read_article(entier),
        montant=montant if "montant" in lues else read_montant(entier),
        information=is_sans_vote(lues["intitule"], texte)
        or bool(re.search(r"sans\s+vote|information|aucun", fold(article))),
    )


def _read_article(texte: str) -> str | None:
    nu = re.fullmatch(r"(?:art(?:icle|\.)?\s*)?(2[456](?:\s?[.\-]\s?1)?)(?:\.0)?\s*[a-o]?", fold(texte).strip())
    return re.sub(r"\s", "", nu[1]).replace(".", "-") if nu else read_article(f"Majorité : {texte}") if texte else None


def _read_montant(rangee: Rangee, colonnes: dict[str, int], lues: dict[str, str]) -> tuple[int | None, str | None]:
    """The amount of a cell in centimes; a text that is not one is a fault, never a guess."""
    texte = lues.get("montant", "")
    if not texte or fold(texte).strip(" -.") in ("", "neant", "sans objet", "so", "s.o", "nc"):
        return None, None
    valeur = rangee[colonnes["montant"]]
    try:
        if isinstance(valeur, int | float) and not isinstance(valeur, bool):
            return convert_nombre(valeur), None
        return parse_montant(re.sub(r"(?i)\s*ttc\s*$", "", texte)), None
    except MontantInvalide as error:
        return None, f"{error}."


def _say(valeur: Any) -> str:
    if isinstance(valeur, float) and valeur.is_integer():
        return str(int(valeur))
    return " ".join(str(valeur).split()) if "\n" not in str(valeur) else str(valeur).strip()
