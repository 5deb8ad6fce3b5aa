"""The article printed for a majority, whatever announces it; what is quoted from the law is none."""

import pytest

from services.votes.lecture.mentions.majorites import read_article


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
