"""The JSON of ``tantieme votes majorite``: ballots in, results out.

Every fault of the file is found in one pass and named by its path (``[3].scrutin.pour.voix``); unknown keys are
refused by name; nothing is computed when anything is wrong.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from services.votes.majorites.calcul import ARTICLES_VOTABLES, Bulletin, Resultat, compute_majorite
from services.votes.majorites.voix import BAILLEUR, MODES, REGIMES, VOTES, Compte, Proprietaire, Scrutin
from services.votes.qualification.types_resolution import load_types
from shared.errors import InvalidError

_COLONNES = ("pour", "contre", "abstention", "absent")
_CLES = ("id", "article", "regime", "type", "total_voix", "total_tetes", "amendee", "scrutin", "proprietaires",
         "second_scrutin")  # fmt: skip
_CLES_PROPRIETAIRE = ("id", "voix", "tetes", "mode", "vote", "formulaire_recevable", "vendeur_hlm", "exclu_19_2",
                      "syndicat")  # fmt: skip
_DRAPEAUX = {"formulaire_recevable": True, "vendeur_hlm": False, "exclu_19_2": False, "syndicat": False}


class _Lecture:
    """The faults met so far, and the readers that add to them. A reader that finds a fault returns a stand-in."""

    def __init__(self) -> None:
        self.fautes: list[dict[str, Any]] = []

    def refuse(self, chemin: str, message: str) -> None:
        self.fautes.append({"ou": chemin, "message": message})

    def read_objet(self, valeur: Any, chemin: str, cles: Sequence[str]) -> dict[str, Any]:
        if not isinstance(valeur, dict):
            self.refuse(chemin, "un objet est attendu")
            return {}
        for cle in valeur:
            if cle not in cles:
                self.refuse(f"{chemin}.{cle}", f"clé inconnue : « {cle} »")
        return valeur

    def read_entier(self, objet: dict[str, Any], cle: str, chemin: str, defaut: int | None = None) -> int:
        valeur = objet.get(cle, defaut)
        if valeur is None:
            self.refuse(f"{chemin}.{cle}", "valeur absente : un nombre entier est attendu")
        elif isinstance(valeur, bool) or not isinstance(valeur, int) or valeur < 0:
            self.refuse(f"{chemin}.{cle}", f"« {valeur} » n’est pas un nombre entier positif")
        else:
            return valeur
        return 0

    def read_booleen(self, objet: dict[str, Any], cle: str, chemin: str, defaut: bool) -> bool:
        valeur = objet.get(cle, defaut)
        if isinstance(valeur, bool):
            return valeur
        self.refuse(f"{chemin}.{cle}", "true ou false est attendu")
        return defaut

    def read_choix(self, objet: dict[str, Any], cle: str, chemin: str, choix: Sequence[str], defaut: str | None) -> str:
        valeur = objet.get(cle, defaut)
        if isinstance(valeur, str) and valeur in choix:
            return valeur
        self.refuse(f"{chemin}.{cle}", f"« {valeur} » n’est pas l’une des valeurs : {', '.join(choix)}")
        return choix[0]


def read_bulletins(donnees: Any) -> list[Bulletin]:
    """Read the list of ballots.

    :raises InvalidError: with ``fautes``, one ``{"ou", "message"}`` per fault, all found in one pass.
    """
    if not isinstance(donnees, list):
        raise InvalidError("Le fichier doit contenir une liste de scrutins.", code="FICHIER_INVALIDE")
    lecture = _Lecture()
    bulletins = [_read_bulletin(lecture, brut, f"[{rang}]") for rang, brut in enumerate(donnees)]
    vus: set[str] = set()
    for rang, bulletin in enumerate(bulletins):
        if bulletin.id in vus:
            lecture.refuse(f"[{rang}].id", f"l’identifiant « {bulletin.id} » est déjà utilisé")
        vus.add(bulletin.id)
    if lecture.fautes:
        raise InvalidError(
            "Le fichier est refusé, rien n’a été calculé :", code="FICHIER_INVALIDE", fautes=lecture.fautes
        )
    return bulletins


def _read_bulletin(lecture: _Lecture, brut: Any, chemin: str) -> Bulletin:
    objet = lecture.read_objet(brut, chemin, _CLES)
    if not objet:
        return Bulletin(chemin, "24", 0, 0)
    identifiant = objet.get("id")
    if not isinstance(identifiant, str | int) or isinstance(identifiant, bool) or identifiant == "":
        lecture.refuse(f"{chemin}.id", "un identifiant est attendu")
    code = objet.get("type")
    if code is not None and code not in load_types():
        lecture.refuse(f"{chemin}.type", f"« {code} » n’est pas un type de résolution")
    bulletin = Bulletin(
        id=str(identifiant),
        article=lecture.read_choix(objet, "article", chemin, ARTICLES_VOTABLES, None),
        regime=lecture.read_choix(objet, "regime", chemin, REGIMES, "normal"),
        type=code if isinstance(code, str) else None,
        total_voix=lecture.read_entier(objet, "total_voix", chemin),
        total_tetes=lecture.read_entier(objet, "total_tetes", chemin),
        amendee=lecture.read_booleen(objet, "amendee", chemin, False),
        scrutin=_read_scrutin(lecture, objet.get("scrutin"), f"{chemin}.scrutin"),
        proprietaires=_read_proprietaires(lecture, objet.get("proprietaires"), f"{chemin}.proprietaires"),
        second_scrutin=_read_scrutin(lecture, objet.get("second_scrutin"), f"{chemin}.second_scrutin"),
    )
    if (bulletin.scrutin is None) == (bulletin.proprietaires is None):
        lecture.refuse(chemin, "donnez soit « scrutin », soit « proprietaires »")
    _check_totaux(lecture, bulletin, chemin)
    return bulletin


def _read_scrutin(lecture: _Lecture, brut: Any, chemin: str) -> Scrutin | None:
    if brut is None:
        return None
    objet = lecture.read_objet(brut, chemin, _COLONNES)
    comptes = {}
    for colonne in _COLONNES:
        lieu = f"{chemin}.{colonne}"
        if colonne not in objet:
            lecture.refuse(lieu, 'colonne absente : {"voix", "tetes"} est attendu')
            compte = {"voix": 0, "tetes": 0}
        else:
            compte = lecture.read_objet(objet[colonne], lieu, ("voix", "tetes"))
        comptes[colonne] = Compte(lecture.read_entier(compte, "voix", lieu), lecture.read_entier(compte, "tetes", lieu))
    return Scrutin(**comptes)


def _read_proprietaires(lecture: _Lecture, brut: Any, chemin: str) -> tuple[Proprietaire, ...] | None:
    if brut is None:
        return None
    if not isinstance(brut, list):
        lecture.refuse(chemin, "une liste est attendue")
        return ()
    proprietaires = tuple(_read_proprietaire(lecture, row, f"{chemin}[{rang}]") for rang, row in enumerate(brut))
    if sum(p.id == BAILLEUR for p in proprietaires) > 1:
        lecture.refuse(chemin, "le bailleur ne peut figurer qu’une fois : additionnez ses lots")
    return proprietaires


def _read_proprietaire(lecture: _Lecture, brut: Any, chemin: str) -> Proprietaire:
    objet = lecture.read_objet(brut, chemin, _CLES_PROPRIETAIRE)
    if not isinstance(objet.get("id"), str | int) or isinstance(objet.get("id"), bool):
        lecture.refuse(f"{chemin}.id", "un identifiant est attendu")
    mode = lecture.read_choix(objet, "mode", chemin, MODES, None)
    vote = objet.get("vote")
    if vote is not None and vote not in VOTES:
        lecture.refuse(f"{chemin}.vote", f"« {vote} » n’est pas l’une des valeurs : {', '.join(VOTES)}, null")
    return Proprietaire(
        id=str(objet.get("id")),
        voix=lecture.read_entier(objet, "voix", chemin),
        tetes=lecture.read_entier(objet, "tetes", chemin, 1),
        mode=mode,
        vote=vote if vote in VOTES else None,
        **{cle: lecture.read_booleen(objet, cle, chemin, defaut) for cle, defaut in _DRAPEAUX.items()},
    )


def _check_totaux(lecture: _Lecture, bulletin: Bulletin, chemin: str) -> None:
    """The rows must sum to ``total_voix``; a second ballot, whose absent may be left out, cannot exceed it."""
    if bulletin.scrutin is not None and bulletin.scrutin.total_voix != bulletin.total_voix:
        lecture.refuse(f"{chemin}.scrutin", _say_total(bulletin.scrutin.total_voix, bulletin.total_voix))
    if bulletin.proprietaires is not None:
        somme = sum(p.voix for p in bulletin.proprietaires)
        if somme != bulletin.total_voix:
            lecture.refuse(f"{chemin}.proprietaires", _say_total(somme, bulletin.total_voix))
    if bulletin.second_scrutin is not None and bulletin.second_scrutin.total_voix > bulletin.total_voix:
        lecture.refuse(f"{chemin}.second_scrutin", _say_total(bulletin.second_scrutin.total_voix, bulletin.total_voix))


def _say_total(somme: int, total: int) -> str:
    return f"la somme des voix est {somme}, le total annoncé {total}"


def write_resultats(resultats: Sequence[Resultat]) -> list[dict[str, Any]]:
    """The results as the contract prints them, keys in its order."""
    return [asdict(resultat) for resultat in resultats]


def compute_fichier(donnees: Any) -> list[dict[str, Any]]:
    """From the parsed input file to the parsed output file.

    :raises InvalidError: see :func:`read_bulletins`.
    """
    return write_resultats([compute_majorite(bulletin) for bulletin in read_bulletins(donnees)])
