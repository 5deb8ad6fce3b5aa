"""Names and counts read by their place on the page: under the head of a column, in a box beside the text."""

from services.votes.lecture.page.mots import write_mots
from services.votes.lecture.page.ordre import read_lignes
from services.votes.lecture.page.pdf import Mot, Page
from services.votes.lecture.page.positions import say_sous_positions, split_encarts


def put(y: float, *cellules: tuple[float, str]) -> list[Mot]:
    """A line of cells, each at its left, its words 5 points a letter."""
    mots = []
    for x, texte in cellules:
        for mot in texte.split(" "):
            mots.append(Mot(mot, x, y, x + 4.8 * len(mot), 9, False))
            x += 5 * (len(mot) + 0.6)
    return mots


TETES = put(100, (60, "POUR"), (200, "CONTRE"), (400, "ABSTENTION"))
COMPTES = put(112, (60, "700 voix"), (200, "300 voix"), (400, "90 voix"))


def write(lignes: list[list[Mot]]) -> list[str]:
    return [write_mots(ligne) for ligne in lignes]


def test_names_stacked_under_a_position_are_its_list() -> None:
    noms = [put(124, (200, "M. ROY Luc : 200"), (400, "SCI DU LAC 3 : 90")), put(136, (200, "ESH Deux Rives : 100"))]
    suite, restent = say_sous_positions(
        [TETES, COMPTES, *noms, put(160, (60, "Décision adoptée"))] + [put(200, (60, "x"))] * 3
    )
    assert write(suite)[2:4] == [
        "Ont voté contre : M. ROY Luc : 200 ; ESH Deux Rives : 100",
        "Se sont abstenus : SCI DU LAC 3 : 90",
    ]
    assert write(suite)[4] == "Décision adoptée"
    assert restent == []


def test_names_that_the_page_cuts_go_on_under_the_same_columns() -> None:
    page = [TETES, COMPTES, put(124, (200, "M. ROY Luc : 200")), put(800, (290, "3 / 4"))]
    suite, restent = say_sous_positions(page)
    assert "Ont voté contre : M. ROY Luc : 200" in write(suite)
    autre, _ = say_sous_positions(
        [put(40, (420, "Résidence Bellerive")), put(66, (200, "ESH Deux Rives : 100")), *[put(300, (60, "x"))] * 3],
        restent,
    )
    assert "Ont voté contre : ESH Deux Rives : 100" in write(autre)


def test_a_list_that_the_next_page_opens_by_its_own_title_is_not_of_the_column_above() -> None:
    _, restent = say_sous_positions([TETES, COMPTES, put(124, (200, "M. ROY Luc : 200"))])
    autre = [put(40, (60, "Opposants :")), put(52, (60, "ESH Deux Rives : 300")), *[put(300, (60, "x"))] * 3]
    assert write(say_sous_positions(autre, restent)[0]) == write(autre)


def test_a_sentence_or_a_figure_under_columns_is_no_name() -> None:
    dessous = [put(124, (60, "Le syndic rappelle la règle.")), put(136, (200, "12 000,00 € TTC"))]
    lignes = [TETES, COMPTES, *dessous]
    assert write(say_sous_positions(lignes)[0]) == write(lignes)


def test_a_box_of_counts_is_read_after_the_text_beside_it() -> None:
    lignes = [
        put(100, (445, "Vote / 1000")),
        put(106, (80, "Adopter le budget de l'exercice, pour un")),
        put(112, (445, "Pour"), (530, "661")),
        put(118, (80, "montant de 74 060,50 € appelé le 1er janvier")),
        put(124, (445, "Contre"), (530, "31")),
        put(130, (80, "2024 et le 1er juillet."), (445, "Abst."), (530, "54")),
        put(160, (80, "Contre — M. ROY 31")),
    ]
    avant, texte, boite, *reste = [["avant"], *map(write, split_encarts(lignes))]
    assert texte[1].startswith("montant de 74 060,50")
    assert boite == ["Vote / 1000", "Pour\t661", "Contre\t31", "Abst.\t54"]
    assert reste == [["Contre — M. ROY 31"]]
    assert avant == ["avant"]


