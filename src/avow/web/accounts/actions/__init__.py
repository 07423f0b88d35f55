from avow.web.accounts.actions.add_person import add_person
from avow.web.accounts.actions.deactivate_person import deactivate_person
from avow.web.accounts.actions.grant_role import UnknownRoleError, grant_role, revoke_role

__all__ = ["UnknownRoleError", "add_person", "deactivate_person", "grant_role", "revoke_role"]
