"""Points of an agenda set in cells: one small table each, a number halfway down its title, a majority that wraps."""

from dataclasses import replace

from services.votes.lecture.page.centres import join_centrees
from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.mots import group_lignes, write_mots
from services.votes.lecture.page.pdf import Mot
from services.votes.lecture.page.rangees import expand_rangees
from services.votes.lecture.page.tables import Cellule, Rangee
from services.votes.lecture.plan.agenda import read_agenda
from services.votes.lecture.pv import read_pv_lignes

_TITRES = ("Désignation du président de séance", "Approbation des comptes 2025", "Désignation du syndic")
_BORDS = ((50.0, 90.0), (90.0, 400.0), (400.0, 500.0))


def _write_rangee(y: float, *textes: str) -> Ligne:
    cellules = tuple(
        Cellule(x0, x1, (texte,), (False,), (False,), 10) for (x0, x1), texte in zip(_BORDS, textes, strict=True)
    )
    return Ligne("\t".join(textes), 0, 50, 500, y, rangee=Rangee(y, y + 12, tuple(x0 for x0, _ in _BORDS), cellules))


def _write_mots(x0: float, y: float, texte: str) -> list[Mot]:
    mots = []
    for mot in texte.split():
        mots.append(Mot(mot, x0, y, x0 + 5 * len(mot), 10, False))
        x0 += 5 * len(mot) + 3
    return mots


def test_one_table_for_each_point_is_one_point_each():
    lignes: list[Ligne] = []
    for n, titre in enumerate(_TITRES, start=1):
        lignes.append(_write_rangee(100.0 * n, f"R{n}", titre, "Article 24"))
        lignes.append(Ligne("L'assemblée générale approuve.", 0, 50, 300, 100.0 * n + 30, 10, False, False, True))
    lus = read_agenda(expand_rangees(lignes)).resolutions
    assert [(r.numero, r.intitule, r.article_imprime) for r in lus] == [
        (f"R{n}", titre, "24") for n, titre in enumerate(_TITRES, start=1)
    ]


def test_a_number_and_a_majority_halfway_down_a_title_of_two_lines_stand_beside_it():
    mots = [*_write_mots(80, 100, "Fixation du montant des marchés"), *_write_mots(80, 112, "et contrats")]
    mots += [*_write_mots(50, 106, "9"), *_write_mots(400, 106, "Art. 25")]
    assert [write_mots(ligne) for ligne in join_centrees(group_lignes(mots))] == [
        "9\tFixation du montant des marchés\tArt. 25",
        "et contrats",
    ]


_TROIS = ("Fixation du montant des marchés et contrats à", "partir duquel la consultation du conseil syndical",
          "est obligatoire")  # fmt: skip


def test_a_number_and_a_majority_on_the_middle_line_of_a_title_of_three_go_with_its_first():
    mots = [*_write_mots(50, 70, "En conséquence, cette résolution est adoptée.")]
    mots += [mot for n, texte in enumerate(_TROIS) for mot in _write_mots(80, 100 + 12 * n, texte)]
    mots += [*_write_mots(50, 112, "9"), *_write_mots(400, 112, "Art. 25"), *_write_mots(50, 150, "L'assemblée fixe.")]
    assert [write_mots(ligne) for ligne in join_centrees(group_lignes(mots))][1:4] == [
        f"9\t{_TROIS[0]}\tArt. 25",
        _TROIS[1],
        _TROIS[2],
    ]


def test_a_number_between_two_lines_of_text_of_other_points_stays_on_its_line():
    mots = []
    for n in range(3):  # « 8 | Titre », its text right under it, at the interline of the next point
        mots += [*_write_mots(50, 100 + 24 * n, str(8 + n)), *_write_mots(80, 100 + 24 * n, "Titre du point")]
        mots += _write_mots(80, 112 + 24 * n, "et le texte que l'on vote")
    lignes = group_lignes(mots)
    assert join_centrees(lignes) == lignes


