"""A PDF as the running text of its lines, ready to be cut into resolutions."""

from services.votes.lecture.page.lignes import Ligne
from services.votes.lecture.page.mobilier import drop_mobilier, join_coupures
from services.votes.lecture.page.ordre import read_lignes
from services.votes.lecture.page.pdf import open_pdf
from services.votes.lecture.page.rangees import expand_rangees
from services.votes.lecture.page.suites import join_rangees_coupees


def read_document(contenu: bytes) -> list[Ligne]:
    """Every line of a PDF in reading order, without page furniture, cut words joined, tables said as lines.

    :raises LectureRefusee: the file cannot be read.
    """
    return expand_rangees(join_rangees_coupees(join_coupures(drop_mobilier(read_lignes(open_pdf(contenu))))))
