"""Votes told in sentences, or led by dots to their figure: names with « pour … voix », unanimous ballots."""

from typing import Any

import pytest

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.paragraphes import join_paragraphes
from services.votes.lecture.pv import read_pv_lignes, write_pv

COMPTE = "La résolution recueille 7 739 voix pour, 3 421 voix contre et 344 voix d’abstention."
SECOND = "Il est procédé à un second vote dans les conditions de l’article 25-1."


def read(*textes: str, pleine: bool = False) -> dict[str, Any]:
    lignes = [Ligne(texte, corps=10.0, pleine=pleine and bool(rang)) for rang, texte in enumerate(textes)]
    suite = (Ligne("2. Questions diverses", corps=10.0), Ligne("Sans vote.", corps=10.0))
    return write_pv(read_pv_lignes([Ligne("1. Approbation des comptes", corps=10.0), *lignes, *suite]))["resolutions"][
        0
    ]


def list_voix(scrutin: dict[str, Any] | None) -> list[int | None] | None:
    return [scrutin[nom]["voix"] for nom in ("pour", "contre", "abstention")] if scrutin else None


@pytest.mark.parametrize("verbe", ["Ont voté contre :", "Votent contre :", "Contre :", "Opposants :"])
@pytest.mark.parametrize("separateur", [", ", " ; ", " et "])
def test_in_a_list_of_opponents_pour_says_whose_voix_and_counts_no_position(verbe: str, separateur: str) -> None:
    noms = (
        "M. et Mme YVON pour 72 voix",
        "Mme FERRAND ép. DE LA TOUR pour 354 voix",
        "l’ESH Deux Rives pour 2 995 voix",
    )
    lue = read(COMPTE, f"{verbe} {separateur.join(noms)}", "Se sont abstenus : SCI DUMAS pour 344 voix")
    assert list_voix(lue["premier"]) == [7739, 3421, 344]
    assert lue["second"] is None
    assert lue["opposants"] == ["M. et Mme YVON", "Mme FERRAND ép. DE LA TOUR", "l’ESH Deux Rives"]


@pytest.mark.parametrize("cle", ["ascenseur", "de la clé chauffage", "bâtiment B"])
def test_voix_of_a_special_cle_are_counted_where_its_name_parts_them_from_their_position(cle: str) -> None:
    phrase = f"Cette résolution est adoptée avec 632 millièmes {cle} pour, 220 millièmes {cle} contre"
    lue = read(phrase, "(Société DEUX RIVES HABITAT : 220).")
    assert list_voix(lue["premier"]) == [632, 220, None]
    assert lue["opposants"] == ["Société DEUX RIVES HABITAT"]


def test_pour_that_counts_after_a_list_still_counts() -> None:
    lue = read("Contre : 300 voix (M. PETIT 300), pour : 7 000 voix, abstention : 0 voix")
    assert list_voix(lue["premier"]) == [7000, 300, 0]


def test_rows_that_dots_lead_to_their_figure_are_not_joined_whatever_the_margin() -> None:
    points = "." * 90
    lue = read(
        f"Pour {points} 14124 voix", f"Contre {points} 1162 voix", "Opposants : M. IMBERT : 676, esh deux rives : 486",
        f"Abstention {points} 471 voix", "Abstentionnistes : Mme AUBERT : 471", f"Base de calcul {points} 20516 voix",
        pleine=True,
    )  # fmt: skip
    assert list_voix(lue["premier"]) == [14124, 1162, 471]
    assert (lue["total_voix"], lue["opposants"]) == (20516, ["M. IMBERT", "esh deux rives"])


def test_a_second_vote_that_is_unanimous_is_the_second_ballot_and_leaves_no_opponent() -> None:
    lue = read(
        COMPTE,
        "Ont voté contre : M. PETIT (3 421)",
        f"{SECOND} Lors de ce second vote, cette résolution est approuvée à l’unanimité, soit 11 504 voix.",
    )
    assert list_voix(lue["premier"]) == [7739, 3421, 344]
    assert (list_voix(lue["second"]), lue["opposants"]) == ([11504, None, None], [])


def test_a_unanimity_without_a_second_vote_is_no_second_ballot() -> None:
    lue = read(COMPTE, "Le bureau est approuvé à l’unanimité, soit 11 504 voix.")
    assert (list_voix(lue["premier"]), lue["second"]) == ([7739, 3421, 344], None)


