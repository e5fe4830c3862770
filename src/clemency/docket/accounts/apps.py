from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "clemency.docket.accounts"
    label = "accounts"
    verbose_name = "People and roles"