def test_a_majority_of_two_lines_stands_beside_a_title_of_one():
    mots = [*_write_mots(50, 106, "9. Quitus au syndic")]
    mots += [*_write_mots(400, 100, "Majorité"), *_write_mots(400, 112, "article 24")]
    assert [write_mots(ligne) for ligne in join_centrees(group_lignes(mots))] == [
        "9. Quitus au syndic\tMajorité article 24"
    ]


def test_two_columns_of_text_whose_lines_do_not_meet_stay_apart():
    mots = []
    for n in range(4):
        mots += [*_write_mots(50, 100 + 12 * n, "colonne de gauche"), *_write_mots(300, 106 + 12 * n, "à droite")]
    lignes = group_lignes(mots)
    assert join_centrees(lignes) == lignes


def test_a_majority_that_wraps_in_its_cell_is_read_whole_beside_a_title_that_wraps_too():
    textes = ["1. Désignation du président\tArticle 24", "L'assemblée élit M. Roux.",
              "2. Ravalement de la façade sur la rue\tMajorité", "et de la façade sur cour\tarticle 25",
              "L'assemblée décide.", "3. Quitus au syndic\tArticle", "24", "L'assemblée donne quitus."]  # fmt: skip
    lignes = [
        Ligne(texte, 0, 50, 500, 100.0 + 12 * n, 10, False, "\t" in texte, texte[0].isdigit())
        for n, texte in enumerate(textes)
    ]
    lus = read_agenda(lignes).resolutions
    assert [(r.intitule, r.article_imprime) for r in lus] == [
        ("Désignation du président", "24"),
        ("Ravalement de la façade sur la rue et de la façade sur cour", "25"),
        ("Quitus au syndic", "24"),
    ]


def test_the_whole_vote_of_a_point_in_one_cell_is_read_whatever_units_its_head_says():
    tetes = ("N°", "Résolution", "Votes (tantièmes, copropriétaires)")
    rangee = _write_rangee(120, "1", "Quitus au syndic", "Pour")
    votes = Cellule(400, 500, ("Pour : 590 (21)", "Contre : 128 (2)"), (False,) * 2, (False,) * 2, 10)
    assert rangee.rangee is not None
    pleine = replace(rangee, rangee=replace(rangee.rangee, cellules=(*rangee.rangee.cellules[:2], votes)))
    dites = [ligne.texte for ligne in expand_rangees([_write_rangee(100, *tetes), pleine])]
    assert dites[1:] == ["Résolution n° 1 : Quitus au syndic", "Pour : 590 (21)", "Contre : 128 (2)"]


def test_a_column_of_numbers_may_give_them_a_letter():
    numeros = ("1a", "1 b", "2", "2bis", "3.A")
    lignes = [_write_rangee(100, "N°", "Objet", "Majorité")]
    lignes += [_write_rangee(112 + 12 * n, numero, f"Objet {n}", "Art. 24") for n, numero in enumerate(numeros)]
    lus = read_agenda(expand_rangees(lignes)).resolutions
    assert [r.numero for r in lus] == ["1a", "1b", "2", "2bis", "3.A"]
    assert {r.article_imprime for r in lus} == {"24"}


def test_drafts_titled_under_their_number_have_the_majorities_of_the_table_above_them():
    titres = ("Désignation du président", "Désignation des scrutateurs", "Approbation des comptes", "Quitus au syndic")
    numeros = ("1a", "1b", "2", "3")
    lignes = [_write_rangee(100, "N°", "Objet", "Majorité")]
    lignes += [
        _write_rangee(112 + 12 * n, numero, titre, f"Art. {article}")
        for n, (numero, titre, article) in enumerate(zip(numeros, titres, ("24", "24", "24", "25"), strict=True))
    ]
    for n, (numero, titre) in enumerate(zip(numeros, titres, strict=True)):
        y = 200.0 + 60 * n
        lignes.append(Ligne(f"Résolution n° {numero}", 0, 50, 150, y, 12, True, False, True))
        lignes.append(Ligne(titre, 0, 50, 200, y + 15, 11, True, False, False))
        lignes.append(Ligne("L'assemblée générale approuve.", 0, 50, 300, y + 30, 10, False, False, False))
    lus = read_agenda(expand_rangees(lignes)).resolutions
    assert [(r.numero, r.intitule, r.article_imprime) for r in lus] == list(
        zip(numeros, titres, ("24", "24", "24", "25"), strict=True)
    )
    assert {r.texte for r in lus} == {"L'assemblée générale approuve."}


