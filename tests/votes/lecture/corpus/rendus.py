# ruff: noqa: E501
"""The same blocks through seven programs that make PDFs: LibreOffice, Chromium, typst, reportlab, fpdf2, cairo, and a
page set letter by letter with ligatures and hyphenation, as troff does."""

import ctypes
import html
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any

Bloc = tuple[Any, ...]
DEJAVU = "/usr/share/fonts/truetype/dejavu/"


def rendre(producteur: str, blocs: list[Bloc], options: dict[str, Any]) -> bytes:
    """A PDF of these blocks. Options: ``entete``, ``pied``, ``corps`` (points), ``police``, ``justifie``."""
    return {
        "libreoffice": _libreoffice,
        "chromium": _chromium,
        "typst": _typst,
        "reportlab": _reportlab,
        "fpdf2": _fpdf2,
        "cairo": _cairo,
        "troff": _troff,
    }[producteur](blocs, options)


# --- HTML: LibreOffice and Chromium


def _html(blocs: list[Bloc], o: dict[str, Any]) -> str:
    e = html.escape
    sortie = []
    for b in blocs:
        if b[0] in ("h1", "h2"):
            sortie.append(f"<{b[0]}>{e(b[1]).replace(chr(10), '<br>')}</{b[0]}>")
        elif b[0] == "p":
            sortie.append(f"<p>{e(b[1])}</p>")
        elif b[0] == "b":
            sortie.append(f"<p><b>{e(b[1])}</b></p>")
        elif b[0] == "li":
            sortie.append(f"<p class=li>{e(b[1])}</p>")
        elif b[0] == "table":
            lignes = [
                "<tr>"
                + "".join(
                    f"<td width='{w}%'>{e(c).replace(chr(10), '<br>')}</td>" for c, w in zip(rang, b[2], strict=True)
                )
                + "</tr>"
                for rang in b[1]
            ]
            sortie.append(f"<table border=1 cellspacing=0 cellpadding=3 width='100%'>{''.join(lignes)}</table>")
        elif b[0] == "saut":
            sortie.append("<p class=saut></p>")
        elif b[0] == "cadre":
            sortie.append(f"<div class=cadre>{_html(b[1], o)}</div>")
        elif b[0] == "colonnes":
            sortie.append(f"<div class=col>{_html(b[1], o)}</div>")
    return "".join(sortie)


def _page_html(blocs: list[Bloc], o: dict[str, Any]) -> str:
    style = f"""@page {{ size: A4; margin: 22mm 18mm }} body {{ font-family: 'DejaVu {"Serif" if o["police"] == "serif" else "Sans"}'; font-size: {o["corps"]}pt }}
    h1 {{ font-size: 14pt }} h2 {{ font-size: {o["corps"] + 1}pt }} .li {{ margin-left: 8mm }} .saut {{ page-break-before: always }} .cadre {{ border: 1px solid #333; padding: 2mm; margin: 2mm 0 }}
    .col {{ column-count: 2; column-gap: 9mm }} td {{ vertical-align: top }} .entete {{ position: fixed; top: -14mm; font-size: 8pt }} .pied {{ position: fixed; bottom: -14mm; font-size: 8pt }}"""
    return (
        f"<!doctype html><html lang=fr><meta charset=utf-8><style>{style}</style><body>{_html(blocs, o)}</body></html>"
    )