def test_names_printed_above_the_counts_of_a_second_vote_are_of_that_vote() -> None:
    lue = read(
        "Contre : M. ROY (3 421).", "Pour : 7 739", "Contre : 3 421", "Abst. : 344", "Second vote (article 25-1)",
        "Contre : Mme KACI (907).", "Majorité : Art. 24", "Pour : 10 597", "Contre : 907", "Abst. : 0",
    )  # fmt: skip
    assert (list_voix(lue["premier"]), list_voix(lue["second"])) == ([7739, 3421, 344], [10597, 907, 0])
    assert lue["opposants"] == ["Mme KACI"]


def test_a_point_above_its_own_points_that_prints_nothing_of_a_vote_is_not_voted() -> None:
    textes = (
        "9. Élection du conseil syndical", "Les candidatures sont examinées une à une.", "9.1. Candidature de M. ROY",
        "Pour : 7 739 voix", "Contre : 421 voix", "Adoptée", "10. Travaux", "Le devis est joint.", "11. Divers",
    )  # fmt: skip
    lues = write_pv(read_pv_lignes([Ligne(texte) for texte in textes]))["resolutions"]
    assert [r["resultat_annonce"] for r in lues[:3]] == ["sans_vote", "adoptee", None]


@pytest.mark.parametrize(
    ("titre", "resultat", "intitule"),
    [
        ("1. Budget du 01/01/2027 au 31/12/2027 ADOPTÉE", "adoptee", "Budget du 01/01/2027 au 31/12/2027"),
        ("1. Ravalement de la façade REJETÉE", "rejetee", "Ravalement de la façade"),
        ("1. Cession d’un lot à la SCI BRETAGNE", None, "Cession d’un lot à la SCI BRETAGNE"),
    ],
)
def test_a_verdict_in_capitals_that_touches_its_title_leaves_it(titre: str, resultat: str, intitule: str) -> None:
    suite = ("Majorité simple", "Vote — POUR : 100 voix — CONTRE : 101 voix", "2. Divers", "Sans vote.")
    lue = write_pv(read_pv_lignes([Ligne(texte) for texte in (titre, *suite)]))["resolutions"][0]
    assert (lue["resultat_annonce"], lue["intitule"]) == (resultat, intitule)


def test_the_unanimity_that_a_vote_needs_is_a_majority_and_no_result() -> None:
    lue = read("REJETÉE", "Unanimité des copropriétaires", "Vote — POUR : 100 voix — CONTRE : 101 voix")
    assert (lue["article_imprime"], lue["resultat_annonce"]) == ("unanimite", "rejetee")


def test_an_owner_named_after_a_footbridge_announces_no_second_vote() -> None:
    noms = "Association La Passerelle 156/10000 - M. ROY 200/10000"
    lue = read("Pour : 23 copropriétaires 3265 voix", f"Contre : 2 copropriétaires 356 voix {noms}", "Abstention : 0")
    assert list_voix(lue["premier"]) == [3265, 356, 0]
    assert lue["second"] is None


def test_one_total_beside_the_voix_of_each_opponent_is_that_of_the_key_when_they_add_up() -> None:
    comptes = ("Pour : 23 copropriétaires 3265 voix", "Contre : 2 copropriétaires 356 voix")
    assert read(comptes[0], f"{comptes[1]} M. DUVAL 156/10000 - M. ROY 200/10000")["total_voix"] == 10000
    assert read(comptes[0], f"{comptes[1]} M. DUVAL 156/10000 - M. ROY 300/10000")["total_voix"] is None


def test_whole_items_of_a_list_stay_one_owner_a_line_however_full_the_line() -> None:
    noms = (
        "SARL BOULANGERIE : 1 149 (lots 9/109)",
        "SAS IMMO : 548 (lots 78/178)",
        "SCI DU LAC : 52 (lots 1/101/102…)",
    )
    lignes = join_paragraphes([Ligne(nom, corps=10.0) for nom in noms])
    assert [ligne.texte for ligne in lignes] == list(noms)
    lue = read("Pour : 3 265 voix", "Contre : 1 749 voix", "Ont voté contre :", *noms)
    assert lue["opposants"] == ["SARL BOULANGERIE", "SAS IMMO", "SCI DU LAC"]


