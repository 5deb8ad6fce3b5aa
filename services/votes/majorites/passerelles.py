"""Whether a second ballot may follow the first: what an employee must then answer twice."""

from services.votes.models import Position, Resolution

SECONDS = {"25": "24", "26": "25"}
"""Loi 25-1: an article 25 project that failed is voted again at 24; loi 26-1: an article 26 one, at 25."""
FERMES = frozenset({"24", "25", "26", "unanimite", "aucun"})


def find_second_article(resolution: Resolution) -> str | None:
    """The article of the second ballot that a failed first one may open; None when none can.

    Ours prevails; when it waits for something else to be known, the printed one tells.
    """
    if resolution.information:
        return None
    article = resolution.article if resolution.article in FERMES else (resolution.article_imprime or "")[:2]
    return SECONDS.get(article)


def tell_second(article: str) -> str:
    """When that second ballot takes place, in a sentence."""
    if article == "24":
        return (
            "Second vote immédiat à l’article 24 si le premier échoue avec au moins un tiers des voix (loi art. 25-1)."
        )
    return (
        "Second vote immédiat à l’article 25 si le premier échoue avec la moitié des membres participants et un tiers "
        "des voix (loi art. 26-1)."
    )


def say_positions(position: Position, second: Position | None = None, si_amendee: Position | None = None) -> str:
    """« Pour ; second vote : contre ; si amendée : abstention »."""
    said = [position.value.capitalize()]
    if second is not None:
        said.append(f"second vote : {second.value.lower()}")
    if si_amendee is not None:
        said.append(f"si amendée : {si_amendee.value.lower()}")
    return " ; ".join(said)
