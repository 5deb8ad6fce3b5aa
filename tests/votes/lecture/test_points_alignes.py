"""Agendas set in columns that no rule draws: a point is what stands between its number and the next."""

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.points_alignes import find_points_alignes
from services.votes.lecture.page.rangees import expand_rangees
from services.votes.lecture.plan.agenda import read_agenda
from tests.votes.lecture.test_scrutins_en_tableau import print_mots

TETE = (100, "40:N° 90:Question 300:Article 360:Montant 396:HT 430:Montant 466:TTC")
CORPS = (
    (112, "40:A 48:– 56:OUVERTURE"),
    (124, "40:A1 80:Président 300:24"),
    (136, "80:Vote 105:à 115:main 140:levée."),
    (142, "40:A2 80:Quitus 300:24"),
    (151, "80:Quitus 115:est 135:donné."),
    (160, "40:B 48:– 56:TRAVAUX"),
    (172, "40:B1 80:Interphone 300:25 360:8 370:945,00 430:10 445:734,00"),
)


def test_the_points_of_an_agenda_in_columns_have_their_number_article_and_amount_with_tax():
    rangees, libres, _ = find_points_alignes(
        print_mots((80, "40:Ordre 70:du 85:jour"), TETE, *CORPS, (260, "40:Signature"))
    )
    lignes = [Ligne("\t".join(c.texte for c in r.cellules), rangee=r, y=r.y) for r in rangees]
    lues = read_agenda(expand_rangees(lignes)).resolutions
    assert [(lue.numero, lue.intitule, lue.article_imprime, lue.montant) for lue in lues] == [
        ("A1", "Président", "24", None), ("A2", "Quitus", "24", None), ("B1", "Interphone", "25", 10_734_00),
    ]  # fmt: skip
    assert [mot.texte for mot in libres] == [
        "Ordre",
        "du",
        "jour",
        "A",
        "–",
        "OUVERTURE",
        "B",
        "–",
        "TRAVAUX",
        "Signature",
    ]


def test_a_list_above_drafts_that_name_their_resolutions_ends_where_they_begin():
    projets = ((190, "40:Résolution 95:1 300:Article 340:24"), (202, "40:Président"))
    rangees, libres, _ = find_points_alignes(print_mots(TETE, *CORPS, *projets))
    assert len(rangees) == 4
    assert [mot.texte for mot in libres][-5:] == ["Résolution", "1", "Article", "24", "Président"]


def test_a_summary_without_drafts_is_left_as_text():
    mots = print_mots(
        TETE, (112, "40:1 80:Quitus 300:24"), (124, "40:2 80:Budget 300:24"), (136, "40:3 80:Syndic 300:25")
    )
    assert find_points_alignes(mots) == ([], mots, None)


def test_a_voting_form_in_columns_is_no_agenda():
    mots = print_mots((100, "40:N° 90:Question 300:Pour 360:Contre"), (112, "40:1 80:Quitus"), (124, "40:2 80:Budget"))
    assert find_points_alignes(mots) == ([], mots, None)
