"""Opponents told by the count alone: as many owners, with the same voix, as the resolution counts against."""

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.pv_lu import Decompte
from services.votes.lecture.votants.recoupement import list_porteurs, settle_opposants

FEUILLE = [
    Ligne("Présents : M. ROY (120), SCI DU LAC 3 (80), Mme PETIT (95), M. et Mme"),
    Ligne("LAFOND (60)."),
    Ligne("Deux Rives Habitat\t400\tIndivision CHARVET\t53"),
    Ligne("Sont absents : Mme SABATIER : 77 ; M. SIMON, 31 voix ; Total : 3 copropriétaires"),
]


def settle(noms: tuple[str, ...], contre: Decompte, *corps: str) -> tuple[str, ...]:
    lignes = [Ligne(texte) for texte in corps]
    return settle_opposants(noms, contre, lignes, list_porteurs([*FEUILLE, *lignes]))


def test_owners_and_their_voix_are_known_from_any_list_of_the_minutes() -> None:
    porteurs = list_porteurs(FEUILLE)
    assert porteurs["sci du lac 3"] == {80}
    assert porteurs["m. et mme lafond"] == {60}
    assert porteurs["deux rives habitat"] == {400}
    assert porteurs["m. simon"] == {31}
    assert not any("total" in nom for nom in porteurs)


def test_names_that_add_up_to_the_count_are_the_opponents_however_they_are_laid_out() -> None:
    attendu = ("Deux Rives Habitat", "M. ROY")
    assert settle((), Decompte(520, 2), "Vote\tDeux Rives Habitat\tM. ROY\tqui le refusent") == attendu
    assert settle((), Decompte(520, None), "Refus", "Deux Rives Habitat", "M. ROY", "Adopté") == attendu


def test_a_name_keeps_the_bracket_that_ends_it() -> None:
    assert settle((), Decompte(52, 1), "FAURE (indivision) (52)") == ("FAURE (indivision)",)


def test_a_list_cut_short_gives_way_to_the_run_that_is_whole() -> None:
    corps = "Refus de SCI DU LAC 3 (80) puis", "Mme PETIT (95)"
    assert settle(("SCI DU LAC 3",), Decompte(175, 2), *corps) == ("SCI DU LAC 3", "Mme PETIT")


def test_a_list_that_agrees_with_its_count_is_kept() -> None:
    noms = ("SCI DU LAC 3", "Mme INCONNUE")
    assert settle(noms, Decompte(175, 2), "SCI DU LAC 3 (80)", "Mme PETIT (95)") == noms


def test_nothing_is_taken_when_two_runs_agree_or_none_does() -> None:
    assert settle((), Decompte(120, 1), "M. ROY (120)", "M. JEAN (120)") == ()
    assert settle((), Decompte(121, 1), "M. ROY (120)", "Mme PETIT (95)") == ()
    assert settle((), Decompte(None, 1), "M. ROY (120)") == ()


def test_owners_named_for_another_reason_oppose_nothing() -> None:
    assert settle((), Decompte(120, 1), "Arrivée de M. ROY (120 voix) à 18 h 40.") == ()
    assert settle((), Decompte(120, 1), "Se sont abstenus :", "M. ROY (120)") == ()
    assert settle((), Decompte(120, 1), "La séance est levée à 20 h.", "M. ROY (120)") == ()
