"""An agenda that comes in an e-mail or is pasted: under any name, as a web page, copied from a table."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from services.votes.lecture.convocation import read_convocation
from services.votes.lecture.convocation_lue import ConvocationLue
from services.votes.lecture.courriel import list_jointes

AGENDA = (Path(__file__).parent / "ecrits" / "d03_rl_convocation.pdf").read_bytes()


def receive(corps: str = "", html: str = "", piece: tuple[str, bytes] | None = None) -> ConvocationLue:
    """What is read of an e-mail sent on the night of 6 May."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "ag@syndic.example", "nous@bailleur.example", "Convocation"
    message["Date"] = "Wed, 06 May 2026 23:30:00 +0000"
    message.set_content(corps)
    if html:
        message.add_alternative(html, subtype="html")
    if piece:
        message.add_attachment(piece[1], maintype="application", subtype="octet-stream", filename=piece[0])
    return read_convocation(message.as_bytes(), "message.eml")


def test_a_pdf_is_read_under_a_name_without_extension():
    lue = receive("Ci-joint la convocation.", piece=("convocation", AGENDA))
    assert (lue.piece, len(lue.resolutions)) == ("convocation", 13)


def test_an_agenda_written_as_a_web_page_keeps_its_numbers():
    lue = receive(
        html="<p>AG du 12/06/2026</p><ol><li>Élection du président (art. 24)</li><li>Quitus (art. 24)</li></ol>"
    )
    assert [(r.numero, r.intitule, r.article_imprime) for r in lue.resolutions] == [
        ("1", "Élection du président", "24"),
        ("2", "Quitus", "24"),
    ]


def test_a_letter_is_not_an_agenda():
    assert receive("Bonjour,\n\nla convocation suivra par courrier.\n\nCordialement").resolutions == ()


@pytest.mark.parametrize(
    "colle",
    [
        "N°\tQuestion\tMajorité\n1\tQuitus au syndic\t24\n2\tDésignation du syndic\t25\n",
        "**1. Quitus au syndic**\nArticle 24\n\n**2. Désignation du syndic**\nArticle 25\n",
        "> 1) Quitus au syndic (art. 24)\n> 2) Désignation du syndic (article 25, 25-1)\n",
        "Première résolution : Quitus au syndic\nArticle 24\nDeuxième résolution : Désignation du syndic\nArticle 25\n",
    ],
    ids=["table", "bold", "quoted", "in words"],
)
def test_a_pasted_agenda_gives_its_titles_and_majorities(colle):
    lue = read_convocation(colle.encode(), "colle.txt")
    assert [(r.numero, r.intitule, r.article_imprime) for r in lue.resolutions] == [
        ("1", "Quitus au syndic", "24"),
        ("2", "Désignation du syndic", "25"),
    ]


def test_files_are_listed_whatever_the_letters_of_the_message_but_its_logo_and_signature():
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "ag@syndic.example", "nous@bailleur.example", "Convocation"
    message.set_content("Ci-joint.")
    message.add_alternative('<p>Ci-joint.</p><img src="cid:logo">', subtype="html")
    for nom, genre in (("ordre du jour.docx", "application"), ("logo.png", "image"), ("smime.p7s", "application")):
        message.add_attachment(b"contenu", maintype=genre, subtype="octet-stream", filename=nom, cid="<logo>")
    brut = message.as_bytes().replace(b'text/html; charset="utf-8"', b'text/html; charset="inconnu-9"')
    assert b"inconnu-9" in brut
    assert [piece.nom for piece in list_jointes(brut)] == ["ordre du jour.docx"]
