"""Columns known by what they hold, banners printed again, labels folded, totals without a word of total, refusals."""

import pytest

from services.charges.lecture_comptes.valeurs.bases import drop_base
from shared.excel.refus import FichierRefuse
from tests.charges.comptes_essai import ANNEXE2, RELEVE, read, told

PLIE = [
    ["Régie du Vivarais", None, None, "Page 1"], ["SDC Les Mûriers"],
    ["Date", "Libellé", "Montant T.T.C.", "Récupérable"], ["01 CHARGES GENERALES"], [None, "611000 MENAGE"],
    ["03/05/24", "PROPRETE DU RHONE ENTRETIEN DU", "120,00", "120,00"], [None, "MOIS D'AVRIL"],
    [None, "à reporter", "120,00"], ["Régie du Vivarais", None, None, "Page 2"], ["SDC Les Mûriers"],
    ["Date", "Libellé", "Montant T.T.C.", "Récupérable"], [None, "report", "120,00"],
    ["03/06/24", "PROPRETE DU RHONE", "10,00-", "10,00-"], [None, "Solde 611000", "110,00"],
    [None, "Ce qui reste au bas de la page", "110,00"],
]  # fmt: skip


def test_a_banner_printed_again_is_no_heading_and_a_folded_label_is_joined() -> None:
    lecture = read(Dépenses=PLIE)
    assert [(ligne.compte, ligne.libelle, ligne.montant) for ligne in lecture.lignes] == [
        ("611000", "PROPRETE DU RHONE ENTRETIEN DU MOIS D'AVRIL", 12_000), ("611000", "PROPRETE DU RHONE", -1_000),
    ]  # fmt: skip
    assert len({ligne.cle for ligne in lecture.lignes}) == 1
    assert lecture.ecarts == []


def test_words_under_a_short_label_are_a_remark_not_its_end() -> None:
    lecture = read(
        Dépenses=[
            ["Clé", "Compte", "Date", "Libellé", "Montant"], ["GEN", "601", "03/05/2024", "Eau", 10],
            [None, None, None, "selon relevé du compteur général"], ["GEN", "601", "03/06/2024", "Eau", 11],
        ]
    )  # fmt: skip
    assert [ligne.libelle for ligne in lecture.lignes] == ["Eau", "Eau"]


def test_headers_that_say_nothing_known_are_read_by_what_their_columns_hold() -> None:
    lecture = read(
        Dépenses=[
            ["Reçue", "Chez", "Ce que c’était", "Sortie", "Imputée à"],
            *[
                [f"{mois:02}/05/2024", "Volt", f"Courant du hall, mois {mois}", 10.5 + mois, "Escalier"]
                for mois in (1, 2)
            ],
            *[[f"{mois:02}/05/2024", "Onde", f"Eau du jardin, mois {mois}", 20.5 + mois, "Jardin"] for mois in (3, 4)],
        ],
        Annexe_3=[["Annexe 3"], ["Clé", "N réalisé"], ["Escalier", 24], ["Jardin", 48]],
    )
    assert told(lecture)[0] == ("D2", "Escalier", 1_150)
    assert lecture.lignes[0].libelle == "Courant du hall, mois 1"
    assert lecture.ecarts == []


def test_tantiemes_in_a_table_of_their_own_check_the_shares_of_the_next() -> None:
    lecture = read(
        Dépenses=RELEVE,
        Votre_part=[
            ["Vos tantièmes"], ["Lot", "GEN", "ASC"], ["Lot 3", 50, 38], ["Total clé", 1000, 800], [],
            ["Vos quotes-parts en euros"], ["Lot", "GEN", "ASC", "Total"], ["Lot 3", -4.89, 46.6, 41.71],
        ],
    )  # fmt: skip
    [ecart] = lecture.ecarts
    assert (ecart.cellule, ecart.attendu, ecart.trouve) == ("C8", 4_560, 4_660)


def test_the_total_of_a_summary_by_key_is_told_when_its_keys_agree_with_the_lines() -> None:
    recap = [
        ["Récapitulatif par clé"],
        ["Clé", "Libellé", "Total"],
        ["GEN", "Générales", -97.7],
        ["ASC", "Ascenseur", 960],
    ]
    lecture = read(Dépenses=RELEVE, Récap=[*recap, ["TOTAL GÉNÉRAL", None, 872.3]])
    assert [(e.cellule, e.attendu, e.trouve) for e in lecture.ecarts] == [("C5", 86_230, 87_230)]


def test_columns_that_say_the_same_on_every_line_tell_whose_accounts_and_which_exercise() -> None:
    lignes = [["Les Ormes", "01/07/2023", "30/06/2024", "GEN", "602", f"Hall {n}", n] for n in (1, 2, 3)]
    lecture = read(
        Export=[
            ["COPROPRIETE", "DEBUT_EXERCICE", "FIN_EXERCICE", "CODE_CLE", "NUM_COMPTE", "LIBELLE", "MONTANT"],
            *lignes,
        ]
    )
    assert (lecture.copropriete, str(lecture.debut), str(lecture.fin)) == ("Les Ormes", "2023-07-01", "2024-06-30")


def test_formulas_never_computed_are_the_reason_given() -> None:
    formules = [[*rangee[:6], "=1+1"] if rangee[:1] in (["GEN"], ["ASC"]) else rangee[:6] for rangee in RELEVE]
    sans = [[*rangee[:4], None, *rangee[5:]] if rangee[0] in ("602", "614", "713") else rangee for rangee in ANNEXE2]
    with pytest.raises(FichierRefuse) as refus:
        read(Dépenses=[*formules[:3], RELEVE[4], *formules[5:]], Annexe_2=sans)
    assert refus.value.code == "FORMULE_SANS_VALEUR"


