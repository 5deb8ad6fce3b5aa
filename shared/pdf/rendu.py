"""Making a PDF: a typst template and plain data in, a tagged PDF/A document out (PDF/A-2a and PDF/UA-1).

Everything comes from this repository: templates, our paper (``shared/pdf/gabarits/papier.typ``) and the fonts inside
typst. Data travel as JSON and are printed as text: markup in them is not run.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

import typst

import shared
from shared.presentation import PARIS

RACINE = Path(shared.__file__).parents[1]
_FINE, _INSECABLE = "\u202f", "\u00a0"
_AVANT_FINE = re.compile(r" (?=[;!?](?:\s|$))")
_AVANT_INSECABLE = re.compile(r" (?=[:»%€](?:\W|$))")
_APRES_INSECABLE = re.compile(r"(?<=«) |(?<=\bn°) |(?<=\bart\.) ")


def render_pdf(gabarit: str | Path, donnees: Mapping[str, Any], *, titre: str, le: datetime | None = None) -> bytes:
    """Fill a template; the same data at the same moment give the same bytes.

    :param gabarit: path of the ``.typ`` file from the root of the repository, or an absolute one below it.
    :param donnees: plain JSON (dates are written ``AAAA-MM-JJ``: give words to print). ``emetteur`` is on every paper:
        see :func:`shared.pdf.emetteur.load_emetteur`. ``titre`` is added to it.
    :param titre: what a reader's window and a screen reader say of the document.
    :param le: the moment written in the document's properties; now when absent.
    """
    path = RACINE / gabarit
    filled = json.dumps(set_spaces({**donnees, "titre": titre}), ensure_ascii=False, default=_to_plain)
    moment = (le or datetime.now(UTC)).astimezone(PARIS)
    pdf = typst.compile(
        path,
        root=RACINE,
        font_paths=_fonts(),
        sys_inputs={"donnees": filled},
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        timestamp=moment.astimezone(timezone(moment.utcoffset() or timedelta())).replace(microsecond=0),
    )
    if not isinstance(pdf, bytes):
        raise TypeError(f"{gabarit} did not make one PDF")
    return pdf


def set_spaces(value: Any) -> Any:
    """French spaces in every text of some data: an ordinary space that should not break becomes one that does not.

    Nothing is added: « 18:30 » and addresses stay as they are.
    """
    if isinstance(value, str):
        text = _AVANT_INSECABLE.sub(_INSECABLE, _AVANT_FINE.sub(_FINE, value))
        return _APRES_INSECABLE.sub(_INSECABLE, text)
    if isinstance(value, Mapping):
        return {name: set_spaces(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [set_spaces(one) for one in value]
    return value


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


def _to_plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be printed: give text or numbers")
