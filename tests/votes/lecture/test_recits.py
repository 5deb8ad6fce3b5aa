"""Votes told in running prose, and the signs that stand for a count: who votes, then how."""

from typing import Any

import pytest

from services.votes.lecture.identite import read_identite
from services.votes.lecture.mentions.corps import read_montant
from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.pdf import Mot, Page, Trait
from services.votes.lecture.page.tables import find_rangees
from services.votes.lecture.plan.agenda import is_information, read_agenda, read_texte_colle
from services.votes.lecture.presence import read_presents
from services.votes.lecture.pv import read_pv_lignes, write_pv
from services.votes.lecture.pv_lu import Decompte

Voix = list[int | None]


def read(*textes: str) -> dict[str, Any]:
    lignes = [Ligne(texte, corps=10.0, pleine=False) for texte in textes]
    suite = (Ligne("2. Questions diverses", corps=10.0), Ligne("Sans vote.", corps=10.0))
    return write_pv(read_pv_lignes([Ligne("1. Approbation des comptes", corps=10.0), *lignes, *suite]))["resolutions"][
        0
    ]


def list_voix(scrutin: dict[str, Any] | None) -> Voix | None:
    return [scrutin[nom]["voix"] for nom in ("pour", "contre", "abstention")] if scrutin else None


@pytest.mark.parametrize(
    ("abstention", "voix"),
    [
        ("M. Conan (47 voix) s’abstient.", 47),
        ("Mme LE GOFF (47 tantièmes) s’est abstenue.", 47),
        ("M. Conan s’abstient (lot 47).", None),
        ("M. Conan (47 voix) et Mme Danion (60 voix) s’abstiennent.", None),
        ("M. Conan (lot 47) s’abstient.", None),
    ],
)
def test_the_voix_in_brackets_after_the_only_one_who_abstains_are_the_abstentions(
    abstention: str, voix: int | None
) -> None:
    lue = read(
        f"528 voix se prononcent pour, 226 voix contre (M. Rio pour 173 voix, SCI du Golfe pour 53 voix) ; {abstention}"
    )
    assert list_voix(lue["premier"]) == [528, 226, voix]
    assert lue["opposants"] == ["M. Rio", "SCI du Golfe"]


def test_in_prose_each_sentence_may_open_a_list_and_count_it() -> None:
    lue = read(
        "Le quitus est mis aux voix. Votent contre : SA HLM Deux Rives (173 voix). S’abstiennent : SCI du Golfe, "
        "M. Conan et Mme Danion, soit 163 voix. Tous les autres copropriétaires présents ou représentés, "
        "soit 465 voix, votent pour."
    )
    assert list_voix(lue["premier"]) == [465, 173, 163]
    assert lue["opposants"] == ["SA HLM Deux Rives"]


def test_the_only_opponent_is_named_though_a_sentence_follows_her_voix() -> None:
    lue = read("Pour : 640 voix. Contre : Mme ROY, 71 voix. L’agence du Port est élue syndic.")
    assert (list_voix(lue["premier"]), lue["opposants"]) == ([640, 71, None], ["Mme ROY"])


def test_the_sum_of_a_list_is_no_second_count_where_its_position_is_counted() -> None:
    liste = "M. PETIT, Mme ROY, soit 163 voix"
    lue = read("Pour : 640 voix", "Contre : 163 voix", "Abstention : 20 voix", f"Ont voté contre : {liste}")
    assert list_voix(lue["premier"]) == [640, 163, 20]
    assert lue["opposants"] == ["M. PETIT", "Mme ROY"]


def test_two_who_abstain_each_in_a_sentence_are_not_counted_as_one() -> None:
    lue = read("640 voix pour, 163 voix contre ; M. LIN (20 voix) s’abstient ; Mme LAM (30 voix) s’abstient.")
    assert list_voix(lue["premier"]) == [640, 163, None]


def test_a_sum_that_some_of_the_voix_named_do_not_make_is_not_given() -> None:
    lue = read("Votent pour : 640 voix.", "Se sont abstenus : M. PETIT (53), Mme ROY (60), soit 163 voix.")
    assert list_voix(lue["premier"]) in (None, [640, None, None])


@pytest.mark.parametrize(
    ("dite", "voix"),
    [
        ("M. Le Ray, 71 voix.", 71),
        ("M. et Mme Le Ray, 71 voix.", 71),
        ("M. Le Ray et M. Conan, 71 voix.", None),
        ("M. Le Ray, lot 12, 71 voix.", None),
    ],
)
def test_the_voix_after_the_name_of_one_owner_are_his(dite: str, voix: int | None) -> None:
    lue = read(f"Pour : 730 voix. Contre : personne. Abstention : {dite} L’agence du Port est élue syndic.")
    assert list_voix(lue["premier"]) == [730, 0, voix]


