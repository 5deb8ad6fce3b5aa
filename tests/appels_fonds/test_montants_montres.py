"""What a sheet shows of its amounts: computed cents count as they are shown, when that is certain; a currency."""

import io

import pytest
import xlsxwriter

from services.appels_fonds.lecture.classeurs import read_appel
from services.appels_fonds.lecture.corps.rangees_habituelles import LecteurRapide
from tests.appels_fonds.patrimoine_essai import PATRIMOINE, avertissements, fautes, lire, montants

TITRE = ["Résidence Les Tilleuls, provisions, exigible le 01/04/2026"]
ENTETE = ["Lot", "Clé", "Montant appelé"]
DEUX = "#,##0.00"


def classeur(*rangees, montre=DEUX, entete=ENTETE, montres=None) -> bytes:
    """A sheet whose numbers are shown by one format, or some cells (row, column) by another."""
    tampon = io.BytesIO()
    with xlsxwriter.Workbook(tampon, {"in_memory": True}) as livre:
        page = livre.add_worksheet("Appel")
        codes = {code: livre.add_format({"num_format": code}) for code in (montre, *(montres or {}).values())}
        for ligne, rangee in enumerate([TITRE, entete, *rangees]):
            for colonne, valeur in enumerate(rangee):
                code = (montres or {}).get((ligne + 1, colonne + 1), montre)
                if isinstance(valeur, float | int):
                    page.write_number(ligne, colonne, valeur, codes[code])
                elif valeur is not None:
                    page.write(ligne, colonne, valeur)
    return tampon.getvalue()


TROIS_LOTS = [["12", "GEN", 123.025], ["13", "GEN", 206.69125], ["27", "GEN", 444.6049999]]
SOMME = ["Total", None, 774.32]


@pytest.mark.parametrize("montre", [DEUX, "0.00", '_-* #,##0.00\\ "€"_-', "#,##0.00 [$€-40C]", "[Red]# ##0.00"])
def test_computed_amounts_count_as_they_are_shown_when_the_total_of_the_sheet_sums_what_is_shown(montre):
    lecture = lire(classeur(*TROIS_LOTS, SOMME, montre=montre))
    assert [x for _, _, _, x in montants(lecture)] == [12303, 20669, 44460]
    assert [(x.gravite, x.code, x.cellule) for x in lecture.anomalies] == [("information", "MONTANT_ARRONDI", "C3")]


def test_the_total_may_itself_be_computed_as_long_as_what_it_shows_is_the_sum_of_what_is_shown():
    lecture = lire(classeur(*TROIS_LOTS[:2], ["Total", None, 329.71625]))
    assert [x for _, _, _, x in montants(lecture)] == [12303, 20669]


@pytest.mark.parametrize("montre", ["0", "0.000", "0.00%", '#,##0.00,"k€"'])
def test_an_amount_that_is_not_shown_with_two_decimals_is_asked_whatever_its_total(montre):
    assert fautes(lire(classeur(*TROIS_LOTS, SOMME, montre=montre)))[:2] == [
        ("MONTANT_AMBIGU", "C3"),
        ("MONTANT_AMBIGU", "C4"),
    ]


@pytest.mark.parametrize("valeur", [444.6049999, 444.605])
def test_what_a_cell_shows_with_two_decimals_needs_no_total(valeur):
    lecture = lire(classeur(["12", "GEN", 390], ["13", "GEN", valeur]))
    assert fautes(lecture) == []
    assert [x for _, _, _, x in montants(lecture)] == [39000, 44460 if valeur < 444.605 else 44461]


def test_decimals_that_only_a_computation_gives_count_where_no_format_is_said():
    lecture = lire(classeur(["12", "GEN", 390.125], ["13", "GEN", 444.6047], montre="General"))
    assert [x for _, _, _, x in montants(lecture)] == [39013, 44460]


def test_three_decimals_alone_without_format_nor_total_are_asked_at_their_cell():
    lecture = lire(classeur(["12", "GEN", 390], ["13", "GEN", 444.605], montre="General"))
    assert fautes(lecture) == [("MONTANT_AMBIGU", "C4")]
    assert "contient 444,605 et affiche sans doute 444,61" in lecture.anomalies[0].message
    assert fautes(lire(classeur(["12", "GEN", 444.605], ["Total", None, 444.61], montre="General"))) == []


def test_a_total_of_thirds_that_is_not_the_sum_of_what_is_shown_is_to_be_confirmed():
    parts = [["12", "GEN", 100 / 3], ["13", "GEN", 100 / 3], ["27", "GEN", 100 / 3]]
    lecture = lire(classeur(*parts, ["Total", None, 100]))
    assert (lecture.total_centimes, fautes(lecture)) == (9999, [])
    assert avertissements(lecture) == [("TOTAL_DIFFERENT", "C6")]


