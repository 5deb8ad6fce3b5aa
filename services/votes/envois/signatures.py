"""Use cases: a paper is signed once, sealed with the organisation's certificate, or by hand and scanned."""

import hashlib

from sqlalchemy.orm import Session

from services.votes.envois.delegations import check_delegation
from services.votes.envois.documents import print_formulaire, print_pouvoir
from services.votes.envois.feuilles import PDF, get_feuille, refuse_annulee, refuse_expediteur
from services.votes.envois.lignes import sum_engagement
from services.votes.models import Canal, FeuilleInstruction, Signature
from shared.acteurs import Acteur
from shared.audit import record_acte
from shared.documents import keep_document
from shared.errors import InvalidError, RefusedError
from shared.models import now
from shared.pdf.scellement import Certificat, seal_pdf
from shared.presentation import day_of

SCANS = {b"%PDF-": (PDF, "pdf"), b"\xff\xd8\xff": ("image/jpeg", "jpg"), b"\x89PNG": ("image/png", "png")}
"""What a signed scan may be, by its first bytes."""


def seal_feuille(
    session: Session, acteur: Acteur, feuille_id: int, certificat: Certificat | None
) -> FeuilleInstruction:
    """Print the paper again with its place and date, and seal it (PAdES). What it says does not change.

    :raises RefusedError: no certificate, cancelled, or signed already.
    :raises InvalidError: the signatory's delegation does not hold today.
    """
    feuille = take_to_sign(session, acteur, feuille_id)
    if certificat is None:
        raise RefusedError(
            "Aucun certificat n’est installé (TANTIEME_CERTIFICAT) : imprimez, signez à la main et déposez le "
            "document.",
            code="CERTIFICAT_ABSENT",
        )
    moment = now()
    printer = print_formulaire if feuille.canal is Canal.CORRESPONDANCE else print_pouvoir
    pdf = printer(feuille.contenu, moment, moment)
    signataire = feuille.contenu["signataire"]
    sealed = seal_pdf(
        pdf, certificat, lieu=feuille.contenu["emetteur"]["ville"],
        raison=f"Feuille n° {feuille.numero}, {signataire['nom']}, délégation n° {signataire['reference']}",
    )  # fmt: skip
    return _keep_signed(session, acteur, feuille, sealed, (PDF, "pdf"), Signature.SCELLEE)


def deposit_signed(session: Session, acteur: Acteur, feuille_id: int, contenu: bytes) -> FeuilleInstruction:
    """Keep the scan of the paper signed by hand.

    :raises InvalidError: not a PDF nor an image, or the very paper that was printed, unsigned.
    :raises RefusedError: cancelled, or signed already.
    """
    feuille = take_to_sign(session, acteur, feuille_id)
    kind = next((kind for debut, kind in SCANS.items() if contenu.startswith(debut)), None)
    if kind is None:
        raise InvalidError(
            "Déposez le document signé en PDF, JPEG ou PNG.", code="SCAN_ILLISIBLE",
            fautes=[{"ou": "fichier", "message": "Ce fichier n’est ni un PDF ni une image."}],
        )  # fmt: skip
    if feuille.acte is not None and hashlib.sha256(contenu).hexdigest() == feuille.acte.sha256:
        raise InvalidError(
            "Ce fichier est le document imprimé, sans signature : déposez sa numérisation une fois signé.",
            code="SCAN_NON_SIGNE", fautes=[{"ou": "fichier", "message": "Document non signé."}],
        )  # fmt: skip
    return _keep_signed(session, acteur, feuille, contenu, kind, Signature.MANUSCRITE)


def take_to_sign(session: Session, acteur: Acteur, feuille_id: int) -> FeuilleInstruction:
    """The sheet, to sign its paper.

    :raises RefusedError: cancelled, or signed already: one signed paper for an assembly.
    :raises ForbiddenError: somebody else sends for this assembly.
    :raises InvalidError: the signatory's delegation does not hold today.
    """
    feuille = get_feuille(session, acteur, feuille_id, lock=True)
    refuse_annulee(feuille)
    refuse_expediteur(feuille, acteur)
    if feuille.signe_id is not None:
        raise RefusedError(
            f"La feuille n° {feuille.numero} est déjà signée : pour changer un vote, verrouillez une nouvelle version, "
            "qui l’annulera.",
            code="FEUILLE_DEJA_SIGNEE",
        )
    fautes = check_delegation(feuille.delegation, sum_engagement(feuille.contenu["lignes"]), day_of(now()))
    if fautes:
        raise InvalidError(
            "Le signataire ne peut plus signer.", code="DELEGATION_INVALIDE",
            fautes=[{"ou": "delegation", "message": faute} for faute in fautes],
        )  # fmt: skip
    return feuille


def _keep_signed(
    session: Session, acteur: Acteur, feuille: FeuilleInstruction, contenu: bytes, kind: tuple[str, str],
    signature: Signature,
) -> FeuilleInstruction:  # fmt: skip
    type_mime, extension = kind
    nom = "formulaire" if feuille.canal is Canal.CORRESPONDANCE else "pouvoir"
    document = keep_document(
        session, acteur, contenu, nom=f"{nom}-{feuille.numero}-signe.{extension}", genre="vote_signe",
        type_mime=type_mime, copropriete_id=feuille.ag.copropriete_id,
    )  # fmt: skip
    feuille.signe_id, feuille.signature = document.id, signature
    feuille.signee_le, feuille.signee_par = now(), acteur.courriel
    session.flush()
    session.refresh(feuille, ["signe"])
    detail = {"numero": feuille.numero, "signature": signature.value, "sha256": document.sha256}
    record_acte(session, acteur, "signe une feuille d’instruction", "feuille_instruction", feuille.id,
                copropriete_id=feuille.ag.copropriete_id, detail=detail)  # fmt: skip
    return feuille
