"""Zip containers (xlsx, ods) inspected before any parser sees them: sizes as they really are, and no entities.

The declared sizes of a zip may lie, so every member is inflated once here, by blocks, and counted.

An honest workbook that is only larger than the bounds is too large (FICHIER_TROP_GRAND): its owner can clear or cut it.
One built to overwhelm who opens it is dangerous (FICHIER_DANGEREUX): a size that lies, members that share their bytes
or their name, padding that inflates as no table does, entities.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from shared.excel.refus import (
    MEMBRES_MAX,
    TAILLE_DEPLIEE_MAX,
    TAILLE_SANS_TAUX,
    TAUX_MAX,
    refuse_chiffre,
    refuse_dangereux,
    refuse_illisible,
    refuse_trop_grand,
)

BLOC = 1 << 20
_ENTETE_LOCAL = 30
_PROLOGUE_MAX = 1 << 16
_PROLOGUE = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)


def open_archive(contenu: bytes) -> zipfile.ZipFile:
    """The zip's table of contents, within bounds.

    :raises FichierRefuse: broken, encrypted, too many members, inflating beyond the limits, or built to do harm.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(contenu))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, UnicodeDecodeError) as error:
        raise refuse_illisible("archive incomplète") from error
    membres = archive.infolist()
    if len(membres) > MEMBRES_MAX:
        raise refuse_trop_grand(f"{len(membres)} fichiers internes, {MEMBRES_MAX} au plus")
    if len({membre.filename for membre in membres}) != len(membres):
        raise refuse_dangereux("deux parties internes portent le même nom")
    if any(membre.flag_bits & 0x1 for membre in membres):
        raise refuse_chiffre()
    if sum(membre.compress_size for membre in membres) > len(contenu):
        raise refuse_dangereux("des parties internes se recouvrent")
    deplie = sum(membre.file_size for membre in membres)
    tailles = [(membre.file_size, membre.compress_size) for membre in membres]
    if any(_is_bombe(*paire) for paire in [(deplie, len(contenu)), *tailles]):
        raise refuse_dangereux("il se déplie jusqu’à une taille démesurée")
    if deplie > TAILLE_DEPLIEE_MAX:
        raise refuse_trop_grand(f"{deplie >> 20} Mo une fois déplié, {TAILLE_DEPLIEE_MAX >> 20} Mo au plus")
    return archive


def _is_bombe(deplie: int, plie: int) -> bool:
    """Does it inflate as only padding does? Sizes in bytes."""
    return deplie > TAILLE_SANS_TAUX and deplie > TAUX_MAX * plie


def read_blocs(contenu: bytes, membre: zipfile.ZipInfo) -> Iterator[bytes]:
    """Inflate one member by blocks, trusting nothing it declares.

    :raises FichierRefuse: FICHIER_DANGEREUX when it is larger than declared, FICHIER_ILLISIBLE when it is damaged.
    """
    tete = membre.header_offset
    if contenu[tete : tete + 4] != b"PK\x03\x04":
        raise refuse_illisible("archive incohérente")
    debut = (
        tete
        + _ENTETE_LOCAL
        + sum(int.from_bytes(contenu[tete + place : tete + place + 2], "little") for place in (26, 28))
    )
    brut = memoryview(contenu)[debut : debut + membre.compress_size]
    taille, empreinte = 0, 0
    for bloc in _inflate(brut, membre.compress_type):
        taille += len(bloc)
        if taille > membre.file_size:
            raise refuse_dangereux("la taille déclarée d’une partie est fausse")
        empreinte = zlib.crc32(bloc, empreinte)
        yield bloc
    if taille != membre.file_size or empreinte != membre.CRC:
        raise refuse_illisible("somme de contrôle fausse")


def _inflate(brut: memoryview, methode: int) -> Iterator[bytes]:
    if methode == zipfile.ZIP_STORED:
        for place in range(0, len(brut), BLOC):
            yield bytes(brut[place : place + BLOC])
        return
    if methode != zipfile.ZIP_DEFLATED:
        raise refuse_illisible("compression inconnue")
    moteur = zlib.decompressobj(-15)
    reste: bytes | memoryview = brut
    try:
        while not moteur.eof:
            bloc = moteur.decompress(reste, BLOC)
            reste = moteur.unconsumed_tail
            if not bloc and not reste:
                break
            if bloc:
                yield bloc
    except zlib.error as error:
        raise refuse_illisible("données compressées abîmées") from error
    if not moteur.eof:
        raise refuse_illisible("données compressées incomplètes")


def check_prologue(debut: bytes) -> None:
    """Refuse an XML part that declares a document type or entities, or that hides them in another encoding.

    A document type can only stand before the root element, so its place is enough; what stands before it must end.

    :raises FichierRefuse: FICHIER_DANGEREUX.
    """
    if debut[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in debut[:4]:
        raise refuse_dangereux("une partie XML n’est pas en UTF-8")
    lu = _PROLOGUE.match(debut)
    racine = lu.end() if lu else 0
    if debut[racine : racine + 2] in (b"<!", b"<?") or (len(debut[racine:]) == 0 and len(debut) >= _PROLOGUE_MAX):
        raise refuse_dangereux("une partie XML déclare un type de document ou des entités")


def read_membre(contenu: bytes, archive: zipfile.ZipFile, nom: str) -> bytes | None:
    """One member, inflated and checked, or None when it is not there."""
    try:
        membre = archive.getinfo(nom)
    except KeyError:
        return None
    return b"".join(read_blocs(contenu, membre))


def check_membres(contenu: bytes, archive: zipfile.ZipFile, sauf: frozenset[str]) -> None:
    """Inflate and check every member but those that another pass will read anyway.

    :raises FichierRefuse: as ``read_blocs`` and ``check_prologue``.
    """
    for membre in archive.infolist():
        if membre.filename in sauf or membre.is_dir():
            continue
        blocs = read_blocs(contenu, membre)
        premier = next(blocs, b"")
        nomme = membre.filename.lower().endswith((".xml", ".rels", ".vml"))
        if nomme or premier.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            check_prologue(premier)
        for _ in blocs:
            pass
