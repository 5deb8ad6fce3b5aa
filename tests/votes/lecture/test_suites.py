"""A row that a page cuts, and what ends it under the header printed again."""

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.suites import join_rangees_coupees
from services.votes.lecture.page.tables import Cellule, Rangee

BORDS = ((40.0, 70.0), (70.0, 480.0), (480.0, 550.0))


def _write_rangee(page: int, y: float, *textes: str) -> Ligne:
    cellules = tuple(
        Cellule(x0, x1, (texte,), (False,), (False,)) for (x0, x1), texte in zip(BORDS, textes, strict=True)
    )
    return Ligne("\t".join(textes), page, rangee=Rangee(y, y + 10, (), cellules))


def _write_reste(texte: str, y: float, *, x0: float = 72.0, page: int = 1) -> Ligne:
    return Ligne(texte, page, x0, x0 + 5 * len(texte), y, 10.0)


ENTETE = ("N°", "Objet", "Majorité")


def test_lines_under_a_header_printed_again_end_the_cell_that_the_page_cut() -> None:
    lignes = [
        _write_rangee(0, 60, *ENTETE),
        _write_rangee(0, 80, "5", "Contre : Mme DA SILVA ép. EL", "Art. 24"),
        _write_rangee(1, 60, *ENTETE),
        _write_reste("AMRANI (396), ESH DEUX RIVES (3 959).", 78),
        _write_reste("Abstention : M. ROY (12).", 90),
        _write_rangee(1, 110, "6", "Budget", "Art. 24"),
    ]
    suite = join_rangees_coupees(lignes)
    assert len(suite) == 4
    assert suite[1].rangee is not None
    assert suite[1].rangee.cellules[1].lignes[1:] == (lignes[3].texte, lignes[4].texte)
    assert suite[1].rangee.cellules[1].pleines == (True, False, False)


def test_a_sentence_under_a_first_header_or_across_its_columns_stays_where_it_is() -> None:
    libre = _write_reste("Une phrase qui traverse toutes les colonnes du tableau. " * 2, 78)
    for lignes in (
        [_write_rangee(0, 60, *ENTETE), _write_reste("Une note.", 78, page=0)],
        [
            _write_rangee(0, 60, *ENTETE),
            _write_rangee(0, 80, "5", "Quitus", "24"),
            _write_rangee(1, 60, *ENTETE),
            libre,
        ],
    ):
        assert join_rangees_coupees(lignes) == lignes
