"""A picture as the SVG of a page. A mark that has a ``titre`` takes the focus and is read aloud.

Plain strings, for a page draws hundreds of marks: only what somebody may have typed is escaped.
"""

from markupsafe import Markup, escape

from services.charges.graphiques.dessin import Dessin, Marque

MOTIFS = ("hausse", "hachure")
"""Looks that are filled with a pattern of the page, named after the picture."""


def write_dessin(dessin: Dessin, ident: str) -> Markup:
    """The marks of a picture, in the order they are drawn; its patterns are ``{ident}-{motif}``."""
    return Markup("\n".join([_write_marque(marque, ident) for marque in dessin.marques]))  # noqa: S704


def write_tendance(dessin: Dessin) -> Markup:
    """A whole sparkline, read as one image."""
    traits = "".join([_write_trait(un, "fil") if un.genre == "trait" else _write_point(un) for un in dessin.marques])
    taille = f'viewBox="0 0 {dessin.largeur} {dessin.hauteur}" width="{dessin.largeur}" height="{dessin.hauteur}"'
    dit = escape(dessin.description)
    return Markup(f'<svg class="tendance" {taille} role="img" aria-label="{dit}">{traits}</svg>')  # noqa: S704


def _write_marque(m: Marque, ident: str) -> str:
    if m.genre == "texte":
        return f'<text x="{m.x}" y="{m.y}" text-anchor="{m.ancre}" class="d-{m.classe}">{escape(m.texte)}</text>'
    if m.genre == "trait":
        return _write_trait(m, m.classe)
    if m.genre == "semis":
        trace = "".join([f"M{x} {m.y}h0" for x in m.abscisses])
        return f'<path d="{trace}" class="d-{m.classe}"/>'
    if m.genre == "point":
        return _write_point(m)
    motif = f' fill="url(#{ident}-{m.classe})"' if m.classe in MOTIFS else ""
    lieu = f'x="{m.x}" y="{m.y}" width="{m.w}" height="{m.h}"'
    return f'<rect {lieu} class="d-{m.classe}"{motif}{_tell("rect", m)}'


def _write_trait(m: Marque, classe: str) -> str:
    return f'<line x1="{m.x}" y1="{m.y}" x2="{m.x + m.w}" y2="{m.y + m.h}" class="d-{classe}"/>'


def _write_point(m: Marque) -> str:
    return f'<circle cx="{m.x}" cy="{m.y}" r="{m.w}" class="d-{m.classe}"{_tell("circle", m)}'


def _tell(forme: str, m: Marque) -> str:
    """The end of a mark: what it says, for who points and who listens."""
    if not m.titre:
        return "/>"
    dit = escape(m.titre)
    return f' tabindex="0" role="img" aria-label="{dit}"><title>{dit}</title></{forme}>'
