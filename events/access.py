"""Who may see personal data."""


def can_see_registrations(user) -> bool:
    """Organisers and administrators: names and e-mail addresses are for nobody else."""
    return user.is_active and user.has_perm("events.view_registration")
