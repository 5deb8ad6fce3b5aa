"""Mail: written to our outbox with the act that causes it, sent afterwards by the relay through ``SMTP_URL``."""

import logging
import smtplib
from collections.abc import Sequence
from datetime import timedelta
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from sqlalchemy import or_, select
from sqlalchemy.orm import Session as OrmSession

from shared.config import Config
from shared.database import Session
from shared.documents import read_document
from shared.models import CourrielSortant, Document, now

log = logging.getLogger(__name__)

TENTATIVES_MAX = 8


def queue_courriel(
    session: OrmSession, destinataire: str, sujet: str, corps: str, documents: Sequence[Document] = ()
) -> CourrielSortant:
    """Write a mail to send. It leaves after the caller's commit, and may leave twice if a crash falls badly."""
    courriel = CourrielSortant(
        destinataire=destinataire,
        sujet=sujet,
        corps=corps,
        documents=[document.id for document in documents],
        cree_le=now(),
    )
    session.add(courriel)
    return courriel


def send_waiting(config: Config, limit: int = 20) -> int:
    """Send the mails that are due; returns how many left. Without ``SMTP_URL`` they wait; a refusal is kept."""
    if config.smtp_url is None:
        return 0
    sent = 0
    for _ in range(limit):
        with Session.begin() as session:
            courriel = session.scalar(
                select(CourrielSortant)
                .where(
                    CourrielSortant.envoye_le.is_(None),
                    CourrielSortant.tentatives < TENTATIVES_MAX,
                    or_(CourrielSortant.prochain_essai_le.is_(None), CourrielSortant.prochain_essai_le <= now()),
                )
                .order_by(CourrielSortant.id)
                .limit(1)
                .with_for_update(skip_locked=True)
            )
            if courriel is None:
                break
            courriel.tentatives += 1
            try:
                _send(config, to_email(session, courriel, config.expediteur))
            except (OSError, smtplib.SMTPException) as error:
                courriel.derniere_erreur = f"{type(error).__name__}: {error}"[:500]
                courriel.prochain_essai_le = now() + timedelta(seconds=30 * 2**courriel.tentatives)
                log.warning("mail not sent", extra={"courriel_id": courriel.id, "erreur": courriel.derniere_erreur})
            else:
                courriel.envoye_le, courriel.derniere_erreur = now(), None
                sent += 1
    return sent


def to_email(session: OrmSession, courriel: CourrielSortant, expediteur: str) -> EmailMessage:
    """The mail as it leaves, with its documents attached."""
    email = EmailMessage()
    email["From"], email["To"], email["Subject"] = expediteur, courriel.destinataire, courriel.sujet
    email["Message-ID"] = f"<tantieme-{courriel.id}-{courriel.tentatives}@{expediteur.rpartition('@')[2]}>"
    email.set_content(courriel.corps)
    for document in session.scalars(select(Document).where(Document.id.in_(courriel.documents))):
        principal, _, secondaire = document.type_mime.partition("/")
        email.add_attachment(
            read_document(document), maintype=principal, subtype=secondaire or "octet-stream", filename=document.nom
        )
    return email


def _send(config: Config, email: EmailMessage) -> None:
    url = urlsplit(config.smtp_url or "")
    smtp_class = smtplib.SMTP_SSL if url.scheme == "smtps" else smtplib.SMTP
    with smtp_class(url.hostname or "127.0.0.1", url.port or 25, timeout=20) as smtp:
        if url.scheme == "smtp+starttls":
            smtp.starttls()
        if url.username:
            smtp.login(unquote(url.username), unquote(url.password or ""))
        smtp.send_message(email)