def test_heads_alone_are_heads_where_those_present_are_counted_so() -> None:
    lignes = [
        "Présents, représentés et votes par correspondance : 11 copropriétaires sur 14.",
        "1) Quitus au syndic",
        "Vote (art. 24) : 7 pour, 2 contre, 2 abstentions. Ont voté contre : Habitat du Confluent, M. OUDINEAU. "
        "S'abstiennent : M. DAGONNET, Mme KERVALLEC. Adopté.",
        "2) Fonds de travaux",
        "Vote (art. 24) : 11 pour, 0 contre, 0 abstention. Adopté.",
    ]
    lu = write_pv(read_pv_lignes([Ligne(ligne) for ligne in lignes]))
    assert lu["presents"] == {"voix": None, "tetes": 11}
    comptes = [{nom: compte["tetes"] for nom, compte in r["premier"].items()} for r in lu["resolutions"]]
    assert comptes == [{"pour": 7, "contre": 2, "abstention": 2}, {"pour": 11, "contre": 0, "abstention": 0}]
    assert all(compte["voix"] is None for r in lu["resolutions"] for compte in r["premier"].values())
    assert lu["resolutions"][0]["opposants"] == ["Habitat du Confluent", "M. OUDINEAU"]


def test_more_votes_than_owners_present_are_no_heads() -> None:
    lignes = ["Présents : 11 copropriétaires sur 14.", "1) Quitus au syndic", "Pour : 640, contre : 120."]
    lu = write_pv(read_pv_lignes([Ligne(ligne) for ligne in lignes]))
    assert lu["resolutions"][0]["premier"]["pour"] == {"voix": 640, "tetes": None}


@pytest.mark.parametrize("pour", ["votent en faveur de la résolution", "votent pour la résolution", "votent en faveur"])
def test_the_number_after_the_resolution_is_of_its_voters_when_they_follow(pour: str) -> None:
    phrase = (
        f"Mise aux voix, {pour} 23 copropriétaires pour 8 260 voix ; votent contre 2 copropriétaires pour 522 voix ; "
        "s’abstiennent 0 copropriétaire pour 0 voix."
    )
    lu = write_pv(read_pv_lignes([Ligne("1) Quitus au syndic"), Ligne(phrase)]))["resolutions"][0]["premier"]
    assert lu == {
        "pour": {"voix": 8260, "tetes": 23}, "contre": {"voix": 522, "tetes": 2}, "abstention": {"voix": 0, "tetes": 0}
    }  # fmt: skip


_FAVORABLES = "La résolution recueille 2 369 voix favorables, exprimées par 9 copropriétaires, "


def test_voix_called_favourable_and_against_are_counts_and_heads_go_to_the_first() -> None:
    lue = read(
        f"{_FAVORABLES}contre 620 voix défavorables, celles de ESH Deux Rives (400), M. ROY (220) ; s’abstiennent "
        "Mme PETIT (223), Mme LOUP (306), soit 529 voix. Elle est adoptée."
    )
    assert lue["premier"] == {
        "pour": {"voix": 2369, "tetes": 9},
        "contre": {"voix": 620, "tetes": None},
        "abstention": {"voix": 529, "tetes": None},
    }
    assert lue["opposants"] == ["ESH Deux Rives", "M. ROY"]
    assert lue["resultat_annonce"] == "adoptee"


def test_without_any_voix_against_is_none() -> None:
    lue = read(f"{_FAVORABLES}sans aucune voix défavorable et sans abstention. Elle est adoptée.")
    assert list_voix(lue["premier"]) == [2369, 0, 0]


def test_a_sum_that_its_names_do_not_make_is_no_count() -> None:
    lue = read(f"{_FAVORABLES}contre 620 voix défavorables ; s’abstient Mme PETIT (223), soit 529 voix.")
    assert lue["premier"] is None or lue["premier"]["abstention"]["voix"] is None


def test_a_result_above_the_counts_of_each_ballot_is_that_of_the_last() -> None:
    lue = read(
        "Non adoptée à la majorité de l’article 25. Pour : 473/1000 (8) · contre : 307/1000 (3) · abst. : néant",
        "ADOPTÉE au second vote (art. 25-1, majorité de l’article 24). Pour : 626/1000 (10) · contre : 154/1000 (1) "
        "· abst. : néant",
    )
    assert lue["resultat_annonce"] == "adoptee"
    assert list_voix(lue["second"]) == [626, 154, 0]


