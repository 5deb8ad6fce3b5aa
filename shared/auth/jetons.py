"""Tokens between services: ES256, sixty seconds, naming the calling service and the agent it acts for.

Each service signs with its own private key and knows only the public keys of the others: none can speak for another.
The callee decides on the rights of the agent, not on those of the calling service.
"""

import time
from pathlib import Path
from uuid import uuid4

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from shared.config import SERVICES
from shared.errors import UnauthenticatedError

DUREE_SECONDES = 60
ALGORITHME = "ES256"


def create_keys(folder: Path) -> None:
    """Make the missing key pairs of the services (embedded mode, or once by ops)."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for service in SERVICES:
        private = folder / f"{service}.pem"
        if not private.exists():
            key = ECKey.generate_key("P-256")
            private.write_bytes(key.as_pem(private=True))
            private.chmod(0o600)
            (folder / f"{service}.pub.pem").write_bytes(key.as_pem(private=False))


def issue_token(folder: Path, *, caller: str, audience: str, courriel: str) -> str:
    """A token for one call from ``caller`` to ``audience`` in the name of the agent ``courriel``."""
    moment = int(time.time())
    claims = {
        "iss": caller,
        "aud": audience,
        "sub": courriel,
        "iat": moment,
        "exp": moment + DUREE_SECONDES,
        "jti": str(uuid4()),
    }
    return jwt.encode({"alg": ALGORITHME}, claims, ECKey.import_key((folder / f"{caller}.pem").read_bytes()))


def read_token(folder: Path, token: str, *, audience: str) -> tuple[str, str]:
    """The calling service and the agent's address that a token carries.

    :raises UnauthenticatedError: bad signature, unknown caller, another audience, or out of date.
    """
    for caller in SERVICES:
        path = folder / f"{caller}.pub.pem"
        if not path.exists():
            continue
        try:
            claims = jwt.decode(token, ECKey.import_key(path.read_bytes()), algorithms=[ALGORITHME]).claims
            jwt.JWTClaimsRegistry(
                iss={"essential": True, "value": caller},
                aud={"essential": True, "value": audience},
                sub={"essential": True},
                exp={"essential": True},
            ).validate(claims)
        except (JoseError, ValueError):
            continue
        return caller, str(claims["sub"])
    raise UnauthenticatedError("Jeton de service refusé.", code="JETON_REFUSE")
