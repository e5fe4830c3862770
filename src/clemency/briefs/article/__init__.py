"""The article check: figures about clemency in a plain text, each set beside the record.

``text`` finds sentences, numbers and days; ``figures`` binds a number to what it counts and when; ``check`` asks the
record; ``report`` says what came out. The rules are of language, written here; no model is trained or fetched.
"""

from clemency.briefs.article.check import check_article
from clemency.briefs.article.figures import read_figures

__all__ = ["check_article", "read_figures"]