def test_ballots_that_are_numbered_and_a_result_by_the_bridge_have_the_article_of_the_first() -> None:
    lue = read(
        "Adoptée (article 25-1)",
        "Scrutin 1, article 25 : OUI : 11 copr. / 4 270 tant. — NON : 3 copr. / 2 760 tant.",
        "Scrutin 2, article 25-1 : OUI : 13 copr. / 5 086 tant. — NON : 1 copr. / 2 105 tant.",
    )
    assert lue["article_imprime"] == "25"
    assert lue["second"]["pour"] == {"voix": 5086, "tetes": 13}


def test_the_word_that_ends_the_row_of_each_count_is_no_name() -> None:
    lue = read(
        "VOTENT POUR : 9 COPROPRIETAIRES 97 / 200 PARKING",
        "VOTENT CONTRE : 2 COPROPRIETAIRES 52 / 200 PARKING",
        "MME IMBERT F 13 + ESH DEUX RIVES 39",
        "S ABSTIENNENT : 0 COPROPRIETAIRE 0 / 200 PARKING",
    )
    assert lue["opposants"] == ["MME IMBERT F", "ESH DEUX RIVES"]
    assert lue["total_voix"] == 200


def test_the_base_of_the_vote_may_be_said_beside_its_article_in_the_title() -> None:
    titre = Ligne("1. Peinture de l’escalier 2 (art. 24, 1 000 tantièmes escalier 2)", corps=10.0)
    suite = (
        Ligne("Pour : 313 tantièmes – Contre : 367 tantièmes", corps=10.0),
        Ligne("2. Questions diverses", corps=10.0),
    )
    lue = write_pv(read_pv_lignes([titre, *suite]))["resolutions"][0]
    assert (lue["intitule"], lue["article_imprime"], lue["total_voix"]) == ("Peinture de l’escalier 2", "24", 1000)


def test_an_offer_in_capitals_opens_no_annex() -> None:
    textes = ("1. Isolation", "Devis COULEURS D’AUVERGNE, 9 735,00 € TTC.", "Pour : 313 voix", "Contre : 367 voix")
    suite = ("2. Quitus", "Pour : 300 voix", "Contre : 380 voix")
    lignes = [Ligne(t, 0, 50, 300, 20.0 * n, 10.0, pleine=False) for n, t in enumerate((*textes, *suite))]
    assert [r.numero for r in read_pv_lignes(lignes).resolutions] == ["1", "2"]


def test_the_base_on_a_line_of_its_own_after_a_dash_is_the_total() -> None:
    lue = read("Pour 14 179 voix ; contre 0 voix ; abstention 1 251 voix", "— sur 20 000 voix.")
    assert lue["total_voix"] == 20000


def test_the_count_that_ends_a_list_of_as_many_names_is_that_of_its_position() -> None:
    lue = read(
        "Mise aux voix : 6 360 voix sur 10 000, exprimées par 14 copropriétaires, se prononcent pour ; ont voté contre "
        "Indivision Boissier et RHÔNE HABITAT, soit 2 copropriétaires et 434 voix ; s’est abstenue Mme Odile Delorme "
        "(1 copropriétaire, 639 voix)."
    )
    assert list_voix(lue["premier"]) == [6360, 434, 639]
    assert lue["opposants"] == ["Indivision Boissier", "RHÔNE HABITAT"]


def test_a_count_that_its_names_do_not_make_is_not_given() -> None:
    lue = read("Votent pour : 640 voix.", "Ont voté contre Mme ROY et M. PETIT, soit 3 copropriétaires et 434 voix.")
    assert lue["premier"] is None or lue["premier"]["contre"]["voix"] is None


@pytest.mark.parametrize(
    ("phrase", "pour"),
    [
        ("Votent pour : 784 tantièmes.", 784),
        ("La question recueille 855 millièmes pour (9 copropriétaires), sur un total de 1000 millièmes.", 855),
        ("Ont voté pour : tous les présents (19), soit 641 millièmes.", None),
        ("Sont présents pour 641 millièmes : 19 copropriétaires.", None),
    ],
)
def test_those_in_favour_alone_are_a_vote_when_a_label_or_a_total_says_so(phrase: str, pour: int | None) -> None:
    premier = read(phrase, "La résolution est adoptée.")["premier"]
    assert (premier["pour"]["voix"] if premier else None) == pour


