"""A file sent with a form: its bare name and its bytes, within bounds."""

from flask import request

from shared.errors import InvalidError

TAILLE_MAXIMALE = 20_000_000
"""In bytes."""
NOM_MAXIMAL = 200


def read_depose(champ: str) -> tuple[str, bytes] | None:
    """The name, without the folders some browsers send, and the content of the file of a field; None without one.

    :raises InvalidError: more than 20 MB.
    """
    depose = request.files.get(champ)
    if depose is None or not depose.filename:
        return None
    contenu = depose.read(TAILLE_MAXIMALE + 1)
    if len(contenu) > TAILLE_MAXIMALE:
        raise InvalidError("Ce fichier dépasse 20 Mo.", code="FICHIER_TROP_GRAND")
    return depose.filename.replace("\\", "/").rpartition("/")[2][:NOM_MAXIMAL], contenu