@pytest.mark.parametrize(
    ("phrase", "voix"),
    [
        ("524 voix s’opposent à ces travaux (M. Rio, Mme Danion), contre 277 qui y sont favorables.", [277, 524, None]),
        ("524 voix s’opposent à ces travaux (M. Rio, Mme Danion), contre 277 voix qui y sont favorables.",
         [277, 524, None]),
    ],
)  # fmt: skip
def test_contre_before_those_who_are_favourable_only_sets_them_against_the_others(phrase: str, voix: Voix) -> None:
    lue = read(phrase)
    assert list_voix(lue["premier"]) == voix
    assert lue["opposants"] == ["M. Rio", "Mme Danion"]


def test_the_stop_after_abstention_ends_the_sentence_and_the_second_vote_is_another() -> None:
    lue = read(
        "On vote à l’article 25 : 414 voix pour, 293 voix contre, 94 voix d’abstention. La majorité requise "
        "de 501 voix n’étant pas réunie, un deuxième tour se tient, en application de l’article 25-1 : 598 voix pour, "
        "203 voix contre (M. Bocquenet, Mme Kerhervé et M. Le Ray)."
    )
    assert list_voix(lue["premier"]) == [414, 293, 94]
    assert list_voix(lue["second"]) == [598, 203, None]
    assert lue["opposants"] == ["M. Bocquenet", "Mme Kerhervé", "M. Le Ray"]


@pytest.mark.parametrize(
    ("phrase", "resultat"),
    [
        ("Le budget de 43 500 € est adopté à l’unanimité des copropriétaires présents.", "adoptee"),
        ("Le budget de 43 500 € n’est pas adopté à l’unanimité des copropriétaires présents.", None),
        ("Le budget avait été porté à 43 500 € ; le devis est adopté à l’unanimité du conseil syndical.", None),
        ("Si le budget est adopté à l’unanimité des copropriétaires présents, il est appelé au 1er janvier.", None),
    ],
)
def test_what_is_adopted_by_all_the_owners_is_adopted_whatever_its_name(phrase: str, resultat: str | None) -> None:
    assert read(phrase)["resultat_annonce"] == resultat


def test_the_sentence_that_says_which_article_applies_says_the_majority() -> None:
    assert read("L’article 24 s’applique.", "Pour : 524 voix. Contre : 277 voix.")["article_imprime"] == "24"
    assert read("L’article 24 s’applique aux charges.", "Pour : 5 voix. Contre : 2 voix.")["article_imprime"] is None


@pytest.mark.parametrize("tirets", ["- copropriétaires - voix", "– copropriétaires – voix", "- voix"])
def test_a_dash_before_a_unit_says_none(tirets: str) -> None:
    lue = read("Pour : 16 copropriétaires 8 012 voix", f"Contre : {tirets}", f"Abstention : {tirets}")
    assert lue["premier"]["contre"] == lue["premier"]["abstention"] == {"voix": 0, "tetes": 0}


def test_dashes_at_every_position_count_no_vote() -> None:
    dits = [f"{position} : - copropriétaires - voix" for position in ("Pour", "Contre", "Abstention")]
    assert read(*dits)["premier"] is None


@pytest.mark.parametrize(
    ("pour", "compte"),
    [
        ("POUR : 15 sur 15 copropriétaires, totalisant 7 675 sur 7 675 tantièmes présents ou représentés.", (7675, 15)),
        ("Pour : tous les copropriétaires présents ou représentés (15), soit 7 675 tantièmes.", None),
    ],
)
def test_pour_alone_counts_a_vote_where_it_counts_heads_and_voix(pour: str, compte: tuple[int, int] | None) -> None:
    lue = read("Résultat du vote", pour, "Cette résolution est ADOPTÉE.")
    premier = lue["premier"]
    assert (premier and (premier["pour"]["voix"], premier["pour"]["tetes"])) == compte


def test_the_total_of_a_small_cle_is_read_where_every_figure_is_of_voix() -> None:
    lue = read("Pour : 9 voix sur 62", "Contre : 39 voix sur 62", "Abstention : 0 voix sur 62")
    assert lue["total_voix"] == 62
    assert read("Pour : 9 sur 62", "Contre : 39 sur 62", "Abstention : 0 sur 62")["total_voix"] is None


