"""The bank's file: pain.001 through sepaxml, with SEPA characters only, checked against its XSD before it is kept."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from io import BytesIO
from xml.etree import ElementTree as ET

from lxml import etree
from sepaxml import SepaTransfer

from services.appels_fonds.paiements.regles_iban import find_bic

SCHEMAS = ("pain.001.001.09", "pain.001.001.03")
NOM_MAXIMAL, LIBELLE_MAXIMAL, REFERENCE_MAXIMALE = 70, 140, 35
_INTERDITS = re.compile(r"[^a-zA-Z0-9/\-?:().,'+ ]+")
_TRANSLITTERE = str.maketrans({
    "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "€": "EUR",
    "&": "+", "’": "'", "–": "-", "—": "-", "_": "-", "°": "o",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Donneur:
    """Who pays: the landlord's name and account."""

    nom: str
    iban: str
    bic: str | None


@dataclass(frozen=True, slots=True)
class Ordre:
    """One transfer; the amount in centimes, above zero."""

    nom: str
    iban: str
    montant_centimes: int
    reference: str
    libelle: str


def clean_sepa(texte: str, longueur: int) -> str:
    """The text in the SEPA character set, cut at a length: never empty, no slash at the ends nor doubled."""
    plain = unicodedata.normalize("NFKD", texte.translate(_TRANSLITTERE))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = re.sub(r" +", " ", _INTERDITS.sub(" ", plain))
    plain = re.sub(r"/{2,}", "/", plain).strip(" /")[:longueur].strip(" /")
    return plain or "NON PRECISE"


def write_virements(
    donneur: Donneur,
    ordres: Sequence[Ordre],
    *,
    message: str,
    execution: date,
    moment: datetime,
    schema: str = SCHEMAS[0],
) -> bytes:
    """The file of a batch: one block, one execution date. The same arguments give the same bytes.

    :raises ValueError: an amount that is not above zero, an unknown schema, or a file its XSD refuses.
    """
    if schema not in SCHEMAS:
        raise ValueError(f"unknown schema {schema}")
    if not ordres or any(ordre.montant_centimes <= 0 for ordre in ordres):
        raise ValueError("a batch pays amounts above zero")
    config = {"name": clean_sepa(donneur.nom, NOM_MAXIMAL), "IBAN": donneur.iban, "batch": True, "currency": "EUR"}
    bic = donneur.bic or find_bic(donneur.iban)
    sepa = SepaTransfer(config | ({"BIC": bic} if bic else {}), schema=schema, clean=False)
    for ordre in ordres:
        sepa.add_payment(_payment(ordre, execution))
    sepa.export(validate=False)
    document = sepa._xml
    _settle(document, message, moment, has_bic=bool(bic))
    contenu = b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(document, "utf-8")
    check_schema(contenu, schema)
    return contenu


def _payment(ordre: Ordre, execution: date) -> dict[str, object]:
    return {
        "name": clean_sepa(ordre.nom, NOM_MAXIMAL),
        "IBAN": ordre.iban,
        "amount": ordre.montant_centimes,
        "execution_date": execution,
        "description": clean_sepa(ordre.libelle, LIBELLE_MAXIMAL),
        "endtoend_id": clean_sepa(ordre.reference, REFERENCE_MAXIMALE),
    }


def _settle(document: ET.Element, message: str, moment: datetime, *, has_bic: bool) -> None:
    """Give the identifiers that sepaxml draws at random, and say that a bank without BIC is found by its IBAN."""
    for tag, texte in (("MsgId", message), ("PmtInfId", f"{message}-1"), ("CreDtTm", f"{moment:%Y-%m-%dT%H:%M:%S}")):
        for node in document.iter(tag):
            node.text = clean_sepa(texte, REFERENCE_MAXIMALE)
    if not has_bic:
        for agent in document.iter("DbtrAgt"):
            other = ET.SubElement(agent.find("FinInstnId"), "Othr")  # type: ignore[arg-type]
            ET.SubElement(other, "Id").text = "NOTPROVIDED"


@cache
def _xsd(schema: str) -> etree.XMLSchema:
    texte = files("sepaxml").joinpath("schemas", f"{schema}.xsd").read_bytes()
    return etree.XMLSchema(etree.parse(BytesIO(texte)))


def check_schema(contenu: bytes, schema: str) -> None:
    """Check a file against the XSD of its message.

    :raises ValueError: with the first faults.
    """
    xsd = _xsd(schema)
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    if not xsd.validate(etree.fromstring(contenu, parser)):
        fautes = "; ".join(str(faute) for faute in list(xsd.error_log)[:3])
        raise ValueError(f"the bank's file is not valid: {fautes}")


def build_libelle(parts: Iterable[str]) -> str:
    """The words the syndic reads on its statement: our reference at his place first, then what is paid."""
    return clean_sepa(" / ".join(part for part in parts if part), LIBELLE_MAXIMAL)
