"""What a person answered about the reading of a file, turned into the next version of his syndic's profile."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from services.appels_fonds.lecture.colonnes.roles import Role
from services.appels_fonds.lecture.lignes import ColonneVue
from services.appels_fonds.lecture.patrimoine.referentiel import CoproprieteConnue, Patrimoine
from services.appels_fonds.lecture.questions import GenreQuestion, Question
from services.appels_fonds.lecture.valeurs.mots import normalise
from services.appels_fonds.natures import Nature
from services.appels_fonds.profils.dispositions import forget_dispositions
from shared.errors import InvalidError

ALIAS = {GenreQuestion.CLE: "cles", GenreQuestion.LOT: "lots"}


def apply_reponses(
    contenu: Mapping[str, Any],
    patrimoine: Patrimoine,
    questions: Sequence[Question],
    reponses: Mapping[int, str],
    colonnes: Sequence[tuple[ColonneVue, str]] = (),
) -> dict[str, Any]:
    """The profile with these answers (rank of the question → answer) and these roles of columns.

    :raises InvalidError: an answer that names nothing we know; every fault in one pass.
    """
    nouveau: dict[str, Any] = json.loads(json.dumps(contenu))
    fautes: list[dict[str, str]] = []
    for rang, reponse in sorted(reponses.items()):
        if not reponse.strip() or rang >= len(questions):
            continue
        faute = _answer(nouveau, patrimoine, questions[rang], reponse.strip())
        if faute:
            fautes.append({"ou": f"{questions[rang].feuille} {questions[rang].cellule}", "message": faute})
    for colonne, role in colonnes:
        if role not in Role.__members__:
            fautes.append({"ou": f"{colonne.feuille} {colonne.cellule}", "message": "Ce rôle de colonne n’existe pas."})
        else:
            nouveau["roles"][normalise(colonne.entete)] = role
            forget_dispositions(nouveau, [colonne.entete])
    if fautes:
        raise InvalidError("Ces réponses ne peuvent pas être retenues.", code="REPONSES_INVALIDES", fautes=fautes)
    return nouveau


def _answer(contenu: dict[str, Any], patrimoine: Patrimoine, question: Question, reponse: str) -> str | None:
    """Write one answer; returns what is wrong with it, if anything."""
    if question.genre is GenreQuestion.MONTANT:
        if reponse not in question.choix:
            return "Choisissez une des colonnes proposées."
        for entete in question.choix:
            contenu["roles"][entete] = Role.MONTANT.value if entete == reponse else Role.IGNORE.value
        forget_dispositions(contenu, question.choix)
        return None
    if question.genre is GenreQuestion.NATURE:
        if reponse not in set(Nature):
            return "Cette nature n’existe pas."
        contenu["natures"][normalise(question.mots)] = reponse
        return None
    connues = {copropriete.code: copropriete for copropriete in patrimoine.coproprietes}
    if question.genre is GenreQuestion.COPROPRIETE:
        if reponse.upper() not in connues:
            return f"La copropriété {reponse} n’est pas dans notre patrimoine."
        contenu["coproprietes"][normalise(question.mots)] = reponse.upper()
        return None
    return _answer_alias(contenu[ALIAS[question.genre]], connues[question.copropriete or ""], question, reponse)


def _answer_alias(
    alias: list[dict[str, str]], copropriete: CoproprieteConnue, question: Question, reponse: str
) -> str | None:
    is_cle = question.genre is GenreQuestion.CLE
    connus = {cle.code for cle in copropriete.cles} if is_cle else {lot.numero for lot in copropriete.lots}
    if reponse not in connus:
        return f"{'La clé' if is_cle else 'Le lot'} {reponse} n’existe pas dans {copropriete.code}."
    mots = normalise(question.mots)
    kept = [known for known in alias if (known["copropriete"], known["mots"]) != (copropriete.code, mots)]
    alias[:] = [*kept, {"copropriete": copropriete.code, "mots": mots, "vaut": reponse}]
    return None
