from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "clemency.docket.audit"
    label = "audit"
    verbose_name = "The history"
