"""Headings of minutes drawn at random: any family of labels, agendas printed first, lists in bodies, annexes after."""

from random import Random

import pytest

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.pv import read_pv_lignes
from tests.votes.lecture.tirage_reperes import FAMILLES, draw

TIRAGES = 8


@pytest.mark.parametrize("famille", FAMILLES)
def test_no_resolution_is_lost_or_invented_whatever_its_label(famille: str) -> None:
    hasard = Random(famille)
    voulues = trouvees = inventees = articles = 0
    for _ in range(TIRAGES):
        tirage = draw(hasard, famille)
        lues = {r.intitule: r for r in read_pv_lignes(tirage.lignes).resolutions}
        voulues += len(tirage.titres)
        trouvees += sum(titre in lues for titre in tirage.titres)
        inventees += sum(titre not in tirage.titres for titre in lues)
        articles += sum(
            titre in lues and lues[titre].article_imprime == article
            for titre, article in zip(tirage.titres, tirage.articles, strict=True)
        )
    assert trouvees >= 0.98 * voulues
    assert inventees <= 0.01 * voulues
    assert articles >= 0.96 * voulues


@pytest.mark.parametrize("separe", [True, False], ids=["title under the number", "title beside it"])
def test_a_summary_at_the_end_that_says_only_results_does_not_take_the_place_of_the_votes(*, separe: bool) -> None:
    titres = ("Élection du président", "Approbation des comptes", "Quitus au syndic")
    votes = [
        texte
        for rang, titre in enumerate(titres, 1)
        for texte in (
            *((f"Question n° {rang}", titre) if separe else (f"Question n° {rang} : {titre}",)),
            "Article 24",
            "Pour : 800 voix",
            "Contre : 120 voix",
            "Adoptée",
        )
    ]
    synthese = [
        texte
        for rang, titre in enumerate(titres, 1)
        for texte in (f"Résolution n° {rang} : {titre}", "Résultat : Adoptée")
    ]
    lus = read_pv_lignes([Ligne(texte) for texte in (*votes, "SYNTHÈSE DES VOTES", *synthese)]).resolutions
    assert [(lue.numero, lue.intitule, lue.article_imprime) for lue in lus] == [
        (str(rang), titre, "24") for rang, titre in enumerate(titres, 1)
    ]
    assert {lue.premier.pour.voix for lue in lus if lue.premier and lue.premier.pour} == {800}
