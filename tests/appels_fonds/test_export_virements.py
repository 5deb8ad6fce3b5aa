"""The bank's file is valid whatever is written in the patrimoine, and holds SEPA characters only."""

import re
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sepaxml.validation import try_valid_xml

from services.appels_fonds.paiements.fichier_banque import SCHEMAS, Donneur, Ordre, clean_sepa, write_virements
from tests.appels_fonds.paiements_essai import an_iban

DONNEUR = Donneur("ESH Deux Rives & Cie", an_iban(1), "PSSTFRPPPAR")
MOMENT = datetime(2026, 3, 20, 10, 30, tzinfo=UTC)
SEPA = re.compile(r"[a-zA-Z0-9/\-?:().,'+ ]+")


def write(ordres: list[Ordre], schema: str = SCHEMAS[0], donneur: Donneur = DONNEUR) -> bytes:
    return write_virements(
        donneur, ordres, message="REMISE-000001", execution=date(2026, 4, 1), moment=MOMENT, schema=schema
    )


@pytest.mark.parametrize("schema", SCHEMAS)
@pytest.mark.parametrize("nombre", [1, 100, 5_000])
def test_the_file_is_valid_for_any_number_of_transfers(nombre: int, schema: str) -> None:
    ordres = [
        Ordre(f"SDC n° {rang}", an_iban(rang), 1 + rang, f"AF-2026-{rang:06d}", f"C{rang} / T2")
        for rang in range(nombre)
    ]
    contenu = write(ordres, schema)
    if nombre <= 100:
        try_valid_xml(contenu, schema)
    root = ET.fromstring(contenu)
    space = f"{{urn:iso:std:iso:20022:tech:xsd:{schema}}}"
    amounts = [int((node.text or "").replace(".", "")) for node in root.iter(f"{space}InstdAmt")]
    header = root.find(f".//{space}GrpHdr")
    assert header is not None
    assert header.findtext(f"{space}NbOfTxs") == str(nombre) == str(len(amounts))
    assert (
        int((header.findtext(f"{space}CtrlSum") or "").replace(".", ""))
        == sum(amounts)
        == sum(ordre.montant_centimes for ordre in ordres)
    )


TEXTES = st.text(max_size=200)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(TEXTES, st.integers(1, 10**11), TEXTES, TEXTES), min_size=1, max_size=5),
    st.sampled_from(SCHEMAS),
    TEXTES,
)
def test_any_name_label_and_amount_gives_a_valid_file_of_sepa_characters(
    rows: list[tuple[str, int, str, str]], schema: str, nom: str
) -> None:
    ordres = [Ordre(name, an_iban(7), montant, ref, libelle) for name, montant, ref, libelle in rows]
    root = ET.fromstring(write(ordres, schema, Donneur(nom, an_iban(1), None)))
    for node in root.iter():
        if node.tag.endswith(("}Nm", "}Ustrd", "}EndToEndId", "}MsgId")):
            assert node.text is not None
            assert SEPA.fullmatch(node.text)
    assert [n.text for n in root.iter(f"{{urn:iso:std:iso:20022:tech:xsd:{schema}}}InstdAmt")] == [
        f"{m // 100}.{m % 100:02d}" for _, m, _, _ in rows
    ]


@given(TEXTES, st.integers(1, 140))
def test_a_text_is_cut_and_never_starts_nor_ends_with_a_slash(texte: str, longueur: int) -> None:
    clean = clean_sepa(texte, longueur)
    assert clean == "NON PRECISE" or (len(clean) <= longueur and clean.strip(" /") == clean and "//" not in clean)


def test_french_is_kept_readable() -> None:
    assert (
        clean_sepa("SDC « L’Œuvre » – Bât. A & B, 3ᵉ étage : 12 €", 70)
        == "SDC L'OEuvre - Bat. A + B, 3e etage : 12 EUR"
    )


def test_the_same_batch_gives_the_same_bytes() -> None:
    ordres = [Ordre("SDC", an_iban(3), 100, "AF-2026-000001", "T2")]
    assert write(ordres) == write(ordres)


def test_a_bank_without_bic_is_found_by_its_iban() -> None:
    assert b"<Othr><Id>NOTPROVIDED</Id></Othr>" in write(
        [Ordre("SDC", an_iban(3), 100, "AF", "T2")], donneur=Donneur("ESH", an_iban(1, banque="99998"), None)
    )


@pytest.mark.parametrize("montant", [0, -1])
def test_nothing_zero_or_negative_is_paid(montant: int) -> None:
    with pytest.raises(ValueError, match="above zero"):
        write([Ordre("SDC", an_iban(3), montant, "AF", "T2")])
