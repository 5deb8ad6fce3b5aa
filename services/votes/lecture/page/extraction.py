"""A child process that opens one PDF: bytes on standard input, words and ruled lines of each page as JSON on output.

It imports nothing of ours and runs under limits of time and memory: a PDF is made by a stranger, and PDFium is neither
thread-safe nor proof against every file. Exit 0 with ``{"pages": …}``, or with ``{"refus": code}``; anything else, a
kill included, is an unreadable file. Lengths are in points, ``y`` grows downwards.
"""

import ctypes
import json
import math
import resource
import sys
import unicodedata
from typing import Any

MEMOIRE_MAX = 2 << 30
SECONDES_MAX = 40
PAGES_MAX = 300
CARACTERES_MAX = 1_500_000
TRAITS_MAX = 6_000
_EPAISSEUR = 2.5
_LONGUEUR = 7.0
_ACCENTS = {"´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "^": "\u0302", "¨": "\u0308", "˜": "\u0303", "¸": "\u0327"}
"""Accents that old fonts (TeX) draw apart, over or under their letter."""
_GRAS = ("bold", "black", "heavy", "semibold", "-bd")


def main() -> None:
    """Read, print, leave."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMOIRE_MAX, MEMOIRE_MAX))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDES_MAX, SECONDES_MAX))
    sys.stdout.buffer.write(extract(sys.stdin.buffer.read()))


def extract(contenu: bytes) -> bytes:
    """What is printed of a PDF, without any limit of time nor memory."""
    return json.dumps(_read_document(contenu), ensure_ascii=False).encode("utf-8", "replace")


def _read_document(contenu: bytes) -> dict[str, Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(contenu)
    except pypdfium2.PdfiumError as error:
        return {"refus": "CHIFFRE" if "assword" in str(error) else "ILLISIBLE"}
    if len(document) > PAGES_MAX:
        return {"refus": "TROP_DE_PAGES", "pages": len(document)}
    pages, total = [], 0
    for page in document:
        lue = _read_page(pypdfium2.raw, page)
        total += lue["caracteres"]
        if total > CARACTERES_MAX:
            return {"refus": "TROP_DE_TEXTE"}
        pages.append(lue)
        page.close()
    return {"pages": pages}


def _read_page(pdfium: Any, page: Any) -> dict[str, Any]:
    largeur, hauteur = page.get_size()
    gauche, bas, _, haut = page.get_bbox()
    texte = page.get_textpage()
    mots, nombre, illisibles = _read_mots(pdfium, texte, gauche, haut)
    texte.close()
    traits = _read_traits(pdfium, page.raw, gauche, haut) if mots else []
    image = _has_grande_image(pdfium, page.raw, largeur * hauteur)
    return {"largeur": largeur, "hauteur": hauteur or haut - bas, "mots": mots, "traits": traits,
            "caracteres": nombre, "illisibles": illisibles, "image": image}  # fmt: skip


def _read_mots(pdfium: Any, textpage: Any, gauche: float, haut: float) -> tuple[list[list[Any]], int, int]:
    """Words as ``[text, x0, baseline, x1, height, bold]``: cut at spaces, and where letters jump."""
    raw, nombre = textpage.raw, min(textpage.count_chars(), CARACTERES_MAX + 1)
    boite, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    mots: list[list[Any]] = []
    accents: list[tuple[str, float, float]] = []
    courant: list[Any] | None = None
    illisibles, espace = 0, False
    for rang in range(nombre):
        code = pdfium.FPDFText_GetUnicode(raw, rang)
        if code in (0x20, 0xA0, 0x202F, 0x2009, 0x2007, 0x09, 0x0A, 0x0D, 0x3000, 0x200B):
            espace = True
            continue
        if code in (0x02, 0xFFFE, 0xAD):
            code = 0x2D
        elif code < 0x20 or code == 0xFFFD or 0xE000 <= code < 0xF900:
            illisibles += 1
            if code < 0x20 or code == 0xFFFD:
                continue
        if not pdfium.FPDFText_GetLooseCharBox(raw, rang, boite):
            continue
        pdfium.FPDFText_GetCharOrigin(raw, rang, x, y)
        ligne, x0, x1, corps = haut - y.value, boite.left - gauche, boite.right - gauche, boite.top - boite.bottom
        if chr(code) in _ACCENTS:
            accents.append((chr(code), (x0 + x1) / 2, ligne))
            continue
        saut = 0.1 if espace else 0.6
        espace = False
        suit = courant is not None and _follows(courant, ligne, x0, corps, saut)
        if courant is None or not suit:
            if corps <= 0 or not math.isfinite(ligne + x0 + corps) or _is_tourne(pdfium, raw, rang):
                courant = None
                continue
            courant = [chr(code), x0, ligne, x1, corps, _is_gras(pdfium, raw, rang), [(x0, x1)]]
            mots.append(courant)
        else:
            courant[0] += chr(code)
            courant[3] = max(courant[3], x1)
            courant[6].append((x0, x1))
    for accent in accents:
        _put_accent(mots, *accent)
    return (
        [[m[0], round(m[1], 1), round(m[2], 1), round(m[3], 1), round(m[4], 1), m[5]] for m in mots],
        nombre,
        illisibles,
    )


def _put_accent(mots: list[list[Any]], accent: str, milieu: float, ligne: float) -> None:
    """Give an accent drawn apart to the letter it stands over; without such a letter it was only a quote."""
    for mot in mots:
        if not (mot[1] - 1 <= milieu <= mot[3] + 1 and abs(mot[2] - ligne) <= 0.6 * mot[4]):
            continue
        for rang, (x0, x1) in enumerate(mot[6]):
            lettre = "i" if mot[0][rang] == "ı" else mot[0][rang]
            compose = unicodedata.normalize("NFC", lettre + _ACCENTS[accent])
            if x0 - 0.5 <= milieu <= x1 + 0.5 and len(compose) == 1:
                mot[0] = mot[0][:rang] + compose + mot[0][rang + 1 :]
                return


def _follows(mot: list[Any], ligne: float, x0: float, corps: float, saut: float) -> bool:
    """Whether a letter goes on with the word: the letters of a ligature share one box, a hyphen has a low one."""
    taille = max(corps, mot[4])
    return abs(ligne - mot[2]) <= 0.6 * taille and -1.3 * taille < x0 - mot[3] < saut * taille


def _is_tourne(pdfium: Any, raw: Any, rang: int) -> bool:
    """Watermarks and marginal notes: a letter that does not stand upright."""
    angle = pdfium.FPDFText_GetCharAngle(raw, rang)
    return angle > 0 and min(angle, abs(2 * math.pi - angle)) > 0.2


def _is_gras(pdfium: Any, raw: Any, rang: int) -> int:
    tampon = ctypes.create_string_buffer(128)
    drapeaux = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(raw, rang, tampon, 128, drapeaux)
    nom = tampon.value.decode("utf-8", "replace").lower()
    return int(any(mot in nom for mot in _GRAS) or pdfium.FPDFText_GetFontWeight(raw, rang) >= 650)


def _has_grande_image(pdfium: Any, page: Any, aire: float) -> bool:
    """Whether a picture covers most of the page: a scanned page, or a background."""
    a, b, c, d = (ctypes.c_float() for _ in range(4))
    for rang in range(min(pdfium.FPDFPage_CountObjects(page), 200)):
        objet = pdfium.FPDFPage_GetObject(page, rang)
        if pdfium.FPDFPageObj_GetType(objet) == pdfium.FPDF_PAGEOBJ_IMAGE:
            pdfium.FPDFPageObj_GetBounds(objet, a, b, c, d)
            if abs((c.value - a.value) * (d.value - b.value)) > 0.6 * aire:
                return True
    return False


def _read_traits(pdfium: Any, page: Any, gauche: float, haut: float) -> list[list[float]]:
    """Horizontal and vertical ruled lines, as ``[x0, y0, x1, y1]``: strokes, thin rectangles, sides of boxes."""
    traits: list[list[float]] = []
    for rang in range(min(pdfium.FPDFPage_CountObjects(page), 40_000)):
        objet = pdfium.FPDFPage_GetObject(page, rang)
        if pdfium.FPDFPageObj_GetType(objet) == pdfium.FPDF_PAGEOBJ_PATH:
            for x0, y0, x1, y1 in _read_chemin(pdfium, objet):
                droit = abs(y1 - y0) <= _EPAISSEUR < _LONGUEUR <= abs(x1 - x0)
                debout = abs(x1 - x0) <= _EPAISSEUR < _LONGUEUR <= abs(y1 - y0)
                if droit or debout:
                    xs, ys = sorted((x0 - gauche, x1 - gauche)), sorted((haut - y0, haut - y1))
                    traits.append([round(v, 1) for v in (xs[0], ys[0], xs[1], ys[1])])
        if len(traits) > TRAITS_MAX:
            return []
    return traits


def _read_chemin(pdfium: Any, objet: Any) -> list[tuple[float, float, float, float]]:
    """The segments of a path in the page's own lengths; a filled thin shape is one segment, its box."""
    a, b, c, d = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(objet, a, b, c, d)
    x0, y0, x1, y1 = a.value, b.value, c.value, d.value
    if min(abs(x1 - x0), abs(y1 - y0)) <= _EPAISSEUR:
        return [(x0, y0, x1, y1)]
    remplissage, trace = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(objet, remplissage, trace)
    if not trace.value:
        return []
    matrice = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(objet, matrice)
    segments: list[tuple[float, float, float, float]] = []
    depart = avant = (0.0, 0.0)
    for rang in range(min(pdfium.FPDFPath_CountSegments(objet), 2000)):
        segment = pdfium.FPDFPath_GetPathSegment(objet, rang)
        pdfium.FPDFPathSegment_GetPoint(segment, a, b)
        point = (
            matrice.a * a.value + matrice.c * b.value + matrice.e,
            matrice.b * a.value + matrice.d * b.value + matrice.f,
        )
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            depart = point
        else:
            segments.append((*avant, *point))
        avant = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            segments.append((*point, *depart))
    return segments


if __name__ == "__main__":
    main()
