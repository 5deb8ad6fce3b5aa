"""Counts in wordings put together at random: what is read is printed next to its own label, whatever the words."""

from random import Random

import pytest

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.plan.agenda import read_texte_colle
from services.votes.lecture.pv import read_pv_lignes, write_pv
from tests.votes.lecture.tournures import POSITIONS, Tirage, draw

TIRAGES = 400


def read(lignes: tuple[str, ...]) -> tuple[dict | None, dict | None]:
    """The first and second ballots read of one resolution of pasted minutes."""
    textes = ("1. Approbation des comptes", *lignes, "2. Questions diverses", "Sans vote.")
    lue = write_pv(read_pv_lignes([Ligne(texte) for texte in textes]))["resolutions"][0]
    return lue["premier"], lue["second"]


def list_inventes(tirage: Tirage) -> list[str]:
    """Every figure read that the wording does not print for that position; « néant » may be 0 of either unit."""
    premier, second = read(tirage.lignes)
    inventes = ["second tour"] if second else []
    for position in POSITIONS if premier else ():
        for unite in ("voix", "tetes"):
            lu, vrai = premier[position][unite], tirage.comptes[position][unite]
            zero = lu == 0 and tirage.comptes[position]["voix"] in (0, None)
            if lu is not None and lu != vrai and not zero:
                inventes.append(f"{position} {unite} {lu}")
    return inventes