def _libreoffice(blocs: list[Bloc], o: dict[str, Any]) -> bytes:
    """LibreOffice Calc prints a sheet as wide as a page: paragraphs over merged cells, tables in their columns."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.worksheet.pagebreak import Break

    classeur = Workbook()
    feuille = classeur.active
    grille = 20
    for n in range(1, grille + 1):
        feuille.column_dimensions[chr(64 + n)].width = 4.6
    feuille.page_setup.paperSize = 9
    feuille.page_setup.fitToHeight = 0
    feuille.sheet_properties.pageSetUpPr.fitToPage = True
    feuille.oddHeader.left.text, feuille.oddFooter.left.text, feuille.oddFooter.right.text = (
        o["entete"],
        o["pied"],
        "Page &P / &N",
    )
    rang = 0
    trait = Side(style="thin")

    def poser(cellules: list[str], larges: list[int], gras: bool, taille: float, bord: bool) -> None:
        nonlocal rang
        rang += 1
        debut, hauteur = 1, 1
        for texte, large in zip(cellules, larges, strict=True):
            cellule = feuille.cell(rang, debut, texte)
            cellule.font = Font(name="DejaVu Sans", size=taille, bold=gras)
            cellule.alignment = Alignment(wrap_text=True, vertical="top")
            if bord:
                for n in range(debut, debut + large):
                    feuille.cell(rang, n).border = Border(left=trait, right=trait, top=trait, bottom=trait)
            if large > 1:
                feuille.merge_cells(start_row=rang, start_column=debut, end_row=rang, end_column=debut + large - 1)
            par_ligne = max(3, large * 4.4 * (0.8 if gras else 0.9) * 10 / taille)
            hauteur = max(hauteur, sum(1 + int(len(ligne) / par_ligne) for ligne in texte.split("\n")))
            debut += large
        feuille.row_dimensions[rang].height = hauteur * taille * 1.3 + 3

    def flux(blocs: list[Bloc]) -> None:
        for b in blocs:
            if b[0] in ("h1", "h2", "b", "p", "li"):
                poser([b[1]], [grille], b[0] in ("h1", "h2", "b"), 13 if b[0] == "h1" else o["corps"], False)
            elif b[0] == "saut":
                feuille.row_breaks.append(Break(id=max(1, rang)))
            elif b[0] == "table":
                larges = [max(2, round(grille * w / sum(b[2]))) for w in b[2]]
                larges[larges.index(max(larges))] += grille - sum(larges)
                for ligne in b[1]:
                    poser(ligne, larges, False, o["corps"] - 1, True)
            else:
                flux(b[1])

    flux(blocs)
    with tempfile.TemporaryDirectory() as dossier:
        source = Path(dossier, "document.xlsx")
        classeur.save(source)
        subprocess.run(["soffice", f"-env:UserInstallation=file://{dossier}/profil", "--headless", "--convert-to", "pdf", "--outdir", dossier, str(source)], check=True, capture_output=True, timeout=180)  # fmt: skip
        return Path(dossier, "document.pdf").read_bytes()


def _chromium(blocs: list[Bloc], o: dict[str, Any]) -> bytes:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p:
        navigateur = p.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = navigateur.new_page()
        page.set_content(_page_html(blocs, o))
        gabarit = "<div style='font-size:8px;width:100%;padding:0 18mm'>{}</div>"
        contenu = page.pdf(format="A4", display_header_footer=True, header_template=gabarit.format(html.escape(o["entete"])), footer_template=gabarit.format(html.escape(o["pied"]) + " – Page <span class=pageNumber></span> sur <span class=totalPages></span>"),
                           margin={"top": "24mm", "bottom": "22mm", "left": "18mm", "right": "18mm"})  # fmt: skip
        navigateur.close()
        return contenu


# --- typst


def _typst(blocs: list[Bloc], o: dict[str, Any]) -> bytes:
    import typst

    def s(texte: str) -> str:
        return '"' + texte.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'

    def corps(blocs: list[Bloc]) -> str:
        sortie = []
        for b in blocs:
            if b[0] == "h1":
                sortie.append(f"#block(text(size: 14pt, weight: 700, {s(b[1])}))")
            elif b[0] in ("h2", "b"):
                sortie.append(f"#block(above: 1.2em, text(weight: 700, {s(b[1])}))")
            elif b[0] == "p":
                sortie.append(f"#par({s(b[1])})")
            elif b[0] == "li":
                sortie.append(f"#pad(left: 8mm, {s(b[1])})")
            elif b[0] == "saut":
                sortie.append("#pagebreak(weak: true)")
            elif b[0] == "table":
                cellules = ", ".join(f"[#{s(c)}]" for rang in b[1] for c in rang)
                sortie.append(f"#table(columns: ({', '.join(f'{w}fr' for w in b[2])}), {cellules})")
            elif b[0] == "cadre":
                sortie.append(f"#rect(width: 100%)[{corps(b[1])}]")
            elif b[0] == "colonnes":
                sortie.append(f"#columns(2)[{corps(b[1])}]")
        return "\n\n".join(sortie)

    source = f"""#set page(paper: "a4", margin: 20mm, header: text(size: 8pt, {s(o["entete"])}), footer: context text(size: 8pt)[#{s(o["pied"])} #counter(page).display("1/1", both: true)])
