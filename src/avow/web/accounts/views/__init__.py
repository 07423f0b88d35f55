from avow.web.accounts.views.home import home

__all__ = ["home"]
