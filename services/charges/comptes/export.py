"""What was read of yearly accounts as the JSON of the contract: integer centimes, ISO dates, French keys."""

from dataclasses import asdict
from typing import Any

from services.charges.lecture_comptes.resultat import LectureComptes

ANNEXE2 = ("compte", "libelle", "n_moins_1_approuve", "n_budget", "n_realise", "n_plus_1_budget", "n_plus_2_budget")


def export_comptes(lecture: LectureComptes) -> dict[str, Any]:
    """The document that ``tantieme charges lire-comptes --json`` prints."""
    imprimes = lecture.comptes_imprimes
    return {
        "copropriete": lecture.copropriete,
        "exercice": {"debut": lecture.debut.isoformat(), "fin": lecture.fin.isoformat()}
        if lecture.debut and lecture.fin
        else None,
        "lignes": [
            {
                "feuille": ligne.feuille or None, "cellule": ligne.cellule,
                "compte": ligne.compte_imprime or imprimes.get(ligne.compte, ligne.compte) or None,
                "libelle": ligne.libelle, "cle": ligne.cle, "montant": ligne.montant,
                "recuperable_declare": ligne.recuperable_declare,
                "quote_part": ligne.quote_part, "date": ligne.piece_le.isoformat() if ligne.piece_le else None,
            }
            for ligne in lecture.lignes
        ],
        "annexe2": [
            {champ: getattr(ligne, champ) for champ in ANNEXE2} | {"compte": imprimes.get(ligne.compte, ligne.compte)}
            for ligne in lecture.annexe2
        ],
        "annexe3": [
            {"cle": ligne.cle, "libelle": ligne.libelle, "n_realise": ligne.n_realise} for ligne in lecture.annexe3
        ],
        "quote_parts": [
            {"lot": part.lot, "cle": part.cle, "montant": part.montant} for part in lecture.quote_parts
        ],
        "ecarts": [
            {"quoi": ecart.quoi, "attendu": ecart.attendu, "trouve": ecart.trouve, "cellule": ecart.cellule}
            for ecart in lecture.ecarts
        ],
        "anomalies": [asdict(anomalie) for anomalie in lecture.anomalies],
    }  # fmt: skip