#set text(lang: "fr", size: {o["corps"]}pt, hyphenate: true, font: "{"Libertinus Serif" if o["police"] == "serif" else "DejaVu Sans"}")
#set par(justify: {str(o["justifie"]).lower()})
{corps(blocs)}"""
    with tempfile.TemporaryDirectory() as dossier:
        Path(dossier, "d.typ").write_text(source, encoding="utf-8")
        return typst.compile(str(Path(dossier, "d.typ")))


# --- reportlab


def _reportlab(blocs: list[Bloc], o: dict[str, Any]) -> bytes:
    import io

    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import (
        BaseDocTemplate,
        Frame,
        NextPageTemplate,
        PageBreak,
        PageTemplate,
        Paragraph,
        Spacer,
        Table,
    )

    pdfmetrics.registerFont(TTFont("DV", DEJAVU + "DejaVuSans.ttf"))
    pdfmetrics.registerFont(TTFont("DVB", DEJAVU + "DejaVuSans-Bold.ttf"))
    corps = o["corps"]
    styles = {"p": ParagraphStyle("p", fontName="DV", fontSize=corps, leading=corps * 1.25, spaceAfter=3), "h1": ParagraphStyle("h1", fontName="DVB", fontSize=13, leading=16, spaceBefore=8, spaceAfter=6),
              "h2": ParagraphStyle("h2", fontName="DVB", fontSize=corps, leading=corps * 1.3, spaceBefore=7, spaceAfter=2), "b": ParagraphStyle("b", fontName="DVB", fontSize=corps, leading=corps * 1.3), "li": ParagraphStyle("li", fontName="DV", fontSize=corps, leading=corps * 1.25, leftIndent=20)}  # fmt: skip
    largeur = A4[0] - 100

    def flux(blocs: list[Bloc], large: float) -> list[Any]:
        sortie: list[Any] = []
        for b in blocs:
            if b[0] in styles:
                sortie.append(Paragraph(html.escape(b[1]).replace("\n", "<br/>"), styles[b[0]]))
            elif b[0] == "saut":
                sortie.append(PageBreak())
            elif b[0] == "table":
                rangs = [[Paragraph(html.escape(c).replace("\n", "<br/>"), styles["p"]) for c in rang] for rang in b[1]]
                sortie += [
                    Table(
                        rangs,
                        [large * w / sum(b[2]) for w in b[2]],
                        repeatRows=1,
                        style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")],
                    ),
                    Spacer(1, 4),
                ]
            elif b[0] == "cadre":
                sortie += flux(b[1], large)
            elif b[0] == "colonnes":
                sortie += [
                    NextPageTemplate("deux"),
                    PageBreak(),
                    *flux(b[1], large / 2 - 10),
                    NextPageTemplate("une"),
                    PageBreak(),
                ]
        return sortie

    def decor(canvas: Any, doc: Any) -> None:
        canvas.setFont("DV", 8)
        canvas.drawString(50, A4[1] - 30, o["entete"])
        canvas.drawString(50, 25, o["pied"])
        canvas.drawRightString(A4[0] - 50, 25, f"Page {doc.page}")

    tampon = io.BytesIO()
    doc = BaseDocTemplate(tampon, pagesize=A4, invariant=1)
    haut = A4[1] - 100
    doc.addPageTemplates(
        [
            PageTemplate("une", [Frame(50, 50, largeur, haut)], onPage=decor),
            PageTemplate(
                "deux",
                [Frame(50, 50, largeur / 2 - 8, haut), Frame(50 + largeur / 2 + 8, 50, largeur / 2 - 8, haut)],
                onPage=decor,
            ),
        ]
    )
    doc.build(flux(blocs, largeur - 12))
    return tampon.getvalue()


# --- fpdf2


def _fpdf2(blocs: list[Bloc], o: dict[str, Any]) -> bytes:
    from fpdf import FPDF

    class Page(FPDF):
        def header(self) -> None:
            self.set_font("dv", size=8)
            self.cell(0, 5, o["entete"], new_x="LMARGIN", new_y="NEXT")

        def footer(self) -> None:
            self.set_y(-12)
            self.set_font("dv", size=8)
            self.cell(0, 5, f"{o['pied']} - {self.page_no()}/{{nb}}")

    pdf = Page()
    pdf.add_font("dv", "", DEJAVU + "DejaVuSans.ttf")
    pdf.add_font("dv", "B", DEJAVU + "DejaVuSans-Bold.ttf")
    pdf.set_margin(18)
    pdf.set_auto_page_break(True, 20)
    pdf.add_page()

    def ecrire(texte: str, gras: bool, corps: float, retrait: float = 0) -> None:
        pdf.set_font("dv", "B" if gras else "", corps)
        pdf.set_x(pdf.l_margin + retrait)
        pdf.multi_cell(
            pdf.epw - retrait, corps * 0.45, texte, new_x="LMARGIN", new_y="NEXT", align="J" if o["justifie"] else "L"
        )
        pdf.ln(1)

    def flux(blocs: list[Bloc]) -> None:
        for b in blocs:
            if b[0] == "h1":
                ecrire(b[1], True, 13)
            elif b[0] in ("h2", "b"):
                pdf.ln(1.5)
                ecrire(b[1], True, o["corps"])
            elif b[0] == "p":
                ecrire(b[1], False, o["corps"])
            elif b[0] == "li":
                ecrire(b[1], False, o["corps"], 8)
            elif b[0] == "saut":
                pdf.add_page()
            elif b[0] in ("cadre", "colonnes"):
                flux(b[1])
            elif b[0] == "table":
                pdf.set_font("dv", "", o["corps"] - 1)
                with pdf.table(col_widths=b[2], first_row_as_headings=False) as table:
                    for rang in b[1]:
                        table.row(rang)

    flux(blocs)
    return bytes(pdf.output())


# --- cairo and pango


def _cairo(blocs: list[Bloc], o: dict[str, Any]) -> bytes:
    cairo, pc, pango, gobject = (
        ctypes.CDLL(n) for n in ("libcairo.so.2", "libpangocairo-1.0.so.0", "libpango-1.0.so.0", "libgobject-2.0.so.0")
    )
    vp, dbl, i = ctypes.c_void_p, ctypes.c_double, ctypes.c_int
    cairo.cairo_pdf_surface_create.restype = cairo.cairo_create.restype = pc.pango_cairo_create_layout.restype = (
        pango.pango_font_description_from_string.restype
    ) = vp
    cairo.cairo_pdf_surface_create.argtypes = [ctypes.c_char_p, dbl, dbl]
    cairo.cairo_move_to.argtypes = cairo.cairo_line_to.argtypes = [vp, dbl, dbl]
    for f in (
        cairo.cairo_create,
        cairo.cairo_show_page,
        cairo.cairo_stroke,
        cairo.cairo_destroy,
        cairo.cairo_surface_finish,
        cairo.cairo_surface_destroy,
        pc.pango_cairo_create_layout,
        gobject.g_object_unref,
    ):
        f.argtypes = [vp]
    cairo.cairo_set_line_width.argtypes = [vp, dbl]
    pango.pango_layout_set_text.argtypes = [vp, ctypes.c_char_p, i]
    pango.pango_layout_set_width.argtypes = [vp, i]
    pango.pango_layout_set_font_description.argtypes = [vp, vp]
    pango.pango_layout_get_pixel_size.argtypes = [vp, ctypes.POINTER(i), ctypes.POINTER(i)]
    pc.pango_cairo_show_layout.argtypes = [vp, vp]
    with tempfile.NamedTemporaryFile(suffix=".pdf") as fichier:
        surface = cairo.cairo_pdf_surface_create(fichier.name.encode(), 595, 842)
        cr = cairo.cairo_create(surface)
        etat = {"y": 60.0, "page": 1}

        def poser(texte: str, x: float, large: float, police: str, y: float | None) -> float:
            layout = pc.pango_cairo_create_layout(cr)
            pango.pango_layout_set_font_description(layout, pango.pango_font_description_from_string(police.encode()))
            pango.pango_layout_set_width(layout, int(large * 1024))
            octets = texte.encode()
            pango.pango_layout_set_text(layout, octets, len(octets))
            w, h = i(), i()
            pango.pango_layout_get_pixel_size(layout, w, h)
            if y is not None:
                cairo.cairo_move_to(cr, x, y)
                pc.pango_cairo_show_layout(cr, layout)
            gobject.g_object_unref(layout)
            return float(h.value)

        def decor() -> None:
            poser(o["entete"], 50, 495, "DejaVu Sans 6", 28)
            poser(f"{o['pied']} · Page {etat['page']}", 50, 495, "DejaVu Sans 6", 810)

        def page() -> None:
            decor()
            cairo.cairo_show_page(cr)
            etat["y"], etat["page"] = 60.0, etat["page"] + 1

        def ecrire(texte: str, police: str, retrait: float = 0, apres: float = 4) -> None:
            h = poser(texte, 50, 495 - retrait, police, None)
            if etat["y"] + h > 790:
                page()
            poser(texte, 50 + retrait, 495 - retrait, police, etat["y"])
            etat["y"] += h + apres

        def trait(*points: float) -> None:
            cairo.cairo_set_line_width(cr, 0.5)
            cairo.cairo_move_to(cr, points[0], points[1])
            cairo.cairo_line_to(cr, points[2], points[3])
            cairo.cairo_stroke(cr)

        def table(rangs: list[list[str]], larges: list[float]) -> None:
            total = sum(larges)
            for rang in rangs:
                bords = [50.0]
                for w in larges:
                    bords.append(bords[-1] + 495 * w / total)
                h = (
                    max(
                        poser(c, 0, b2 - b1 - 6, f"DejaVu Sans {o['corps'] * 0.72}", None)
                        for c, b1, b2 in zip(rang, bords, bords[1:], strict=False)
                    )
                    + 4
                )
                if etat["y"] + h > 790:
                    page()
                y = etat["y"]
                for c, b1, b2 in zip(rang, bords, bords[1:], strict=False):
                    poser(c, b1 + 3, b2 - b1 - 6, f"DejaVu Sans {o['corps'] * 0.72}", y + 2)
                for b in bords:
                    trait(b, y, b, y + h)
                trait(50, y, 545, y)
                trait(50, y + h, 545, y + h)
                etat["y"] += h
            etat["y"] += 5

        taille = o["corps"] * 0.75
        for b in blocs:
            if b[0] == "h1":
                ecrire(b[1], "DejaVu Sans Bold 10", 0, 8)
            elif b[0] in ("h2", "b"):
                etat["y"] += 4
                ecrire(b[1], f"DejaVu Sans Bold {taille}")
            elif b[0] == "p":
                ecrire(b[1], f"DejaVu Sans {taille}")
            elif b[0] == "li":
                ecrire(b[1], f"DejaVu Sans {taille}", 20)
            elif b[0] == "saut":
                page()
            elif b[0] == "table":
                table(b[1], b[2])
        decor()
        cairo.cairo_destroy(cr)
        cairo.cairo_surface_finish(surface)
        cairo.cairo_surface_destroy(surface)
        return Path(fichier.name).read_bytes()


# --- letter by letter, as troff


def _troff(blocs: list[Bloc], o: dict[str, Any]) -> bytes:
    import io

    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("DS", DEJAVU + "DejaVuSerif.ttf"))
    pdfmetrics.registerFont(TTFont("DSB", DEJAVU + "DejaVuSerif-Bold.ttf"))
    tampon = io.BytesIO()
    c = Canvas(tampon, pagesize=(595, 842), invariant=1)
    etat = {"y": 770.0, "page": 1}
    corps = o["corps"]

    def decor() -> None:
        c.setFont("DS", 8)
        c.drawCentredString(297, 815, o["entete"])
        c.drawCentredString(297, 30, f"– {etat['page']} –")

    def ligne(mots: list[str], police: str, taille: float, x: float, large: float, pleine: bool) -> None:
        if etat["y"] < 60:
            decor()
            c.showPage()
            etat["y"], etat["page"] = 770.0, etat["page"] + 1
        longueurs = [pdfmetrics.stringWidth(m, police, taille) for m in mots]
        espace = taille * 0.3
        if pleine and len(mots) > 1:
            espace = (large - sum(longueurs)) / (len(mots) - 1)
        for mot, longueur in zip(mots, longueurs, strict=True):
            avance = x
            for morceau in re.findall(r".{1,3}", mot):
                texte = c.beginText(avance, etat["y"])
                texte.setFont(police, taille)
                texte.textOut(morceau)
                c.drawText(texte)
                avance += pdfmetrics.stringWidth(morceau, police, taille)
            x += longueur + espace
        etat["y"] -= taille * 1.25

    def couper(mot: str, reste: float, police: str, taille: float) -> tuple[str, str] | None:
        for n in range(len(mot) - 3, 2, -1):
            if (
                mot[n - 1] in "aeiouyéè"
                and mot[n].isalpha()
                and mot[n] not in "aeiouyéè"
                and mot.isalpha()
                and pdfmetrics.stringWidth(mot[:n] + "-", police, taille) <= reste
            ):
                return mot[:n] + "-", mot[n:]
        return None

    def para(texte: str, police: str, taille: float, retrait: float = 0) -> None:
        x, large = 60 + retrait, 475 - retrait
        for partie in texte.split("\n"):
            mots = partie.replace("fi", "ﬁ").replace("fl", "ﬂ").split()
            courants: list[str] = []
            while mots:
                mot = mots.pop(0)
                pris = sum(pdfmetrics.stringWidth(m, police, taille) + taille * 0.3 for m in courants)
                if pris + pdfmetrics.stringWidth(mot, police, taille) <= large or not courants:
                    courants.append(mot)
                    continue
                coupe = couper(mot, large - pris, police, taille) if police == "DS" else None
                if coupe:
                    courants.append(coupe[0])
                    mots.insert(0, coupe[1])
                else:
                    mots.insert(0, mot)
                ligne(courants, police, taille, x, large, o["justifie"])
                courants = []
            ligne(courants, police, taille, x, large, False)
        etat["y"] -= 3

    for b in blocs:
        if b[0] == "h1":
            para(b[1], "DSB", 13)
        elif b[0] in ("h2", "b"):
            etat["y"] -= 4
            para(b[1], "DSB", corps)
        elif b[0] in ("p", "li"):
            para(b[1], "DS", corps, 20 if b[0] == "li" else 0)
        elif b[0] == "saut":
            etat["y"] = 0
        elif b[0] == "table":
            for rang in b[1]:
                para("   ".join(rang), "DS", corps - 1)
    decor()
    c.save()
    return tampon.getvalue()
