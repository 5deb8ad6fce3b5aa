# ruff: noqa: E501
"""The article printed for a majority, whatever announces it; what is quoted from the law is none."""

import pytest

from services.votes.lecture.mentions.majorites import read_article, read_article_final, strip_majorite
from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.pv import read_pv_lignes


@pytest.mark.parametrize(
    ("texte", "article"),
    [
        ("Résolution n°1\tMaj. : 24", "24"),
        ("Élection du président\nMaj : art 25", "25"),
        ("Ravalement\nClé : Charges générales\tArt. 24\nIl est décidé", "24"),
        ("1er vote (art. 24)\t001 Générales (5000)", "24"),
        ("Vente du lot 3\tDouble majorité (art. 26)", "26"),
        ("Ravalement\nMajorité absolue (art. 25)", "25"),
        ("Mise au vote à l'article 24 : adopté à l'unanimité des votants.", "24"),
        ("La majorité applicable est celle de\nl’article 24.\n1er vote", "24"),
        ("La majorité applicable est celle de l’article 25.\n1er vote (art. 25)", "25"),
        ("Surélévation\nMajorité : double majorité", "26"),
        ("Quitus\tArt. 24\tADOPTÉE", "24"),
        ("Quitus\nVote à l'article 24 - clé : Charges générales", "24"),
        ("Quitus\nScrutin à l’art. 25, charges bâtiment B", "25"),
        ("Quitus\nVote à l’article 26 (clé : Générale)", "26"),
        ("Vidéo\nVote à l'article 25 - clé : Garages\nPour : 3\nsecond vote (article 25-1) :\nPour : 4", "25"),
        ("Vidéo\nVote à l'article 26 - clé : Garages\nsecond vote à la majorité de l’article 26-1 :", "26"),
        ("Vidéo\nLe syndic propose un second vote (article 25-1) :", "25-1"),
        (
            "Délégation\nArticle 25 · base de calcul : 10 000 tantièmes\nPour ce qui relève de la majorité de l’article 24.",
            "25",
        ),
        ("Grille\nQuestion soumise au vote à l’unanimité de tous les copropriétaires.", "unanimite"),
        ("Pavillon\nCette résolution sera mise aux voix à l’unanimité des copropriétaires.", "unanimite"),
        ("Pavillon\nMise aux voix, la résolution est adoptée à l’unanimité des copropriétaires présents.", None),
    ],
)
def test_a_majority_is_read_in_a_cell_a_bracket_a_sentence_or_by_its_name(texte, article):
    assert read_article(texte) == article


@pytest.mark.parametrize(
    "texte",
    [
        "Les travaux sont décidés en application de l’article 24 de la loi.",
        "L'article 25 de la loi dispose que la majorité est celle de tous.",
        "Rappel : « les décisions sont prises à la majorité de l’article 24 »",
        "Article 25 de la loi du 10 juillet 1965 prévoit que",
        "Le lot 24 a été vendu 25 000 €.",
    ],
)
def test_what_is_quoted_from_the_law_is_no_majority(texte):
    assert read_article(texte) is None


@pytest.mark.parametrize(
    ("titre", "sans", "article"),
    [
        ("Création d’un local à vélos – article 25 (et 25-1)", "Création d’un local à vélos", "25"),
        ("Désignation du syndic (art. 25, à défaut 25-1)", "Désignation du syndic", "25"),
        ("Choix du syndic (majorité absolue de l’art. 25, avec passerelle de l’article 25-1)", "Choix du syndic", "25"),
        ("Location des meublés (double majorité (art. 26))", "Location des meublés", "26"),
        ("Élection du syndic (majorité absolue", "Élection du syndic", "25"),
        ("Vente de la loge : unanimité", "Vente de la loge", "unanimite"),
        ("Bornes de recharge (article 24-5-1) (art. 24)", "Bornes de recharge (article 24-5-1)", "24"),
        ("Délégation (article 21-1 de la loi)", "Délégation (article 21-1 de la loi)", None),
        ("Vente du lot n° 25", "Vente du lot n° 25", None),
        ("Travaux décidés à la majorité de l’article 25", "Travaux décidés à la majorité de l’article 25", None),
    ],
)  # fmt: skip
def test_a_title_ends_where_the_words_of_its_majority_begin(titre, sans, article):
    assert (strip_majorite(titre), read_article_final(titre)) == (sans, article)


def test_the_majority_that_a_point_missed_at_another_assembly_is_not_its_own() -> None:
    lignes = [
        "1. Avance de trésorerie permanente",
        "Il est précisé que ce point avait déjà été présenté lors de l'assemblée générale du 12 juin 2025 "
        "et n'avait pas recueilli la majorité de l'article 25.",
        "Vote à la majorité de l'article 24.",
        "Pour : 800 voix",
        "Contre : 120 voix",
        "2. Installation de bornes",
        "Ce point n'avait pas recueilli la majorité de l'article 26 en 2024.",
        "Pour : 800 voix",
        "Contre : 120 voix",
    ]
    lus = read_pv_lignes([Ligne(ligne) for ligne in lignes]).resolutions
    assert [lue.article_imprime for lue in lus] == ["24", None]


def test_a_law_dated_in_figures_is_no_part_of_a_title() -> None:
    titre = "Quitus à donner au syndic [art. 24 loi 10/07/1965]"
    assert (strip_majorite(titre), read_article_final(titre)) == ("Quitus à donner au syndic", "24")


def test_a_bridge_said_to_be_possible_does_not_hide_the_majority_before_it() -> None:
    texte = "Désignation du syndic\nVote – article 25 (passerelle de l'article 25-1 possible)\nL'assemblée désigne."
    assert read_article(texte) == "25"
