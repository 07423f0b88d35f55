from avow.web.evaluations.models.amendment import Amendment
from avow.web.evaluations.models.evaluation import Evaluation
from avow.web.evaluations.models.finding import Finding
from avow.web.evaluations.models.reading import Reading

__all__ = ["Amendment", "Evaluation", "Finding", "Reading"]
