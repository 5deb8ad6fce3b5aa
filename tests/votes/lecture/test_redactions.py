"""Whole minutes in manners drawn at random: what they say is read, and nothing that they do not say."""

from collections import Counter
from random import Random
from typing import Any

import pytest

from services.votes.lecture.pv import read_pv_lignes, write_pv
from services.votes.lecture.textes import fold
from tests.votes.lecture.redactions import NOUS, Attendue, Redaction, draw_redaction

_POSITIONS = ("pour", "contre", "abstention")


def _plain(texte: str) -> str:
    return "".join(c for c in fold(texte) if c.isalnum())


def _list_voix(scrutin: dict[str, Any] | None) -> dict[str, int | None]:
    return {p: (scrutin or {}).get(p, {}).get("voix") for p in _POSITIONS}


def _measure_resolution(vraie: Attendue, lue: dict[str, Any], c: Counter[str]) -> None:
    c["articles"] += vraie.article == lue["article_imprime"]
    c["resultats"] += vraie.resultat == lue["resultat_annonce"]
    for nom in ("premier", "second"):
        vrai, lu = getattr(vraie, nom) or dict.fromkeys(_POSITIONS), _list_voix(lue[nom])
        c["scrutins"] += any(vrai.values())
        c["scrutins_justes"] += any(vrai.values()) and {p: vrai[p] or 0 for p in vrai} == {p: lu[p] or 0 for p in lu}
        c["inventes"] += sum(bool(lu[p]) and lu[p] != vrai[p] for p in _POSITIONS)
    if NOUS in vraie.opposants:
        c["nous"] += 1
        c["nous_trouves"] += any(_plain(nom) == _plain(NOUS) for nom in lue["opposants"])


def measure(redaction: Redaction) -> Counter[str]:
    """What is right and wrong in one reading."""
    lues = write_pv(read_pv_lignes(redaction.lignes))["resolutions"]
    par_titre = {_plain(lue["intitule"]): lue for lue in lues}
    c = Counter(resolutions=len(redaction.resolutions), lues=len(lues))
    for vraie in redaction.resolutions:
        lue = par_titre.get(_plain(vraie.titre))
        if lue is not None:
            c["trouvees"] += 1
            _measure_resolution(vraie, lue, c)
    return c


@pytest.mark.parametrize("graine", range(4))
def test_minutes_in_any_couple_of_manners_are_read_and_no_figure_is_invented(graine: int) -> None:
    mesures = {r.maniere: measure(r) for r in (draw_redaction(Random(f"{graine}-{n}")) for n in range(40))}
    c = sum(mesures.values(), Counter())
    assert [maniere for maniere, mesure in mesures.items() if mesure["inventes"]] == []
    assert (c["trouvees"], c["lues"]) == (c["resolutions"], c["resolutions"])
    assert c["articles"] >= 0.98 * c["resolutions"]
    assert c["resultats"] >= 0.98 * c["resolutions"]
    assert c["scrutins_justes"] >= 0.98 * c["scrutins"]
    assert c["nous_trouves"] == c["nous"]
