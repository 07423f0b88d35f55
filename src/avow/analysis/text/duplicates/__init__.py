"""Find answers that are the same, nearly the same, or made from one template."""

from avow.analysis.text.duplicates.finding import find
from avow.analysis.text.duplicates.group import GAP, Edit, Group
from avow.analysis.text.duplicates.normal import distinct, normal_form, words

__all__ = ["GAP", "Edit", "Group", "distinct", "find", "normal_form", "words"]