def test_the_voix_and_the_heads_of_a_position_may_stand_on_two_lines() -> None:
    premier = read(
        "Pour (voix) : 5244", "Pour (copropriétaires) : 11", "Contre (voix) : 237", "Contre (copropriétaires) : 1"
    )["premier"]
    assert premier["pour"] == {"voix": 5244, "tetes": 11}
    assert premier["contre"] == {"voix": 237, "tetes": 1}


@pytest.mark.parametrize(
    ("dessus", "total"),
    [
        ("Majorité : article 24 – charges spéciales du bâtiment 2, 21 356 tantièmes", 21356),
        ("Participent au vote 15 copropriétaires représentant 577 tantièmes sur 1000.", 1000),
        ("Vote des seuls copropriétaires du bâtiment A (3120 millièmes).", 3120),
        ("La majorité de l’article 25 (501 voix) est requise.", None),
        ("Abstentions du premier vote (article 25) : 772 voix.", None),
    ],
)
def test_the_total_of_the_key_is_read_beside_the_majority_or_those_who_vote(dessus: str, total: int | None) -> None:
    assert read(dessus, "Pour : 400 voix", "Contre : 37 voix")["total_voix"] == total


def test_two_owners_joined_by_et_are_two_and_a_couple_is_one() -> None:
    noms = read("Pour : 400 voix", "Contre : 37 voix", "Ont voté contre : Mme Anne ROY et SCI DU LAC")["opposants"]
    assert noms == ["Mme Anne ROY", "SCI DU LAC"]
    couple = read("Pour : 400 voix", "Contre : 37 voix", "Ont voté contre : M. Paul ROY et Mme Anne ROY")["opposants"]
    assert couple == ["M. Paul ROY et Mme Anne ROY"]


def test_a_lone_opponent_named_after_those_in_favour_has_the_voix_beside_her_name() -> None:
    lue = read(
        "Ont voté pour : 15 copropriétaires représentant 5 476 millièmes. A voté contre : RHÔNE HABITAT (1 206 "
        "millièmes). Pas d’abstention.",
        "La résolution est adoptée.",
    )
    assert list_voix(lue["premier"]) == [5476, 1206, 0]
    assert lue["opposants"] == ["RHÔNE HABITAT"]


def test_those_who_alone_may_vote_are_no_ballot() -> None:
    lue = read(
        "Seuls votent les copropriétaires de la cage A, pour 1 200 millièmes particuliers. Majorité de l’article 24.",
        "Pour : 6 copropriétaires représentant 761 millièmes sur 1 200. Contre : 1 copropriétaire représentant 180 "
        "millièmes sur 1 200 (RHÔNE HABITAT). Abstention : néant.",
    )
    assert (list_voix(lue["premier"]), lue["second"]) == ([761, 180, 0], None)


def test_the_same_opponents_as_for_another_resolution_are_counted_by_what_follows() -> None:
    lue = read(
        "Pour : 12 copropriétaires représentant 4 474 millièmes. Contre : les mêmes que pour la résolution n° 3, soit "
        "2 copropriétaires représentant 2 208 millièmes (M. Petit et RHÔNE HABITAT). Abstention : aucune."
    )
    assert list_voix(lue["premier"]) == [4474, 2208, 0]
    assert lue["opposants"] == ["M. Petit", "RHÔNE HABITAT"]


def test_a_list_told_before_its_count_is_that_count_when_its_names_are_as_many() -> None:
    lue = read(
        "Votent contre : M. Petit, M. et Mme Novak, Mme Roy et Mme Kaci, soit 4 copropriétaires représentant 3 423 "
        "millièmes. Votent pour : 7 copropriétaires représentant 3 259 millièmes."
    )
    assert list_voix(lue["premier"])[:2] == [3259, 3423]  # type: ignore[index]
    assert lue["opposants"] == ["M. Petit", "M. et Mme Novak", "Mme Roy", "Mme Kaci"]