def test_counts_whose_titles_stand_on_their_own_lines_are_no_box() -> None:
    lignes = [
        put(100, (80, "Approbation du budget"), (445, "Pour"), (530, "661")),
        put(112, (80, "Approbation des comptes"), (445, "Contre"), (530, "31")),
    ]
    assert split_encarts(lignes) == [lignes]


def test_two_boxes_of_one_vote_come_before_the_lists_beside_the_second() -> None:
    lignes = [
        put(100, (60, "7. Fonds de travaux")),
        put(105, (380, "Vote")),
        put(112, (60, "Majorité absolue (art. 25)"), (380, "Pour"), (450, "481")),
        put(124, (380, "Contre"), (450, "335")),
        put(155, (380, "Second vote (art. 25-1)")),
        put(164, (60, "Contre : M. ROY – 25 ;"), (380, "Pour"), (450, "479")),
        put(176, (60, "ESH Deux Rives – 119"), (380, "Contre"), (450, "144")),
        put(200, (60, "L’assemblée adopte.")),
    ]
    runs = [write(run) for run in split_encarts(lignes)]
    assert runs == [
        ["7. Fonds de travaux"],
        ["Majorité absolue (art. 25)"],
        ["Vote", "Pour\t481", "Contre\t335", "Second vote (art. 25-1)", "Pour\t479", "Contre\t144"],
        ["Contre : M. ROY – 25 ;", "ESH Deux Rives – 119"],
        ["L’assemblée adopte."],
    ]


def test_owners_listed_on_two_columns_stay_under_the_title_of_their_list() -> None:
    gauche, droite = 70, 320
    lignes = [
        put(60 + 14 * n, (60, "Le syndic présente ce point et répond aux questions des membres.")) for n in range(3)
    ]
    lignes.append(put(110, (60, "Ont voté contre :")))
    for n, (un, deux) in enumerate(zip("ABCD", "EFGH", strict=True)):
        noms = [
            (gauche, f"Mme {un}LLARD Clairette : 7{n}0 (lots 3/13)"),
            (droite, f"M. {deux}STEVE Marcel Antoine : 8{n}0 (lots 4/14)"),
        ]
        lignes.append(put(124 + 14 * n, *noms))
    lignes.append(put(180, (60, "Se sont abstenus :")))
    for n, (un, deux) in enumerate(zip("IJKL", "MNOP", strict=True)):
        noms = [
            (gauche, f"Mme {un}LLARD Clairette : 7{n}5 (lots 3/13)"),
            (droite, f"M. {deux}STEVE Marcel Antoine : 8{n}5 (lots 4/14)"),
        ]
        lignes.append(put(194 + 14 * n, *noms))
    lues = [ligne.texte for ligne in read_lignes([Page(595, 842, tuple(m for li in lignes for m in li), ())])[0]]
    initiales = [texte.split(" ")[1][0] for texte in lues if texte.startswith("M")]
    assert "".join(initiales) == "ABCDEFGHIJKLMNOP"
    assert lues.index("Se sont abstenus :") == lues.index("Ont voté contre :") + 9


def test_a_box_without_rules_is_read_whole_down_to_its_result_and_the_list_beside_it_after() -> None:
    lignes = [
        put(100, (60, "Devis SOPRELOIRE, 25 828 € TTC,"), (400, "Article 24 – base 10 000")),
        put(110, (400, "Pour : 4 475 (11 cop.)")),
        put(115, (60, "en deux appels.")),
        put(120, (400, "Contre : 2 693 (2 cop.)")),
        put(130, (60, "A(ont) voté contre : ESH Deux Rives"), (400, "Abst. : 366 (1 cop.)")),
        put(140, (60, "(2 073) ; M. ROY (620)"), (440, "ADOPTÉE")),
    ]
    dites = [" | ".join(write(list(run))) for run in split_encarts(lignes)]
    assert dites == [
        "Devis SOPRELOIRE, 25 828 € TTC, | en deux appels.",
        "Article 24 – base 10 000 | Pour : 4 475 (11 cop.) | Contre : 2 693 (2 cop.) | Abst. : 366 (1 cop.) | ADOPTÉE",
        "A(ont) voté contre : ESH Deux Rives | (2 073) ; M. ROY (620)",
    ]
