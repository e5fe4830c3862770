from django.apps import AppConfig


class DemographicsConfig(AppConfig):
    name = "clemency.docket.demographics"
    label = "demographics"
    verbose_name = "Statistical answers"
