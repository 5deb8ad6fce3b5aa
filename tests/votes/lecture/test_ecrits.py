"""Documents written by hand in the manner of real cabinets, printed by many programs: the rates of the acceptance.

Each was written before the reader had seen it, and kept afterwards; « tolere » is what its author also takes.
"""

import json
from collections import Counter
from pathlib import Path

import pytest

from services.votes.lecture.convocation import read_convocation, write_convocation
from services.votes.lecture.page import pdf
from services.votes.lecture.page.extraction import extract
from services.votes.lecture.pv import read_pv, write_pv
from tests.votes.lecture.mesure import measure_convocation, measure_pv, settle

ECRITS = Path(__file__).with_name("ecrits")


def measure(genre: str) -> tuple[Counter[str], list[str]]:
    """Counts over all the documents of a kind, and what differs."""
    comptes: Counter[str] = Counter()
    ecarts: list[str] = []
    for chemin in sorted(ECRITS.glob(f"*_{genre}.json")):
        attendu, dits = json.loads(chemin.read_text(encoding="utf-8")), []
        contenu = chemin.with_suffix(".pdf").read_bytes()
        if genre == "pv":
            lu, mesure = write_pv(read_pv(contenu)), measure_pv
        else:
            lu, mesure = write_convocation(read_convocation(contenu, chemin.name)), measure_convocation
        comptes += mesure(settle(attendu, lu, attendu.get("tolere", {})), lu, dits)
        ecarts += [f"{chemin.stem} : {dit}" for dit in dits]
    return comptes, ecarts


@pytest.fixture(scope="module", params=["convocation", "pv"])
def lus(request):
    """What is read of each kind; the files are opened here, not by one child process each, as those of strangers."""
    with pytest.MonkeyPatch.context() as ici:
        ici.setattr(pdf, "_extract", lambda contenu: json.loads(extract(contenu)))
        return request.param, *measure(request.param)


def test_resolutions_are_found_in_order_and_none_is_invented(lus):
    _, c, ecarts = lus
    assert c["trouvees"] >= 0.98 * c["resolutions"], ecarts
    assert c["inventees"] <= 0.01 * c["lues"], ecarts
    assert c["article_juste"] >= 0.97 * c["articles"], ecarts


def test_amounts_are_right_or_left_out(lus):
    genre, c, ecarts = lus
    if genre == "convocation":
        assert c["montant_faux"] == 0, ecarts
        assert c["montant_juste"] >= 0.95 * c["montants"], ecarts


def test_counts_results_and_our_name_among_opponents_are_as_printed(lus):
    genre, c, ecarts = lus
    if genre == "pv":
        assert c["chiffres_inventes"] == 0, ecarts
        assert c["comptes_justes"] >= 0.95 * c["comptes"], ecarts
        assert c["seconds_justes"] >= 0.95 * c["seconds"], ecarts
        assert c["resultat_annonce_juste"] >= 0.95 * c["resultat_annonces"], ecarts
        assert c["nous_trouves"] == c["nous_opposants"], ecarts
