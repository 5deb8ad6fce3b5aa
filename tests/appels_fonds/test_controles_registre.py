"""Where the controls of a call run: one place, one call at a time, for preview and integration alike."""

from datetime import date

from services.appels_fonds.controles.appels_lus import Connaissances, group_appels
from services.appels_fonds.controles.constats import Constat, Controle
from services.appels_fonds.controles.registre import CONTROLES, run_controles
from services.appels_fonds.reception.anomalies import INFORMATION
from tests.appels_fonds.patrimoine_essai import PATRIMOINE, lire_rangees


def _an_appel_over_two_dates():
    return lire_rangees(
        [
            ["Résidence Les Tilleuls, provisions"],
            ["Lot", "Clé", "Exigible le", "Montant appelé"],
            ["12", "GEN", date(2026, 7, 1), 300],
            ["12", "GEN", date(2026, 4, 1), 100],
            ["13", "GEN", date(2026, 4, 1), 200],
        ]
    )


def _connaissances(**autres):
    return Connaissances(PATRIMOINE, date(2026, 3, 20), **autres)


def test_a_control_sees_each_call_once_with_all_its_lines():
    seen = []

    def regle(etude, valeur):
        appel = etude.appel
        seen.append((appel.copropriete, appel.exigible, appel.total_centimes, etude.connu.aujourdhui, valeur))
        yield Constat(appel.copropriete)

    controle = Controle(99, "ESSAI", INFORMATION, "essai", regle, 7, "jours")
    found = run_controles(group_appels(_an_appel_over_two_dates().lignes), _connaissances(), (controle,))
    assert seen == [
        ("B12", date(2026, 4, 1), 30000, date(2026, 3, 20), 7),
        ("B12", date(2026, 7, 1), 30000, date(2026, 3, 20), 7),
    ]
    assert [anomalie.code for anomalie in found] == ["ESSAI", "ESSAI"]


def test_a_control_switched_off_says_nothing_and_a_changed_setting_reaches_its_rule():
    values = []

    def regle(etude, valeur):
        values.append(valeur)
        return []

    appels = group_appels(_an_appel_over_two_dates().lignes)
    controle = Controle(99, "ESSAI", INFORMATION, "essai", regle, 7, "jours")
    run_controles(appels, _connaissances(inactifs=frozenset({"ESSAI"})), (controle,))
    assert values == []
    run_controles(appels, _connaissances(valeurs={"ESSAI": 12}), (controle,))
    assert values == [12, 12]


def test_a_fault_of_many_lines_is_told_once_with_its_range():
    lignes = lire_rangees(
        [
            ["Résidence Les Tilleuls, provisions, exigible le 01/04/2026"],
            ["Lot", "Clé", "Montant appelé"],
            *[[lot, cle, 100] for lot in ("12", "13", "14A") for cle in ("GEN", "CHF")],
        ]
    ).lignes

    def regle(etude, valeur):
        return [Constat(f"lot {'+'.join(ligne.lots)}.", [ligne]) for ligne in etude.appel.lignes]

    [found] = run_controles(group_appels(lignes), _connaissances(), (Controle(99, "ESSAI", INFORMATION, "", regle),))
    assert (found.cellule, found.message) == ("C3:C8", "lot 12. Même défaut sur 6 lignes.")


def test_each_control_has_its_own_code_and_its_place_in_the_list_of_21():
    codes = [controle.code for controle in CONTROLES]
    assert len(set(codes)) == len(codes)
    assert {controle.numero for controle in CONTROLES} == {
        2,
        4,
        5,
        7,
        8,
        9,
        10,
        11,
        12,
        13,
        14,
        15,
        16,
        17,
        18,
        19,
        20,
        21,
    }
