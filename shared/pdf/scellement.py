"""Sealing a PDF with the organisation's certificate: a PAdES signature, which shows any later change.

The certificate is a PKCS#12 file named by ``TANTIEME_CERTIFICAT``, its password in ``TANTIEME_CERTIFICAT_MOT_DE_PASSE``
(or ``…_FILE``). Without one, documents are signed by hand after printing.
"""

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter

from shared.config import Config
from shared.errors import RefusedError

CHAMP = "SceauTantieme"


@dataclass(frozen=True, slots=True)
class Certificat:
    """The organisation's certificate, ready to seal: ``nom`` is its holder, ``fin`` the last day it may be used."""

    nom: str
    fin: datetime
    signataire: signers.SimpleSigner


def load_certificat(config: Config) -> Certificat | None:
    """The certificate of this installation; None when there is none.

    :raises RefusedError: the file is there but cannot be opened, or the certificate has expired.
    """
    if not config.certificat.is_file():
        return None
    password = (config.certificat_mot_de_passe or "").encode()
    signataire = signers.SimpleSigner.load_pkcs12(str(config.certificat), passphrase=password or None)
    if signataire is None or signataire.signing_cert is None:
        raise RefusedError(
            "Le certificat de l’organisme ne s’ouvre pas : vérifiez TANTIEME_CERTIFICAT et son mot de passe.",
            code="CERTIFICAT_ILLISIBLE",
        )
    cert = signataire.signing_cert
    if cert.not_valid_after < datetime.now(UTC):
        raise RefusedError(
            f"Le certificat de l’organisme a expiré le {cert.not_valid_after:%d/%m/%Y} : renouvelez-le, "
            "ou signez à la main.",
            code="CERTIFICAT_EXPIRE",
        )
    return Certificat(str(cert.subject.native.get("common_name", "")), cert.not_valid_after, signataire)


def seal_pdf(pdf: bytes, certificat: Certificat, *, raison: str, lieu: str) -> bytes:
    """The same document with a PAdES signature (baseline B, SHA-256) added at its end; its pages do not change.

    :param raison: why it is signed, read in the signature's properties.
    """
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    metadata = signers.PdfSignatureMetadata(
        field_name=CHAMP, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, reason=raison, location=lieu,
        name=certificat.nom,
    )  # fmt: skip
    # The signer runs an event loop of its own, which a caller's thread may already have: give it a thread.
    with ThreadPoolExecutor(max_workers=1) as thread:
        sealed = thread.submit(signers.sign_pdf, writer, metadata, signer=certificat.signataire).result()
    return bytes(sealed.getbuffer())


def make_certificat_demonstration(path: Path, organisme: str) -> None:
    """Write a self-made certificate for the demo: it seals, and nobody trusts it. An existing file stays."""
    if path.exists():
        return
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "FR"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisme),
            x509.NameAttribute(NameOID.COMMON_NAME, "Certificat de démonstration, sans valeur"),
        ]
    )
    moment = datetime.now(UTC)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    cert = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(moment - timedelta(days=1))
        .not_valid_after(moment + timedelta(days=730))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    content = serialization.pkcs12.serialize_key_and_certificates(
        b"demonstration", key, cert, None, serialization.NoEncryption()
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    path.chmod(0o600)
