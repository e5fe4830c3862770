from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "clemency.docket.review"
    label = "review"
    verbose_name = "Review"