def test_a_title_does_not_end_on_a_word_that_calls_for_another():
    coupes = (
        ("1. Annulation de la résolution n° 14 de", "l'assemblée générale du 12 juin 2025"),
        ("1. Demande de M. et Mme", "Ozanne : pose d'une climatisation"),
        ("1. Travaux confiés par", "le syndic au titre de l'urgence"),
    )
    for titre, suite in coupes:
        lignes = [
            Ligne(titre, 0, 50, 250, 100, 11, True, True, True),
            Ligne(suite, 0, 50, 200, 112, 11, True, False, False),
            Ligne("L'assemblée générale approuve.", 0, 50, 300, 130, 11, False, False, False),
        ]
        (lue,) = read_agenda(lignes).resolutions
        assert (lue.intitule, lue.texte) == (f"{titre[3:]} {suite}", "L'assemblée générale approuve.")


def test_a_title_that_may_end_is_not_followed_by_the_sentence_below_it():
    lignes = [
        Ligne("1. Choix de l'entreprise", 0, 50, 250, 100, 11, True, True, True),
        Ligne("L'assemblée générale retient Arnaud.", 0, 50, 200, 112, 11, True, False, False),
    ]
    (lue,) = read_agenda(lignes).resolutions
    assert (lue.intitule, lue.texte) == ("Choix de l'entreprise", "L'assemblée générale retient Arnaud.")


def test_the_base_of_a_vote_in_columns_is_the_total_of_its_key():
    bords = (50.0, 150.0, 250.0, 350.0)
    textes = (("Pour", "Contre", "Abstention", "Base de calcul"), ("112 voix", "154 voix", "55 voix", "412 voix"))
    lignes = [
        Ligne(
            "\t".join(rang),
            0,
            50,
            450,
            100 + 12 * n,
            rangee=Rangee(
                100 + 12 * n,
                112 + 12 * n,
                bords,
                tuple(
                    Cellule(x0, x0 + 90, (texte,), (False,), (False,), 10)
                    for x0, texte in zip(bords, rang, strict=True)
                ),
            ),
        )
        for n, rang in enumerate(textes)
    ]
    tete = [Ligne("1. Remplacement de la porte", 0, 50, 200, 80, 11, True, False, True)]
    (lue,) = read_pv_lignes([*tete, *expand_rangees(lignes)]).resolutions
    assert (lue.total_voix, lue.premier.pour.voix, lue.premier.contre.voix) == (412, 112, 154)


def test_a_row_that_opens_a_point_under_the_header_of_another_table_is_a_point() -> None:
    rangees = [
        [(51, 90, "N°"), (90, 455, "Libellé"), (455, 543, "Majorité")],
        [(51, 90, "1"), (90, 455, "Élection du président"), (455, 543, "Art. 24")],
        [(51, 149, "Résolution n° 1"), (150, 454, "Élection du président"), (455, 543, "Article 24")],
    ]
    lignes = [
        Ligne(
            "\t".join(texte for _, _, texte in rangee),
            y=80.0 + 60 * rang,
            rangee=Rangee(
                80.0 + 60 * rang,
                95.0 + 60 * rang,
                (),
                tuple(Cellule(float(x0), float(x1), (texte,), (False,), (False,)) for x0, x1, texte in rangee),
            ),
        )
        for rang, rangee in enumerate(rangees)
    ]
    assert expand_rangees(lignes)[-1].texte.startswith("Résolution n° 1")
    assert not expand_rangees(lignes)[-1].genre
