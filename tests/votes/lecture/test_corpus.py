"""Forty documents of twenty cabinets, made by seven programs: what is read of each is what was written."""

import json
from collections import Counter
from pathlib import Path

import pytest

from services.votes.lecture.convocation import read_convocation, write_convocation
from services.votes.lecture.pv import read_pv, write_pv
from tests.votes.lecture.mesure import measure_convocation, measure_pv

PDF = Path(__file__).with_name("pdf")
CONVOCATIONS = sorted(chemin.stem for chemin in PDF.glob("*_convocation.pdf"))
PROCES_VERBAUX = sorted(chemin.stem for chemin in PDF.glob("*_pv.pdf"))


def load(nom: str) -> tuple[dict, bytes]:
    """The truth and the bytes of a document."""
    return json.loads((PDF / f"{nom}.json").read_text(encoding="utf-8")), (PDF / f"{nom}.pdf").read_bytes()


@pytest.mark.parametrize("nom", CONVOCATIONS)
def test_an_agenda_gives_its_resolutions_and_nothing_of_its_annexes(nom: str) -> None:
    attendu, contenu = load(nom)
    ecarts: list[str] = []
    c = measure_convocation(attendu, write_convocation(read_convocation(contenu, f"{nom}.pdf")), ecarts)
    assert (c["trouvees"], c["inventees"]) == (c["resolutions"], 0), ecarts
    assert c["article_juste"] == c["articles"], ecarts
    assert c["montant_faux"] == 0, ecarts
    assert c["montant_juste"] >= 0.9 * c["montants"], ecarts
    assert c["date_juste"] == c["copropriete_juste"] == 1, ecarts


@pytest.mark.parametrize("nom", PROCES_VERBAUX)
def test_minutes_give_their_counts_and_no_figure_that_is_not_printed(nom: str) -> None:
    attendu, contenu = load(nom)
    ecarts: list[str] = []
    c: Counter[str] = measure_pv(attendu, write_pv(read_pv(contenu)), ecarts)
    assert (c["trouvees"], c["inventees"]) == (c["resolutions"], 0), ecarts
    assert c["chiffres_inventes"] == 0, ecarts
    assert (c["comptes_justes"], c["seconds_justes"]) == (c["comptes"], c["seconds"]), ecarts
    assert c["resultat_annonce_juste"] == c["resultat_annonces"], ecarts
    assert c["nous_trouves"] == c["nous_opposants"], ecarts
