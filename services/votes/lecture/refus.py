"""Why a file cannot be read: one French sentence and a stable code each."""

from shared.errors import InvalidError


class LectureRefusee(InvalidError):
    """Ce fichier ne peut pas être lu."""

    code = "FICHIER_ILLISIBLE"


def refuse_vide() -> LectureRefusee:
    """Nothing in it."""
    return LectureRefusee("Le fichier est vide : demandez au syndic de le renvoyer.", code="FICHIER_VIDE")


def refuse_taille(octets: int, maximum: int) -> LectureRefusee:
    """Heavier than any convocation."""
    return LectureRefusee(
        f"Le fichier pèse {octets >> 20} Mo, {maximum >> 20} Mo au plus : "
        "ne gardez que la convocation ou le procès-verbal.",
        code="FICHIER_TROP_GRAND",
    )


def refuse_pages(pages: int, maximum: int) -> LectureRefusee:
    """Longer than any convocation."""
    return LectureRefusee(
        f"Le PDF compte {pages} pages, {maximum} au plus : ne gardez que la convocation ou le procès-verbal.",
        code="FICHIER_TROP_GRAND",
    )


def refuse_volume() -> LectureRefusee:
    """More text than any convocation, or too long to open."""
    return LectureRefusee(
        "Ce PDF est trop volumineux pour être lu : ne gardez que la convocation ou le procès-verbal.",
        code="FICHIER_TROP_GRAND",
    )


def refuse_format(attendu: str) -> LectureRefusee:
    """Neither the format expected nor one we can turn into it."""
    return LectureRefusee(f"Ce fichier n’est pas {attendu}.", code="FORMAT_NON_RECONNU")


def refuse_chiffre() -> LectureRefusee:
    """A password is asked to open it."""
    return LectureRefusee(
        "Le PDF est protégé par un mot de passe : demandez au syndic un fichier sans mot de passe.",
        code="FICHIER_CHIFFRE",
    )


def refuse_tronque() -> LectureRefusee:
    """The end is missing: what is left would be read as if it were whole."""
    return LectureRefusee(
        "Le PDF est incomplet (sa fin manque) : téléchargez-le à nouveau ou demandez au syndic de le renvoyer.",
        code="FICHIER_TRONQUE",
    )


def refuse_abime() -> LectureRefusee:
    """A PDF that no reader can open."""
    return LectureRefusee("Le PDF est abîmé et ne s’ouvre pas : demandez au syndic de le renvoyer.")


def refuse_sans_texte() -> LectureRefusee:
    """Pictures of pages."""
    return LectureRefusee(
        "Le PDF ne contient pas de texte (document scanné) : demandez le fichier d’origine, "
        "ou saisissez l’ordre du jour.",
        code="PDF_SANS_TEXTE",
    )


def refuse_police() -> LectureRefusee:
    """Letters whose meaning the file does not give."""
    return LectureRefusee(
        "Le texte de ce PDF est illisible (polices sans correspondance) : demandez le fichier d’origine.",
        code="PDF_SANS_TEXTE",
    )
