from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "clemency.web.office"
    label = "office"