def test_when_no_key_agrees_the_reading_is_said_uncertain_once() -> None:
    cles = ("GEN", "ASC", "BAT", "EAU", "CHF")
    lecture = read(
        Dépenses=[
            ["Clé", "Compte", "Libellé", "Montant"],
            *[[cle, "602", "Hall", 10 * n] for n, cle in enumerate(cles, 1)],
        ],
        Annexe_3=[["Annexe 3"], ["Clé", "N réalisé"], *[[cle, 31 + n] for n, cle in enumerate(cles)]],
    )
    assert lecture.ecarts == []
    assert [(faute.code, faute.gravite) for faute in lecture.anomalies] == [("LECTURE_INCERTAINE", "a_confirmer")]


@pytest.mark.parametrize(
    ("texte", "nom"),
    [
        ("Répartition sur 10000 tantièmes", ""), ("Base : 1 000", ""), ("Total des millièmes : 4820", ""),
        ("ASC - Ascenseur (sur 1000 tantièmes)", "ASC - Ascenseur"), ("Chauffage - Base 9500", "Chauffage"),
        ("Clé 3", "Clé 3"), ("Escalier 3", "Escalier 3"), ("Total 615", "Total 615"),
    ],
)  # fmt: skip
def test_the_weight_of_a_key_is_never_its_name(texte: str, nom: str) -> None:
    assert drop_base(texte) == nom


def test_five_amounts_beside_accounts_are_those_of_the_form_whatever_their_headings() -> None:
    lecture = read(
        Comptes=[
            ["Annexe 2"], ["Compte", "Poste", "A", "B", "C", "D", "E"],
            ["601", "Eau", 1.5, 2, 3.25, 4, 5], ["602", "Électricité", 10.5, 20, 30.25, 40, 50],
        ]
    )  # fmt: skip
    assert [(dite.n_moins_1_approuve, dite.n_budget, dite.n_realise) for dite in lecture.annexe2] == [
        (150, 200, 325), (1_050, 2_000, 3_025),
    ]  # fmt: skip


def test_our_share_is_the_column_that_amount_and_tantiemes_explain() -> None:
    lecture = read(
        Individuel=[
            ["État individuel de répartition"], ["Lot 4"],
            ["Charge", "Immeuble", "Division", "Les vôtres", "Il vous revient"],
            ["Générales", 1000, 10000, 312, 31.2], ["Ascenseur", 600, 2500, 48, 11.52],
        ],
        Annexe_3=[["Annexe 3"], ["Clé", "Réalisé N"], ["Générales", 1000], ["Ascenseur", 600]],
    )  # fmt: skip
    assert [(part.lot, part.cle, part.montant) for part in lecture.quote_parts] == [
        ("4", "Générales", 3_120), ("4", "Ascenseur", 1_152),
    ]  # fmt: skip


LIGNES = [
    ("Générales", 616, "Assurance"), ("Générales", 615, "Serrure"), ("Générales", 614, "Extincteurs"),
    ("Ascenseur", 614, "Contrat"), ("Garages", 615, "Porte"),
]  # fmt: skip


def test_charges_that_share_out_the_accounts_are_keys() -> None:
    lecture = read(
        Dépenses=[
            ["Date", "Charges", "Compte", "Objet", "TTC"],
            *(["03/05/2024", cle, compte, objet, 10] for cle, compte, objet in LIGNES),
        ]
    )
    assert [(ligne.cle, ligne.compte, ligne.libelle) for ligne in lecture.lignes] == [
        (cle, str(compte), objet) for cle, compte, objet in LIGNES
    ]


def test_charges_that_each_have_accounts_of_their_own_are_families_and_no_keys() -> None:
    familles = [("Entretien", 615, "Serrure"), ("Entretien", 614, "Extincteurs"), ("Assurances", 616, "Multirisque")]
    lecture = read(
        Dépenses=[
            ["Date", "Charges", "Compte", "Objet", "TTC"],
            *(["03/05/2024", famille, compte, objet, 10] for famille, compte, objet in familles),
        ]
    )
    assert {ligne.cle for ligne in lecture.lignes} == {None}


@pytest.mark.parametrize(
    ("titres", "nom"),
    [
        (["RÉGIE DU LAC", "Relevé des dépenses - LE CLOS DES VIGNES"], "LE CLOS DES VIGNES"),
        (["LAC SYNDIC - Espace copropriétaires", "Dépenses 2024 – Le Clos des Vignes"], "Le Clos des Vignes"),
        (["RÉGIE DU LAC", "Relevé des dépenses - exercice 2024 - comparatif"], None),
        (["RÉGIE DU LAC", "Relevé des dépenses - Comptabilité", "Charges - Le Clos"], None),
    ],
)
def test_a_name_may_stand_after_that_of_the_document(titres: list[str], nom: str | None) -> None:
    lecture = read(
        Feuille=[
            *([titre] for titre in titres), ["Du 01/01/2024 au 31/12/2024"],
            ["Clé", "Compte", "Date", "Libellé", "Montant"], ["GEN", "601", "03/05/2024", "Eau", 10],
        ]
    )  # fmt: skip
    assert lecture.copropriete == nom