def test_bullets_part_a_list_of_names_however_long_its_next_line_is() -> None:
    suivants = "BOUTET CHAIGNEAU DURANTEAU LOGEAIS PATEAU ROBRETEAU TESSON VRIGNAUD RABILLER GROSSIN"
    noms = [f"{nom} Marcel" for nom in ("AUBINEAU", *suivants.split())]
    dits = [f"{nom} (300)" for nom in noms]
    premiere, suite = " • ".join(dits[:4]).removesuffix(" (300)"), "(300) • " + " • ".join(dits[4:])
    lue = read("Pour : 7 copropriétaires 2 529 voix", "Contre : 11 copropriétaires 3 300 voix",
               f"Ont voté contre : {premiere}", suite)  # fmt: skip
    assert len(suite) > 160
    assert lue["opposants"] == noms


def test_the_rules_of_a_table_bound_no_title_set_right_above_it() -> None:
    """« Résolution 02 | Scrutateur | Article 24 », between two tables of votes, on the columns of the second."""
    colonnes = (35.0, 110.0, 250.0, 330.0)
    traits = [Trait(35, y, 330, y + 0.5) for y in (80.0, 100.0, 152.0, 162.0, 172.0)]
    traits += [Trait(x, 80, x + 0.5, 100) for x in colonnes] + [Trait(x, 151.8, x + 0.5, 172) for x in colonnes]
    titre = [Mot("Résolution", 37, 150.5, 70, 5.3, True), Mot("Scrutateur", 112, 150.5, 150, 5.3, True)]
    places = (("Voix", 35, 160), ("8 175", 110, 160), ("0", 250, 160), ("Voix", 35, 170), ("12", 110, 170))
    corps = [Mot(mot, x + 2, y, x + 30, 5.3, False) for mot, x, y in places]
    rangees, libres = find_rangees(Page(595, 842, (*titre, *corps), tuple(traits)))
    assert libres == titre
    assert [[c.texte for c in r.cellules] for r in rangees] == [["Voix", "8 175", "0"], ["Voix", "12"]]


def test_an_amount_under_a_title_that_its_margin_closes_is_not_of_the_title() -> None:
    lignes = [
        Ligne(texte, corps=10.0, x1=500, y=12.0 * rang)
        for rang, texte in enumerate(
            ("Ordre du jour", "1. Quitus\tart. 24", "2. Élagage du pin, devis Arbo\tart. 24",
             "1 530,00 € HT, 1 836,00 € TTC",
             "3. Audit énergétique\tart. 24", "4 680,00 € TTC", "4. Vie de la résidence\tsans vote")
        )
    ]  # fmt: skip
    resolutions = read_agenda(lignes).resolutions
    assert [r.intitule for r in resolutions] == [
        "Quitus", "Élagage du pin, devis Arbo", "Audit énergétique", "Vie de la résidence",
    ]  # fmt: skip
    assert [r.montant for r in resolutions] == [None, 183600, 468000, None]


def test_the_fees_of_the_lawyer_are_what_an_action_puts_to_the_vote_unless_others_are_told() -> None:
    titre = "Action en justice contre la société KERGOAT\nL’assemblée autorise le syndic à agir. "
    avocat = "Provision pour honoraires d’avocat : 3 000,00 € TTC."
    assert read_montant(titre + avocat) == 300000
    assert read_montant(f"{titre}{avocat} Honoraires du syndic : 400,00 € TTC.") is None


@pytest.mark.parametrize(
    ("titre", "information"),
    [
        ("Point sur la procédure contre le promoteur", True),
        ("Point sur la procédure contre le promoteur et autorisation d’agir en justice", False),
    ],
)
def test_point_sur_is_of_information_unless_it_says_what_is_decided(titre: str, *, information: bool) -> None:
    assert is_information(titre) == information


def test_labels_with_their_figures_in_a_column_are_lines_of_their_own() -> None:
    dits = ("Copropriétaires présents, représentés ou votant à distance\t19 6 531 tantièmes",
            "Copropriétaires absents non représentés\t7 2 109 tantièmes",
            "Ensemble de la copropriété\t26 8 640 tantièmes")  # fmt: skip
    lignes = [Ligne(dit, corps=10.0, pleine=True, y=12.0 * rang) for rang, dit in enumerate(dits)]
    assert read_presents(lignes) == (Decompte(6531, 19), 8640)


@pytest.mark.parametrize(
    ("texte", "nom"),
    [
        ("Immeuble : RÉSIDENCE LES HAUTS DE L’ERDRE (0417)", "RÉSIDENCE LES HAUTS DE L’ERDRE"),
        ("Nous vous notifions le procès-verbal de la Résidence Le Pont de Mayenne. Conformément à la loi, nous…",
         "Résidence Le Pont de Mayenne"),
        ("Copropriété : Résidence St. Exupéry", "Résidence St. Exupéry"),
    ],
)  # fmt: skip
def test_the_name_ends_with_its_sentence_and_before_its_number_at_the_syndic(texte: str, nom: str) -> None:
    assert read_identite(read_texte_colle(texte)).copropriete == nom