def test_the_noise_of_a_spreadsheet_is_taken_without_a_word():
    lecture = lire(classeur(["12", "GEN", 0.1 + 0.2], ["13", "GEN", 97.5000001], montre="General"))
    assert [x for _, _, _, x in montants(lecture)] == [30, 9750]
    assert lecture.anomalies == ()


def test_a_subtotal_vouches_for_its_own_lines_only():
    rangees = [["12", "GEN", 33.336], ["12", "BATA", 10], ["Sous-total lot 12", None, 43.34]]
    rangees += [["13", "GEN", 33.336], ["13", "BATA", 10], ["Sous-total lot 13", None, 43.33]]
    lecture = lire(classeur(*rangees, montre="General"))
    assert ("MONTANT_AMBIGU", "C3") not in fautes(lecture)
    assert ("MONTANT_AMBIGU", "C6") in fautes(lecture)


def test_the_totals_of_the_columns_of_a_wide_table_vouch_for_each_column():
    rangees = [["12", 33.336, 10.004], ["13", 41.001, 10.118], ["Total", 74.34, 20.12]]
    lecture = lire(classeur(*rangees, entete=["Lot", "GEN", "BATA"]))
    assert fautes(lecture) == []
    assert [x for _, _, _, x in montants(lecture)] == [3334, 1000, 4100, 1012]


def test_a_long_computed_column_is_read_fast_and_judged_as_a_short_one():
    rangees = [[str(lot), cle, 10.004] for _ in range(20) for lot in (12, 13, 27) for cle in ("GEN",)]
    contenu = classeur(*rangees, ["Total", None, 600.0], montre="General")
    rapide = lire(contenu)
    ancien = LecteurRapide.read_rapide
    LecteurRapide.read_rapide = lambda *_: False
    try:
        lent = lire(contenu)
    finally:
        LecteurRapide.read_rapide = ancien
    assert (rapide.lignes, rapide.anomalies) == (lent.lignes, lent.anomalies)
    assert "MONTANT_AMBIGU" not in {code for code, _ in fautes(rapide)}
    faux = classeur(*rangees, ["Total", None, 600.24], montre="General")
    assert ("MONTANT_AMBIGU", "C3:C62") in fautes(lire(faux))


def test_an_accountant_who_types_the_exact_amount_is_believed():
    contenu = classeur(["12", "GEN", 390], ["13", "GEN", 444.6049999])
    lecture = read_appel(contenu, "appel.xlsx", PATRIMOINE, corrections={("Appel", "C4"): "444,60"})
    assert [x for _, _, _, x in montants(lecture)] == [39000, 44460]


@pytest.mark.parametrize(
    ("code", "monnaie"),
    [
        ("#,##0.00 [$CHF]", "CHF"),
        ("[$CHF-100C] #,##0.00", "CHF"),
        ('"$"#,##0.00', "$"),
        ("[$$-409]#,##0.00", "$"),
        ('#,##0.00" Fr."', "Fr."),
        ("[$£-809]#,##0.00", "£"),
    ],
)
def test_an_amount_that_its_cell_alone_shows_in_another_currency_is_asked(code, monnaie):
    lecture = lire(classeur(["12", "GEN", 390], ["13", "GEN", 400], montres={(4, 3): code}))
    assert fautes(lecture) == [("MONTANT_AMBIGU", "C4")]
    assert f"en « {monnaie} »" in lecture.anomalies[0].message


def test_a_column_in_swiss_francs_is_told_once_with_its_range():
    rangees = [[lot, cle, 400] for lot in ("12", "13", "14A") for cle in ("GEN", "BATA")][:5]
    assert fautes(lire(classeur(*rangees, montre="#,##0.00 [$CHF]"))) == [("MONTANT_AMBIGU", "C3:C7")]


def test_a_currency_that_no_amount_is_shown_in_says_nothing():
    rangees = [["12", "GEN", 390, 5], ["13", "GEN", 400, 5]]
    ailleurs = {(3, 4): "[$CHF] 0.00"}
    assert fautes(lire(classeur(*rangees, entete=[*ENTETE, "Téléphone"], montres=ailleurs))) == []


def test_an_accountant_who_gives_the_amount_in_euros_is_believed():
    contenu = classeur(["12", "GEN", 390], montre="#,##0.00 [$CHF]")
    lecture = read_appel(contenu, "appel.xlsx", PATRIMOINE, corrections={("Appel", "C3"): "401,20"})
    assert (montants(lecture), fautes(lecture)) == ([("C3", "12", "GEN", 40120)], [])
