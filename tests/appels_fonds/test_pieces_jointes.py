"""A syndic's e-mail dropped whole gives the workbooks it carries."""

from email.message import EmailMessage

import pytest

from services.appels_fonds.lecture.pieces_jointes import list_pieces
from shared.excel.refus import FichierRefuse
from tests.appels_fonds.patrimoine_essai import TITRE, lire, make_xlsx

APPEL = make_xlsx(("Appel", [TITRE, ["Lot", "Clé", "Montant"], ["12", "GEN", 390]]))


def make_courriel(*pieces):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "copro@regie.example", "compta@esh.example", "Appel T2"
    message.set_content("Bonjour,\nveuillez trouver nos appels.")
    for nom, contenu in pieces:
        message.add_attachment(contenu, maintype="application", subtype="octet-stream", filename=nom)
    return message


def test_an_email_gives_its_tables_and_leaves_its_pictures():
    courriel = make_courriel(("appel été.xlsx", APPEL), ("logo.png", b"\x89PNG"), ("lots.csv", b"a;b\n1;2"))
    pieces = list_pieces(courriel.as_bytes(), "message.eml")
    assert [piece.nom for piece in pieces] == ["appel été.xlsx", "lots.csv"]
    assert [x.montant_centimes for x in lire(pieces[0].contenu).lignes] == [39000]


def test_a_forwarded_email_gives_the_tables_of_the_first_one():
    transfert = make_courriel()
    transfert.add_attachment(make_courriel(("appel.xlsx", APPEL)))
    assert [piece.nom for piece in list_pieces(transfert.as_bytes(), "tr.eml")] == ["appel.xlsx"]


def test_a_file_that_is_no_email_is_itself():
    assert list_pieces(APPEL, "appel.eml")[0].contenu == APPEL
    assert list_pieces(b"Lot;Montant\n12;3", "a.csv")[0].nom == "a.csv"


def test_an_email_without_a_table_says_so():
    with pytest.raises(FichierRefuse) as refus:
        list_pieces(make_courriel(("logo.png", b"x")).as_bytes(), "message.eml")
    assert refus.value.code == "FORMAT_NON_RECONNU"