PREMIER = "Mise aux voix à la majorité de l’article 25, la candidature recueille 3 455 voix, contre 4 440 voix"
SUITE = " Le tiers des voix étant atteint, l’assemblée procède à un nouveau vote dans les conditions de l’article 25-1."
SECOND = (
    "À ce second scrutin, la candidature recueille 5 415 voix pour et 1 825 voix contre, 1 250 voix s’étant abstenues."
)


def test_the_voix_set_against_those_who_vote_against_are_in_favour_and_the_second_vote_stays_the_second() -> None:
    lue = read(
        f"{PREMIER}, Mme GUITARD (595 voix) s’abstenant.{SUITE}",
        SECOND,
        "Se sont opposés à la résolution lors du second scrutin : la SCI LA ROBINE ; les consorts BÉZIAT.",
    )
    assert list_voix(lue["premier"]) == [3455, 4440, 595]
    assert list_voix(lue["second"]) == [5415, 1825, 1250]
    assert lue["opposants"] == ["la SCI LA ROBINE", "les consorts BÉZIAT"]


@pytest.mark.parametrize(
    "premier",
    [
        "La candidature ne réunit pas la majorité requise.",
        "Mme ROY obtient 3 455 voix contre 4 440 à M. PETIT.",
    ],
)
def test_a_ballot_that_says_it_is_the_second_is_never_given_as_the_first(premier: str) -> None:
    lue = read(f"{premier}{SUITE}", SECOND)
    assert lue["premier"] is None
    assert list_voix(lue["second"]) in ([5415, 1825, 1250], None)


@pytest.mark.parametrize(
    "dit",
    [
        "Mme ROY obtient 3 455 voix contre 4 440 voix à M. PETIT.",
        "La candidature recueille 3 455 voix contre 4 440 voix pour celle de M. PETIT.",
    ],
)
def test_the_voix_of_two_candidates_are_no_vote_for_and_against(dit: str) -> None:
    assert read(dit)["premier"] is None


def test_two_owners_who_abstain_leave_the_abstentions_untold() -> None:
    lue = read(f"{PREMIER}, M. PETIT (95 voix) et Mme GUITARD (500 voix) s’abstenant.")
    assert lue["premier"] is None or lue["premier"]["abstention"]["voix"] in (None, 595)


@pytest.mark.parametrize(
    ("lignes", "nom"),
    [
        (("Immeuble :\tRÉSIDENCE DES LYS 8 à 12 rue Plana 31500 TOULOUSE",), "RÉSIDENCE DES LYS"),
        (("Immeuble :\tRÉSIDENCE DES LYS 8-10, rue Plana 31500 TOULOUSE",), "RÉSIDENCE DES LYS"),
        (("Immeuble :\tRÉSIDENCE DES LYS 2",), "RÉSIDENCE DES LYS 2"),
        (
            ("Assemblée générale annuelle · Copropriété Le Clos Vert", "23 rue Combes, 34090 Montpellier"),
            "Le Clos Vert",
        ),
    ],
)
def test_the_name_of_a_building_ends_where_its_address_begins(lignes: tuple[str, ...], nom: str) -> None:
    assert read_identite([Ligne(texte) for texte in lignes]).copropriete == nom


def test_a_title_in_a_larger_type_is_never_continued_by_the_name_under_it() -> None:
    titre = Ligne("PV d’assemblée générale", corps=14.0, gras=True, pleine=True)
    nom = Ligne("Les Terrasses du Port · 3 rue Haute, 66000 Perpignan", corps=8.0)
    assert read_identite([titre, nom, Ligne("Jeudi 18 juin 2026", corps=8.0)]).copropriete == "Les Terrasses du Port"


@pytest.mark.parametrize(
    ("dessous", "presents", "total"),
    [
        ("890 tantièmes sur 1 000 (89,0 %)", Decompte(890, 11), 1000),
        ("110 tantièmes absents", None, None),
        ("110 tantièmes non représentés", None, None),
    ],
)
def test_the_cell_of_those_who_take_part_may_count_owners_then_voix_on_two_lines(
    dessous: str, presents: Decompte | None, total: int | None
) -> None:
    tete = (
        Ligne("Date\tLieu\tParticipation"),
        Ligne("Jeudi 26 février 2026\tVisioconférence\t11 copropriétaires sur 13"),
        Ligne(dessous),
    )
    lus = read_presents(tete)
    assert lus[0] is None or lus[0].voix == (presents.voix if presents else None)
    assert lus == (presents, total) or presents is None
