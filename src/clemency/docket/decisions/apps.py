from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "clemency.docket.decisions"
    label = "decisions"
    verbose_name = "Decisions"