@pytest.mark.parametrize("graine", range(4))
def test_no_figure_is_given_to_a_position_that_the_words_do_not_print_for_it(graine: int) -> None:
    hasard = Random(graine)
    tirages = [draw(hasard) for _ in range(TIRAGES // 4)]
    fautes = {tirage.lignes: inventes for tirage in tirages if (inventes := list_inventes(tirage))}
    assert fautes == {}


def test_most_wordings_are_read_whole() -> None:
    hasard = Random(2026)
    tirages = [draw(hasard) for _ in range(TIRAGES)]
    rien = {position: {"voix": None, "tetes": None} for position in POSITIONS}
    lus = sum((read(tirage.lignes)[0] or rien) == tirage.comptes for tirage in tirages)
    assert lus >= 0.95 * TIRAGES


@pytest.mark.parametrize(
    "lignes",
    [
        ("6 334 voix rapportées au bureau, pour, 1 156 contre, 310 abstentions.",),
        ("6 334", "Pour", "1 156", "Contre", "310", "Abstention"),
        ("Pour : 6 334 voix 5 120 voix", "Contre : 1 156 voix 900 voix", "Abstention : 310 voix 12 voix"),
        ("Le budget voté pour 2026 est de 12 500 €, contre 11 800 € en 2025.",),
        ("Garantie de 10 ans pour 3 bâtiments, contre 2 auparavant.",),
        ("POUR / CONTRE / ABSTENTION", "□ □ □"),
        ("La résolution est adoptée par 6 334 voix contre 1 156 et 310 abstentions.",),
        ("Adoptée, Madame PETIT (76 voix) votant contre et SCI DU LAC (120 voix) s’abstenant.",),
        ("Résultat du vote : 84,6 % pour, 15,4 % contre.",),
        ("Devis de Fermetures 42 pour 14 210 €, retenu contre celui de Portails 69.",),
        ("Pour : 6 882 en séance et 314 par correspondance", "Contre : 100 en séance et 20 par correspondance"),
        (
            "Pour en séance : 6 882",
            "Contre en séance : 100",
            "Pour par correspondance : 314",
            "Contre par correspondance : 20",
        ),
        ("Votes\tEn séance\tPar correspondance", "Pour\t6 882\t314", "Contre\t1 100\t20", "Abstention\t90\t4"),
        ("Adoptée à l’unanimité, 7 264 tantièmes sur 10 000 étant présents ou représentés.",),
    ],
)
def test_figures_that_two_positions_could_claim_or_that_count_something_else_are_left_out(lignes: tuple) -> None:
    premier, second = read(lignes)
    assert second is None
    assert premier is None or all(v is None for compte in premier.values() for v in compte.values())


def test_the_opponents_of_all_resolutions_listed_at_the_end_go_back_to_theirs() -> None:
    texte = """1. Approbation des comptes
Pour : 800 voix
Contre : 76 voix
Adoptée
2. Quitus
Pour : 700 voix
Contre : 176 voix
Adoptée
Copropriétaires ayant voté contre :
Résolution 1 : KHELIFI (76)
Résolution 2 : KHELIFI (76), DEUX RIVES HABITAT (100)
L’ordre du jour étant épuisé, la séance est levée."""
    lues = write_pv(read_pv_lignes(read_texte_colle(texte)))["resolutions"]
    assert [lue["opposants"] for lue in lues][:2] == [["KHELIFI"], ["KHELIFI", "DEUX RIVES HABITAT"]]


def test_a_vote_told_in_voix_then_in_heads_is_one_ballot() -> None:
    premier, second = read(
        (
            *("Pour : 3 641 voix", "Contre : 3 591 voix", "Abstention : 624 voix"),
            *("Pour : 3 copropriétaires", "Contre : 9 copropriétaires", "Abstention : 2 copropriétaires"),
        )
    )
    assert second is None
    assert premier["contre"] == {"voix": 3591, "tetes": 9}


def test_positions_listed_before_their_figures_take_them_in_order() -> None:
    premier, _ = read(("Pour / Contre / Abstention : 6 334 / 1 156 / 310",))
    assert [premier[p]["voix"] for p in POSITIONS] == [6334, 1156, 310]


def test_voix_that_look_like_a_year_are_voix_between_the_positions() -> None:
    premier, _ = read(("POUR 5928 — CONTRE 2024 — ABST. 199",))
    assert [premier[p]["voix"] for p in POSITIONS] == [5928, 2024, 199]


@pytest.mark.parametrize(
    "lignes",
    [
        ("Pour : 29 / 38", "Contre : 7 / 38", "Abstention : 2 / 38"),
        ("Nombre de votants : 38", "Pour : 29", "Contre : 7", "Abstention : 2"),
        ("Pour : 29", "Contre : 7 copropriétaires", "Abstention : 2 copropriétaires"),
    ],
)
def test_figures_without_unit_that_count_owners_are_not_taken_for_voix(lignes: tuple) -> None:
    premier, _ = read(lignes)
    assert [premier[p] for p in POSITIONS] == [{"voix": None, "tetes": n} for n in (29, 7, 2)]


def test_the_sum_that_ends_a_list_of_opponents_is_their_count_when_their_voix_add_up_to_it() -> None:
    lignes = ("Pour : 6 334 voix", "Contre : M. PETIT (300), DEUX RIVES HABITAT (856), soit {} voix")
    juste, _ = read((lignes[0], lignes[1].format("1 156")))
    fausse, _ = read((lignes[0], lignes[1].format("1 200")))
    assert juste["contre"]["voix"] == 1156
    assert fausse is None or fausse["contre"]["voix"] is None


def test_a_position_counted_in_parts_is_left_out_and_the_others_stay() -> None:
    premier, second = read(("Pour (présents) : 5 000 voix", "Pour (représentés) : 1 334 voix", "Contre : 1 156 voix"))
    assert second is None
    assert [premier[p]["voix"] for p in POSITIONS] == [None, 1156, None]


def test_the_resolution_that_a_position_names_does_not_take_its_figures() -> None:
    premier, _ = read(
        (
            "Ont voté POUR l’adoption de la résolution : 29 copropriétaires, 6 334 tantièmes",
            "Ont voté CONTRE la résolution : 7 copropriétaires, 1 156 tantièmes",
            "Se sont ABSTENUS : 2 copropriétaires, 310 tantièmes",
        )
    )
    assert premier["pour"] == {"voix": 6334, "tetes": 29}
    assert premier["contre"] == {"voix": 1156, "tetes": 7}


@pytest.mark.parametrize(
    "lignes",
    [
        ("Votes\tEn séance\tPar correspondance\tTotal", "Pour\t6 882\t314\t7 196", "Contre\t1 100\t20\t1 120"),
        (
            "Pour : 6 882 voix en séance, 314 voix par correspondance, soit au total 7 196 voix",
            "Contre : 1 100 voix en séance, 20 voix par correspondance, soit au total 1 120 voix",
        ),
    ],
)
def test_votes_in_session_and_by_correspondence_are_counted_by_their_printed_total(lignes: tuple) -> None:
    premier, _ = read(lignes)
    assert (premier["pour"]["voix"], premier["contre"]["voix"]) == (7196, 1120)


def test_columns_without_rules_have_their_units_whatever_the_decimals_and_percentages_beside() -> None:
    premier, _ = read(
        (
            "Tantièmes\tCopropriétaires\t% de la base",
            "Pour\t6 632,00\t13\t64,77 %",
            "Contre\t711,00\t2\t6,94 %",
            "Abstentions\t0,00\t0\t0,00 %",
        )
    )
    assert [(premier[p]["voix"], premier[p]["tetes"]) for p in POSITIONS] == [(6632, 13), (711, 2), (0, 0)]


def test_a_unanimity_of_those_who_vote_keeps_the_abstentions_named_below_it() -> None:
    premier, _ = read(
        (
            "Approuvé à l’unanimité des votants, soit 7 264 sur 8 189 tantièmes présents et représentés.",
            "S’abstiennent (925 tantièmes) : DELORME Agnès, GUINAND Agnès.",
        )
    )
    assert [premier[p]["voix"] for p in POSITIONS] == [7264, None, 925]


@pytest.mark.parametrize(
    ("liste", "noms"),
    [
        ("• PETIT Anne : 495,00 • DEUX RIVES HABITAT : 2 048,00", ["PETIT Anne", "DEUX RIVES HABITAT"]),
        ("Mme PETIT (495), M. et Mme ROY (232) et M. NOVAK (76)", ["Mme PETIT", "M. et Mme ROY", "M. NOVAK"]),
        ("SCI BELLEVUE 2 2 503 tantièmes, M. FAURE 40 tantièmes", ["SCI BELLEVUE 2", "M. FAURE"]),
        ("soit : DEUX RIVES HABITAT, PETIT Anne", ["DEUX RIVES HABITAT", "PETIT Anne"]),
    ],
)
def test_bullets_voix_and_the_words_that_join_names_leave_them(liste: str, noms: list[str]) -> None:
    textes = ("1. Quitus", "Pour : 800 voix", f"Contre : 2 543 voix, {liste}", "Adoptée", "2. Divers", "Sans vote.")
    assert write_pv(read_pv_lignes([Ligne(texte) for texte in textes]))["resolutions"][0]["opposants"] == noms


@pytest.mark.parametrize(
    ("lignes", "total"),
    [
        (
            (
                "Présents, représentés\tAbsents\tEnsemble",
                "13 cop. / 7 700 voix\t5 cop. / 2 300 voix\t18 cop. / 10 000 voix",
            ),
            None,
        ),
        (
            (
                "Copropriétaires\tTantièmes",
                "Présents et représentés\t13\t7 700,00",
                "Absents\t5\t2 300,00",
                "Total\t18\t10 000,00",
            ),
            10000,
        ),
        (("Sont présents ou représentés 13 copropriétaires possédant ensemble 7 700 des 10 000 tantièmes.",), 10000),
    ],
)
def test_those_who_are_there_are_told_from_the_absent_and_from_the_total(lignes: tuple, total: int | None) -> None:
    textes = (*lignes, "1. Quitus", "Pour : 800 voix", "Contre : 76 voix", "Adoptée", "2. Divers", "Sans vote.")
    lu = write_pv(read_pv_lignes([Ligne(texte) for texte in textes]))
    assert (lu["presents"], lu["total_voix"]) == ({"voix": 7700, "tetes": 13}, total)


def test_a_result_printed_above_two_ballots_names_the_one_that_gave_it() -> None:
    textes = ("1. Seuil", "Résultat : ADOPTÉE au second tour", "Pour : 436 voix", "Contre : 282 voix")
    lignes = (*textes, "Second tour – article 25-1", "Pour : 518 voix", "Contre : 200 voix", "2. Divers", "Sans vote.")
    lue = write_pv(read_pv_lignes([Ligne(texte) for texte in lignes]))["resolutions"][0]
    assert (lue["resultat_annonce"], lue["second"]["pour"]["voix"]) == ("adoptee", 518)


@pytest.mark.parametrize(
    "lignes",
    [
        ("Pour : 4 882 + 1 314 = 6 196", "Contre : 1 100 + 20 = 1 120", "Abstention : 94 + 0 = 94"),
        ("Pour : 4 882 voix + 1 314 voix, soit 6 196 voix", "Contre : 1 120 voix", "Abstention : 94 voix"),
        (
            "Bâtiment A : 3 000 pour, 500 contre, 90 abstentions",
            "Bâtiment B : 3 196 pour, 620 contre, 4 abstentions",
            "Total : 6 196 pour, 1 120 contre, 94 abstentions",
        ),
        (
            "Votes\tPour\tContre\tAbstention",
            "En séance\t4 882\t1 100\t90",
            "Par correspondance\t1 314\t20\t4",
            "Total\t6 196\t1 120\t94",
        ),
    ],
)
def test_parts_that_a_printed_total_adds_up_are_counted_by_it(lignes: tuple) -> None:
    premier, second = read(lignes)
    assert second is None
    assert [premier[p]["voix"] for p in POSITIONS] == [6196, 1120, 94]


@pytest.mark.parametrize(
    "lignes",
    [
        ("Pour : 4 882 + 1 314", "Contre : 1 100 + 20"),
        ("Pour : 4 882 + 1 314 = 7 000", "Contre : 1 100 + 20 = 1 300"),
        ("Pour\tContre\tAbstention", "En séance\t6 882\t1 100\t90", "Par correspondance\t314\t20\t4"),
        ("A : 3 000 pour, 500 contre", "B : 3 196 pour, 620 contre", "Total : 7 196 pour, 1 120 contre"),
    ],
)
def test_parts_without_their_sum_are_left_out(lignes: tuple) -> None:
    premier, second = read(lignes)
    assert second is None
    assert premier is None or all(v is None for compte in premier.values() for v in compte.values())


@pytest.mark.parametrize(
    ("lignes", "voix"),
    [
        (
            (
                "Soumise à la majorité de la loi de 1965, elle recueille 6 334 voix pour (9 copropriétaires), "
                "1 156 voix contre (2 copropriétaires : M. ROY ; Mme KACI (12)) "
                "et 310 voix d’abstention (1 copropriétaire).",
            ),
            [6334, 1156, 310],
        ),
        (("Adoptée par 6 334 voix pour, contre 1 156 voix (M. ROY) et 310 abstentions.",), [6334, 1156, 310]),
        (
            (
                "9 copropriétaires totalisant 6 334 voix ont voté pour, aucun n’a voté contre (0 voix) "
                "et aucun ne s’est abstenu (0 voix).",
            ),
            [6334, 0, 0],
        ),
        (
            ("Pour : 6 334 sur 7 490 voix", "Contre : 1 156 sur 7 490 voix", "Abstention : 310 sur 7 800 voix"),
            [6334, 1156, 310],
        ),
        (("Ont voté contre : M. ROY (196), Mme KACI (60), soit 256 voix.", "Adoptée."), [None, 256, None]),
        (("A voté contre : M. ROY (196).", "S’est abstenue : Mme KACI (60).", "Adoptée."), [None, 196, 60]),
        (("Opposants : M. ROY (196), Mme KACI (60), soit 256 voix.", "Adoptée."), [None, 256, None]),
    ],
)
def test_counts_are_told_from_years_of_laws_zeros_in_brackets_and_voix_of_names(lignes: tuple, voix: list) -> None:
    premier, second = read(lignes)
    assert second is None
    assert [premier[p]["voix"] or None for p in POSITIONS] == [v or None for v in voix]


def test_lists_of_names_alone_on_each_side_of_a_second_vote_are_two_ballots() -> None:
    premier, second = read(
        (
            "Ont voté contre : M. ROY (196), Mme KACI (60), soit 256 voix.",
            "Majorité non atteinte. Second vote, article 25-1 :",
            "A voté contre : M. ROY (196).",
        )
    )
    assert (premier["contre"]["voix"], second["contre"]["voix"]) == (256, 196)


@pytest.mark.parametrize(
    "fin",
    [
        " généraux", " du bâtiment 3", " d’ascenseur", " – charges générales", " [ascenseur]", ", soit 6,03 %",
        " spéciaux BAT 3", " particuliers Ascenseur", " de la clé 003", " (bâtiment B)",
    ],
)  # fmt: skip
def test_the_end_of_a_count_is_no_name_of_the_list_below_it(fin: str) -> None:
    textes = ("1. Quitus", f"Pour : 800 tantièmes{fin}", f"Contre : 76 tantièmes{fin}", "KHELIFI Nadia (36)")
    lignes = (*textes, "M. ROY (40)", "Adoptée", "2. Divers", "Sans vote.")
    lue = write_pv(read_pv_lignes([Ligne(texte) for texte in lignes]))["resolutions"][0]
    assert lue["opposants"] == ["KHELIFI Nadia", "M. ROY"]


@pytest.mark.parametrize(
    ("bandeau", "article"),
    [
        ("Clé : Charges communes générales | Article 25", "25"),
        ("Clé 001 • Art. 26 • Base 10 000 tantièmes", "26"),
        ("Charges générales / Art. 24", "24"),
        ("Article 25 – Clé : Bâtiment B", "25"),
        ("Clé : Bâtiment B ; Article 24", "24"),
        ("Clé : Charges générales | Unanimité", "unanimite"),
        ("Unanimité – Clé : Charges générales", "unanimite"),
    ],
)
def test_the_majority_is_read_in_a_line_that_also_names_the_costs(bandeau: str, article: str) -> None:
    textes = (
        "1. Portail",
        bandeau,
        "L’assemblée décide.",
        "Pour : 800 voix",
        "Contre : 76 voix",
        "Adoptée",
        "2. Divers",
    )
    lue = write_pv(read_pv_lignes([Ligne(texte) for texte in textes]))["resolutions"][0]
    assert lue["article_imprime"] == article


def test_a_result_before_the_counts_of_its_line_is_not_the_fate_of_a_first_ballot() -> None:
    textes = (
        "1. Seuil",
        "Elle recueille 436 voix pour et 282 voix contre. Cette majorité n’étant pas atteinte, il est procédé "
        "à un second vote selon l’article 25-1 : 518 voix pour et 200 voix contre (M. ROY). Elle est adoptée.",
        "2. Divers",
    )
    lue = write_pv(read_pv_lignes([Ligne(texte) for texte in textes]))["resolutions"][0]
    assert (lue["resultat_annonce"], lue["second"]["pour"]["voix"]) == ("adoptee", 518)
    assert lue["opposants"] == ["M. ROY"]
