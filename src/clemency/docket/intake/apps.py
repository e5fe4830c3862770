from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "clemency.docket.intake"
    label = "intake"
    verbose_name = "Intake"
