"""Everything that can be refused, drawn once.

AppError                 500  what we did not foresee
├── InvalidError         422  the input is not acceptable; ``fautes`` names each fault
├── UnauthenticatedError 401  nobody is signed in
├── ForbiddenError       403  signed in, but not allowed
├── NotFoundError        404  not there, or not visible to this agent
├── RefusedError         409  understood, allowed, but the state of things forbids it
│   └── StaleError       409  somebody changed it since it was read
├── TooManyError         429  slow down
└── UnavailableError     503  another service or the broker did not answer

The default message of a class is its docstring; a sentence is always in French and says what to do. ``code`` is the
stable name for programs (RFC 9457 member).
"""

from collections.abc import Sequence
from typing import Any, ClassVar


class AppError(Exception):
    """Une erreur inattendue est survenue. Réessayez ; si elle persiste, transmettez le numéro de la demande."""

    status: ClassVar[int] = 500
    code: str = "ERREUR_INTERNE"

    def __init__(
        self, detail: str | None = None, *, code: str | None = None, fautes: Sequence[dict[str, Any]] = ()
    ) -> None:
        self.detail = detail or (type(self).__doc__ or "").strip()
        self.code = code or type(self).code
        self.fautes = list(fautes)
        super().__init__(self.detail)

    @property
    def par_champ(self) -> dict[str, str]:
        """What is wrong in each field, as a form shows it."""
        return {faute["ou"]: faute["message"] for faute in self.fautes}


class InvalidError(AppError):
    """La saisie n'est pas acceptable : corrigez les fautes signalées."""

    status = 422
    code = "SAISIE_INVALIDE"


class UnauthenticatedError(AppError):
    """Connectez-vous pour continuer."""

    status = 401
    code = "NON_CONNECTE"


class ForbiddenError(AppError):
    """Votre rôle ne permet pas cette action. Demandez à un administrateur."""

    status = 403
    code = "INTERDIT"


class NotFoundError(AppError):
    """Cette page ou cet objet n'existe pas, ou ne relève pas de vos agences."""

    status = 404
    code = "INTROUVABLE"


class RefusedError(AppError):
    """L'état actuel ne permet pas cette action."""

    status = 409
    code = "REFUSE"


class StaleError(RefusedError):
    """Un autre agent a modifié cet objet depuis que vous l'avez ouvert : relisez-le avant de recommencer."""

    code = "VERSION_PERIMEE"


class TooManyError(AppError):
    """Trop de tentatives : patientez quelques minutes avant de recommencer."""

    status = 429
    code = "TROP_DE_TENTATIVES"


class UnavailableError(AppError):
    """Un autre service ne répond pas. Le reste de la page fonctionne ; réessayez dans un instant."""

    status = 503
    code = "SERVICE_INDISPONIBLE"
