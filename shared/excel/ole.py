"""The container of old Office files: a small file system, read without trusting the lengths it declares."""

import struct
from itertools import pairwise

from shared.excel.refus import refuse_illisible

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FIN = 0xFFFFFFFA
_ENTREE = 128


class Conteneur:
    """The streams of an OLE2 file.

    :raises FichierRefuse: FICHIER_ILLISIBLE when the container contradicts itself.
    """

    def __init__(self, contenu: bytes) -> None:
        self._contenu = contenu
        try:
            self._open()
        except (struct.error, IndexError, ValueError) as error:
            raise refuse_illisible("conteneur incohérent") from error

    def _open(self) -> None:
        contenu = self._contenu
        decalage, petit = struct.unpack_from("<HH", contenu, 30)
        if decalage not in (9, 12) or petit != 6:
            raise ValueError("sector size")
        self._taille, self._petite = 1 << decalage, 1 << petit
        nombre, racine = struct.unpack_from("<I4xI", contenu, 44)[0], struct.unpack_from("<I", contenu, 48)[0]
        self._seuil, premier_petit = struct.unpack_from("<II", contenu, 56)
        self._fat = self._read_fat(nombre)
        repertoire = self._read_chaine(racine)
        self._entrees: dict[str, tuple[int, int]] = {}
        for place in range(0, len(repertoire) - _ENTREE + 1, _ENTREE):
            longueur, genre = struct.unpack_from("<HB", repertoire, place + 64)
            debut, taille = struct.unpack_from("<II", repertoire, place + 116)
            if genre and 2 <= longueur <= 64:
                nom = repertoire[place : place + longueur - 2].decode("utf-16-le", errors="replace")
                self._entrees.setdefault(nom, (debut, taille))
                if genre == 5:
                    self._petit_flux = self._read_chaine(debut) if taille else b""
        brut = self._read_chaine(premier_petit) if premier_petit < _FIN else b""
        self._petite_fat = struct.unpack(f"<{len(brut) // 4}I", brut[: len(brut) // 4 * 4])

    def _read_fat(self, nombre: int) -> tuple[int, ...]:
        contenu, par_secteur = self._contenu, self._taille // 4
        secteurs = list(struct.unpack_from("<109I", contenu, 76))
        suivant, restant = struct.unpack_from("<II", contenu, 68)
        while suivant < _FIN and restant and len(secteurs) < len(contenu) // self._taille + 109:
            valeurs = struct.unpack_from(f"<{par_secteur}I", contenu, (suivant + 1) * self._taille)
            secteurs += valeurs[:-1]
            suivant, restant = valeurs[-1], restant - 1
        utiles = [secteur for secteur in secteurs[: nombre + 109] if secteur < _FIN][:nombre]
        fat: list[int] = []
        for secteur in utiles:
            brut = contenu[(secteur + 1) * self._taille : (secteur + 2) * self._taille]
            fat += struct.unpack(f"<{len(brut) // 4}I", brut[: len(brut) // 4 * 4])
        return tuple(fat)

    def _read_chaine(self, secteur: int) -> bytes:
        morceaux: list[bytes] = []
        while secteur < _FIN:
            if len(morceaux) > len(self._fat):
                raise ValueError("loop")
            morceaux.append(self._contenu[(secteur + 1) * self._taille : (secteur + 2) * self._taille])
            secteur = self._fat[secteur]
        return b"".join(morceaux)

    def __contains__(self, nom: str) -> bool:
        return nom in self._entrees

    def read(self, nom: str) -> bytes:
        """One stream, whole."""
        debut, taille = self._entrees[nom]
        try:
            if taille >= self._seuil:
                return self._read_chaine(debut)[:taille]
            secteurs = [debut]
            while secteurs[-1] < _FIN and len(secteurs) <= len(self._petite_fat):
                secteurs.append(self._petite_fat[secteurs[-1]])
            return b"".join(
                self._petit_flux[secteur * self._petite : (secteur + 1) * self._petite]
                for secteur, _ in pairwise(secteurs)
            )[:taille]
        except (IndexError, ValueError, struct.error) as error:
            raise refuse_illisible("conteneur incohérent") from error