@pytest.mark.parametrize(
    ("fin", "resultat"),
    [
        ("Cette résolution est rejetée. La majorité de l’article 26-1 ne pouvant être atteinte.", "rejetee"),
        ("Cette résolution est adoptée, la majorité étant atteinte.", "adoptee"),
    ],
)  # fmt: skip
def test_a_majority_that_cannot_be_reached_does_not_turn_a_rejection_over(fin: str, resultat: str) -> None:
    assert read("Pour : 2 562 voix", "Contre : 4 082 voix", fin)["resultat_annonce"] == resultat


def test_a_point_put_off_to_another_year_is_not_voted() -> None:
    dit = "Le couvreur n’étant pas passé, ce point n’est pas voté et sera remis à l’ordre du jour l’an prochain."
    assert read(dit)["resultat_annonce"] == "sans_vote"


def test_dots_before_the_total_of_the_cle_are_to_fill_in_and_count_nothing() -> None:
    lue = read(
        "VOTENT POUR : ......../100000 VOTENT CONTRE : ......../100000 ABSTENTIONS : ......../100000",
        "RESOLUTION ADOPTEE / REJETEE A LA MAJORITE DE ................",
    )
    assert (lue["premier"], lue["second"], lue["resultat_annonce"]) == (None, None, None)


def test_lists_without_names_below_the_counts_are_no_other_ballot() -> None:
    lue = read(
        "Votent pour : 29 copropriétaires, 7 742 voix", "Votent contre : 0 copropriétaire, 0 voix",
        "S’abstiennent : 0 copropriétaire, 0 voix", "Ont voté contre : Néant.", "Se sont abstenus : Néant.",
    )  # fmt: skip
    assert (list_voix(lue["premier"]), lue["second"]) == ([7742, 0, 0], None)


def test_no_second_vote_announces_none() -> None:
    lue = read(
        "Vote contre : SCI Le Tilleul", "La double majorité n’est pas réunie ; pas de second vote.",
        "Pour : 2 copropriétaires 629 / 1000", "Contre : 1 copropriétaire 214 / 1000", "Abstention : 0",
    )  # fmt: skip
    assert (list_voix(lue["premier"]), lue["second"]) == ([629, 214, 0], None)
    assert lue["opposants"] == ["SCI Le Tilleul"]


def test_the_total_of_a_cle_above_its_table_is_read_whole() -> None:
    lue = read(
        "Parties communes spéciales du bâtiment C – vote réservé – total de la clé : 4 116 voix.",
        "Pour : 12 copropriétaires 1 887 voix", "Contre : 3 copropriétaires 1 361 voix", "Abstention : 0 voix",
    )  # fmt: skip
    assert (list_voix(lue["premier"]), lue["total_voix"]) == ([1887, 1361, 0], 4116)


def test_a_result_and_its_article_may_stand_together_under_a_title() -> None:
    lue = read(
        "Adoptée · Article 25, passerelle 25-1",
        "Pour 12 copropriétaires, 733 tantièmes | Contre 2 copropriétaires, 130 tantièmes",
    )
    assert (lue["resultat_annonce"], lue["article_imprime"]) == ("adoptee", "25")


def test_non_neant_counts_nobody_against() -> None:
    assert list_voix(read("VOTE :   OUI   16 COP.   8476 TANTIEMES", "NON NEANT", "ABST NEANT")["premier"]) == [
        8476,
        0,
        0,
    ]


def test_counts_said_before_those_who_opposed_are_read_after_the_article_of_the_vote() -> None:
    lue = read(
        "La question est mise aux voix à la majorité de l’article 24. 630 voix (10 copropriétaires) se prononcent "
        "pour, 46 voix (1 copropriétaire) se prononcent contre, 90 voix (1 copropriétaire) s’abstiennent. S’est "
        "opposé : M. BRUNEL. S’est abstenu : Les époux VANDEN. La résolution est adoptée.",
    )
    assert list_voix(lue["premier"]) == [630, 46, 90]
    assert lue["opposants"] == ["M. BRUNEL"]


def test_voix_over_the_total_beside_each_opponent_add_up_to_what_is_counted_together() -> None:
    lue = read(
        "Ont voté pour : 4 copropriétaires, soit 522/1000. Votent contre : M. Delmas (112/1000) et SCI du Pilon "
        "(106/1000), soit ensemble 218/1000.",
    )
    assert list_voix(lue["premier"])[:2] == [522, 218]  # type: ignore[index]
    assert lue["opposants"] == ["M. Delmas", "SCI du Pilon"]
